/**
 * The page on which a process designer draws her region's diagram.
 *
 * The page delivers `<script type="application/json" id="modeler-page">` with
 *
 *   { "xml", "revision", "filename", "csrf", "addresses": { "check", "draft", "publish", "overview" },
 *     "choices": { "roles", "forms", "processes", "decisions", "topics", "terms", "recorders" },
 *     "findings": [{ "element_id", "severity", "message", "advice", "line" }] }
 *
 * and the places named in `places`. Parts: the diagram (drawing.js), the gate's findings on it
 * (findings.js), the same diagram as a list (outline.js), saving and publishing (saving.js).
 */
import { openDrawing } from "./modeler/drawing.js";
import { followFindings } from "./modeler/findings.js";
import { followOutline } from "./modeler/outline.js";
import { connectTo } from "./modeler/server.js";
import { followSaving } from "./modeler/saving.js";
import { addTabs } from "./modeler/tabs.js";
import { missing } from "./nl/translate.js";

const byId = (id) => document.getElementById(id);

async function start() {
  const page = JSON.parse(byId("modeler-page").textContent);
  const server = connectTo(page);
  byId("modeler").hidden = false;
  const tabs = addTabs(byId("modeler-tabs"));
  const modeler = await openDrawing({
    canvas: byId("modeler-canvas"),
    properties: byId("modeler-properties"),
    choices: page.choices,
    xml: page.xml,
  });
  const findings = followFindings({ modeler, server, tabs, place: byId("modeler-findings"), first: page.findings });
  followOutline({ modeler, place: byId("modeler-outline") });
  followSaving({ modeler, server, findings, place: byId("modeler-bar"), page });
  byId("modeler").dataset.ready = "";
  window.loopplankModeler = { modeler, missing };
}

start().catch((error) => {
  const notice = byId("modeler-notice");
  notice.textContent = `Het diagram kan niet worden geopend: ${error.message}`;
  notice.hidden = false;
});
