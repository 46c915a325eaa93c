/**
 * Marks on a diagram: where a case is, where it has been, where it is stuck.
 *
 * Every mark has a shape of its own besides its colour: tokens and incidents carry a badge.
 */

function badge(kind, sign, text) {
  const mark = document.createElement("span");
  mark.className = `diagram-badge diagram-badge--${kind}`;
  mark.textContent = sign;
  if (text) mark.title = text;
  return mark;
}

/** Marks `{ element, text }` entries; several for one element become one badge with their number. */
function markWithBadge(viewer, entries, { kind, sign, position }) {
  const registry = viewer.get("elementRegistry");
  const perElement = new Map();
  for (const { element, text } of entries) {
    if (!registry.get(element)) continue;
    perElement.set(element, [...(perElement.get(element) ?? []), text].filter(Boolean));
  }
  for (const [element, texts] of perElement) {
    viewer.get("canvas").addMarker(element, `diagram-${kind}`);
    viewer.get("overlays").add(element, {
      position,
      html: badge(kind, texts.length > 1 ? String(texts.length) : sign, texts.join("\n")),
    });
  }
}

/** Shows tokens, completed elements and incidents; elements that the diagram lacks are left out. */
export function markProgress(viewer, { tokens = [], completed = [], incidents = [] }) {
  const registry = viewer.get("elementRegistry");
  const holdsOthers = (element) => registry.get(element)?.children?.some((child) => !child.labelTarget) ?? false;
  for (const element of completed) {
    if (registry.get(element) && !holdsOthers(element)) viewer.get("canvas").addMarker(element, "diagram-completed");
  }
  // A sub-process is where the steps in it are: an outline says so, the colour is for the steps.
  for (const { element } of tokens.filter((token) => holdsOthers(token.element))) {
    viewer.get("canvas").addMarker(element, "diagram-inside");
  }
  const steps = tokens.filter((token) => !holdsOthers(token.element));
  markWithBadge(viewer, steps, { kind: "token", sign: "●", position: { top: -12, left: -12 } });
  markWithBadge(viewer, incidents, { kind: "incident", sign: "!", position: { top: -12, right: 12 } });
}
