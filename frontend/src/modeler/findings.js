/**
 * What the gate finds, on the elements and as a list, while she draws.
 *
 * After every change the diagram goes to the server, half a second after the last one;
 * an answer that was overtaken by a later change is thrown away.
 */
import { debounced } from "./debounce.js";
import { jumpTo } from "./drawing.js";
import { nameOf } from "./elements.js";

const DELAY = 500;
const OVERLAY = "finding";
const LABELS = { error: "Fout", warning: "Waarschuwing" };

function badge({ severity, texts }) {
  const mark = document.createElement("span");
  mark.className = `diagram-badge diagram-badge--${severity}`;
  mark.textContent = texts.length > 1 ? String(texts.length) : "!";
  mark.title = texts.join("\n");
  return mark;
}

/** Findings per drawn element, an element with any error counting as an error. */
function perElement(findings, registry) {
  const groups = new Map();
  for (const { element_id: id, severity, message } of findings) {
    if (!id || !registry.get(id)) continue;
    const group = groups.get(id) ?? { severity: "warning", texts: [] };
    group.texts.push(message);
    if (severity === "error") group.severity = "error";
    groups.set(id, group);
  }
  return groups;
}

function unmark(modeler) {
  const canvas = modeler.get("canvas");
  modeler.get("overlays").remove({ type: OVERLAY });
  for (const element of modeler.get("elementRegistry").getAll()) {
    for (const severity of Object.keys(LABELS)) canvas.removeMarker(element, `finding-${severity}`);
  }
}

function mark(modeler, findings) {
  unmark(modeler);
  const registry = modeler.get("elementRegistry");
  const canvas = modeler.get("canvas");
  for (const [id, group] of perElement(findings, registry)) {
    canvas.addMarker(id, `finding-${group.severity}`);
    if (registry.get(id) === canvas.findRoot(id)) continue;
    modeler.get("overlays").add(id, OVERLAY, { position: { top: -12, left: -12 }, html: badge(group) });
  }
}

function placeButton(modeler, { element_id: id, line }) {
  const element = id && modeler.get("elementRegistry").get(id);
  const place = document.createElement(element ? "button" : "span");
  place.className = "finding__place";
  place.textContent = element ? nameOf(element) : (id ?? (line ? `regel ${line}` : "hele diagram"));
  if (element) {
    place.type = "button";
    place.title = "Naar dit element";
    place.addEventListener("click", () => jumpTo(modeler, id));
  }
  return place;
}

function item(modeler, finding) {
  const entry = document.createElement("li");
  entry.className = `finding finding--${finding.severity}`;
  const label = document.createElement("strong");
  label.className = "finding__label";
  label.textContent = LABELS[finding.severity];
  const message = document.createElement("p");
  message.textContent = finding.message;
  const advice = document.createElement("p");
  advice.className = "finding__advice";
  advice.textContent = finding.advice;
  entry.append(label, placeButton(modeler, finding), message, advice);
  return entry;
}

function summary(findings) {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const parts = [
    errors && (errors === 1 ? "1 fout" : `${errors} fouten`),
    warnings && (warnings === 1 ? "1 waarschuwing" : `${warnings} waarschuwingen`),
  ].filter(Boolean);
  if (!parts.length) return "Geen bevindingen: dit diagram kan worden gepubliceerd.";
  return errors ? `${parts.join(" en ")}. Publiceren kan als de fouten weg zijn.` : `${parts.join("")}. Publiceren kan.`;
}

/** Keeps the list and the marks up to date; `show(findings)` replaces them from outside. */
export function followFindings({ modeler, server, tabs, place, first }) {
  const status = place.querySelector("[data-status]");
  const list = place.querySelector("[data-list]");
  let asked = 0;

  const show = (findings) => {
    mark(modeler, findings);
    list.replaceChildren(...findings.map((finding) => item(modeler, finding)));
    status.textContent = summary(findings);
    tabs.count("modeler-findings", findings.length);
  };

  const check = async () => {
    const turn = ++asked;
    const { xml } = await modeler.saveXML({ format: true });
    const { status: code, body } = await server.check(xml);
    if (turn !== asked) return;
    if (code === 200) show(body.findings);
    else status.textContent = `Nakijken lukt nu niet: ${body.message}`;
  };

  modeler.on("commandStack.changed", debounced(check, DELAY));
  show(first);
  return { show, open: () => tabs.show("modeler-findings") };
}
