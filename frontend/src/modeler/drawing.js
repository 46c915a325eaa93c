/** The bpmn-js modeler with the Camunda 7 properties, in Dutch, limited to what the engine runs. */
import Modeler from "bpmn-js/lib/Modeler";
import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
} from "bpmn-js-properties-panel";
import CamundaBehaviorsModule from "camunda-bpmn-js-behaviors/lib/camunda-platform";
import camundaAttributes from "camunda-bpmn-moddle/resources/camunda.json";
import MinimapModule from "diagram-js-minimap";
import TranslateModule from "../nl/translate.js";
import { fit } from "../diagram/zoom.js";
import EngineElementsModule from "./engine-elements.js";
import LoopplankPropertiesModule from "./properties.js";

/** Opens the diagram; rejects when it cannot be drawn at all. */
export async function openDrawing({ canvas, properties, choices, xml }) {
  const modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: properties },
    moddleExtensions: { camunda: camundaAttributes },
    additionalModules: [
      TranslateModule,
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      CamundaPlatformPropertiesProviderModule,
      CamundaBehaviorsModule,
      CreateAppendAnythingModule,
      MinimapModule,
      EngineElementsModule,
      LoopplankPropertiesModule,
    ],
    minimap: { open: false },
    loopplank: { choices },
  });
  await modeler.importXML(xml);
  canvas.querySelector("svg[tabindex]").setAttribute("aria-label", "Diagram; de elementen staan ook in de lijst");
  fit(modeler, { left: 110 });
  return modeler;
}

/** Brings an element into sight, selects it and gives the diagram the keys; false when it is not drawn. */
export function jumpTo(modeler, id) {
  const element = modeler.get("elementRegistry").get(id);
  if (!element) return false;
  const canvas = modeler.get("canvas");
  const root = canvas.findRoot(element);
  if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
  if (element !== root) {
    modeler.get("selection").select(element);
    canvas.scrollToElement(element, { top: 120, bottom: 120, left: 160, right: 120 });
  }
  canvas.focus();
  return true;
}
