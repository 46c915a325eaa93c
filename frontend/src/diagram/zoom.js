/** Zooming and fitting, by button, key and wheel; the wheel alone keeps scrolling the page. */

const SMALLEST = 0.2;
const LARGEST = 4;
const MARGIN = 20;

/** The whole diagram in sight, never larger than life; `left` keeps room for a palette. */
export function fit(viewer, { left = 0 } = {}) {
  const canvas = viewer.get("canvas");
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (!outer.width || !outer.height || !inner.width) return false;
  const free = outer.width - left;
  const width = inner.width + 2 * MARGIN;
  const height = inner.height + 2 * MARGIN;
  const scale = Math.min(1, free / width, outer.height / height);
  canvas.viewbox({
    x: inner.x - (free / scale - inner.width) / 2 - left / scale,
    y: inner.y - (outer.height / scale - inner.height) / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
  return true;
}

function zoomBy(viewer, factor, center) {
  const canvas = viewer.get("canvas");
  const scale = Math.min(LARGEST, Math.max(SMALLEST, canvas.zoom() * factor));
  canvas.zoom(scale, center ?? "auto");
}

const ACTIONS = [
  { sign: "+", text: "Vergroten", keys: ["+", "="], act: (viewer) => zoomBy(viewer, 1.25) },
  { sign: "−", text: "Verkleinen", keys: ["-"], act: (viewer) => zoomBy(viewer, 0.8) },
  { sign: "⤢", text: "Hele diagram in beeld", keys: ["0"], act: (viewer) => fit(viewer) },
];

const STEPS = {
  ArrowLeft: { dx: 50, dy: 0 },
  ArrowRight: { dx: -50, dy: 0 },
  ArrowUp: { dx: 0, dy: 50 },
  ArrowDown: { dx: 0, dy: -50 },
};

function button({ sign, text }) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "diagram-zoom__button";
  element.textContent = sign;
  element.title = text;
  element.setAttribute("aria-label", text);
  return element;
}

function bindKeys(viewer, place) {
  place.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = ACTIONS.find(({ keys }) => keys.includes(event.key));
    const step = STEPS[event.key];
    if (!action && !step) return;
    event.preventDefault();
    if (action) action.act(viewer);
    else viewer.get("canvas").scroll(step);
  });
}

/** Buttons above the diagram, and + − 0 and the arrow keys while it has the focus. */
export function addZoomControls(viewer, place) {
  const bar = document.createElement("div");
  bar.className = "diagram-zoom";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Diagram vergroten en verkleinen");
  for (const action of ACTIONS) {
    const control = button(action);
    control.addEventListener("click", () => action.act(viewer));
    bar.append(control);
  }
  place.prepend(bar);
  bindKeys(viewer, place);
}

/** Ctrl and the wheel zoom, as browsers do; a pinch on a touchpad comes in the same way. */
export function zoomByWheelWithCtrl(viewer, place) {
  const onWheel = (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = place.getBoundingClientRect();
    zoomBy(viewer, event.deltaY < 0 ? 1.1 : 1 / 1.1, { x: event.clientX - left, y: event.clientY - top });
  };
  place.addEventListener("wheel", onWheel, { passive: false });
}

/** Fits once the place has a size: a diagram may start inside a closed <details>. */
export function fitWhenVisible(viewer, place) {
  if (fit(viewer)) return;
  const observer = new ResizeObserver(() => {
    if (fit(viewer)) observer.disconnect();
  });
  observer.observe(place);
}
