/**
 * Shows diagrams on a page, with what happened in them.
 *
 * A page has one or more elements `<div data-diagram="ID" data-label="…">`; ID names a
 * `<script type="application/json">` with
 *
 *   { "xml": "…", "tokens": [{ "element": "…", "text": "…" }],
 *     "completed": ["…"], "incidents": [{ "element": "…", "text": "…" }] }
 *
 * The text next to the diagram (a list of steps) is the page's own; without JavaScript
 * only that list is there.
 */
import Viewer from "bpmn-js/lib/Viewer";
import KeyboardMoveModule from "diagram-js/lib/navigation/keyboard-move";
import MoveCanvasModule from "diagram-js/lib/navigation/movecanvas";
import ZoomScrollModule from "diagram-js/lib/navigation/zoomscroll";
import { markProgress } from "./diagram/markers.js";
import { addZoomControls, fitWhenVisible, zoomByWheelWithCtrl } from "./diagram/zoom.js";

/** A screen reader hears one picture with a name; the steps are in the page's own list. */
function describe(place) {
  const picture = place.querySelector("svg[tabindex]");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", place.dataset.label ?? place.getAttribute("aria-label") ?? "Diagram");
}

async function show(place) {
  const source = document.getElementById(place.dataset.diagram);
  const progress = JSON.parse(source.textContent);
  const viewer = new Viewer({
    container: place,
    additionalModules: [KeyboardMoveModule, MoveCanvasModule, ZoomScrollModule],
    zoomScroll: { enabled: false },
  });
  try {
    await viewer.importXML(progress.xml);
  } catch {
    place.textContent = "Dit diagram kan niet worden getekend; de stappen staan hieronder in de lijst.";
    place.classList.add("diagram--failed");
    return;
  }
  describe(place);
  markProgress(viewer, progress);
  addZoomControls(viewer, place);
  zoomByWheelWithCtrl(viewer, place);
  fitWhenVisible(viewer, place);
}

function showAll(root = document) {
  for (const place of root.querySelectorAll("[data-diagram]:not([data-shown])")) {
    place.dataset.shown = "";
    void show(place);
  }
}

showAll();
document.addEventListener("htmx:after:swap", () => showAll());
