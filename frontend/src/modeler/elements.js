/** Words for elements of a diagram, for lists and messages. */
import { translate } from "../nl/translate.js";

const EVENT = /^bpmn:(.*)EventDefinition$/;

function kindOf(element) {
  const plain = element.type.replace("bpmn:", "").replace(/(\B[A-Z])/g, " $1").toLowerCase();
  const definition = element.businessObject.eventDefinitions?.[0];
  const event = definition ? `${EVENT.exec(definition.$type)[1]} ` : "";
  return `${event}${plain}`;
}

/** "Gebruikerstaak", "Timer: randgebeurtenis". */
export function kindLabel(element) {
  return translate(kindOf(element));
}

/** The name as drawn, else the kind and the id. */
export function nameOf(element) {
  const { name, id } = element.businessObject;
  return name?.replace(/\s+/g, " ").trim() || id;
}

export const isFlow = (element) => element.type === "bpmn:SequenceFlow";

const SKIPPED = new Set(["label", "bpmn:Process", "bpmn:Collaboration", "bpmn:SequenceFlow", "bpmn:Association"]);

/** Elements worth a line in a list: not labels, flows and the process itself. */
export function isListed(element) {
  return Boolean(element.businessObject) && !element.labelTarget && !SKIPPED.has(element.type);
}
