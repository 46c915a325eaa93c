/** The diagram as a list in the order of the flow: for the keyboard, and for who cannot see it. */
import { debounced } from "./debounce.js";
import { jumpTo } from "./drawing.js";
import { isFlow, isListed, kindLabel, nameOf } from "./elements.js";

const isStart = (element) => element.type === "bpmn:StartEvent";

/** Elements as they are met from the start events on; what cannot be reached comes last. */
function inOrder(elements) {
  const seen = new Set();
  const visit = (element) => {
    if (!element || seen.has(element) || !elements.includes(element)) return;
    seen.add(element);
    for (const attached of element.attachers ?? []) visit(attached);
    for (const flow of element.outgoing ?? []) visit(flow.target);
  };
  elements.filter(isStart).forEach(visit);
  elements.forEach(visit);
  return [...seen];
}

function jumpButton(modeler, element, className, text) {
  const jump = document.createElement("button");
  jump.type = "button";
  jump.className = className;
  jump.dataset.element = element.id;
  jump.textContent = text;
  jump.addEventListener("click", () => jumpTo(modeler, element.id));
  return jump;
}

/** A button per arrow out of an element: an arrow has properties too, such as its condition. */
function flowButton(modeler, flow) {
  const answer = flow.businessObject.name ? `${flow.businessObject.name}: ` : "";
  return jumpButton(modeler, flow, "outline__flow", `→ ${answer}${nameOf(flow.target)}`);
}

function line(modeler, element) {
  const entry = document.createElement("li");
  const kind = document.createElement("span");
  kind.className = "outline__kind";
  kind.textContent = kindLabel(element);
  const flows = (element.outgoing ?? []).filter(isFlow).map((flow) => flowButton(modeler, flow));
  entry.append(jumpButton(modeler, element, "outline__jump", nameOf(element)), kind, ...flows);
  return entry;
}

function showSelection(place, selected) {
  const ids = new Set(selected.map(({ id }) => id));
  for (const jump of place.querySelectorAll("[data-element]")) {
    if (ids.has(jump.dataset.element)) jump.setAttribute("aria-current", "true");
    else jump.removeAttribute("aria-current");
  }
}

/** Fills `place` and keeps it the same as the diagram. */
export function followOutline({ modeler, place }) {
  const list = place.querySelector("[data-list]");
  const fill = () => {
    const focused = document.activeElement?.dataset?.element;
    const elements = inOrder(modeler.get("elementRegistry").filter(isListed));
    list.replaceChildren(...elements.map((element) => line(modeler, element)));
    showSelection(list, modeler.get("selection").get());
    if (focused) list.querySelector(`[data-element="${CSS.escape(focused)}"]`)?.focus();
  };
  modeler.on("commandStack.changed", debounced(fill, 300));
  modeler.on("selection.changed", ({ newSelection }) => showSelection(list, newSelection));
  fill();
}
