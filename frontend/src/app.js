// What a page gains when JavaScript runs. Every page works without it: forms post, links navigate.
// htmx swaps fragments that the server also serves as whole pages; the rest is below.
import "htmx.org";

document.documentElement.classList.add("js");

// After a swap that brought an error summary, the reader is taken to it (WCAG 3.3.1, 4.1.3).
const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:after:swap", (event) => focusSummary(event.target));
document.addEventListener("DOMContentLoaded", () => focusSummary(document));

// A button that was pressed says so and does not send twice; the server tolerates it anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent === "yes") {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
});

// While the practice clock runs through days of timers, its bar tells how far it is.
document.addEventListener("submit", (event) => {
  const bar = event.target.closest(".clock");
  if (!bar || event.defaultPrevented || bar.classList.contains("runs")) return;
  const told = bar.querySelector("[data-reached]");
  const tell = async () => {
    const answer = await fetch(told.dataset.reached);
    if (answer.ok) told.textContent = `De klok loopt. Het is nu ${await answer.text()}.`;
  };
  bar.classList.add("runs");
  told.textContent = "De klok loopt.";
  for (const button of bar.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  setInterval(() => tell().catch(() => {}), 1500);
});

// Inside the worklist the arrow keys walk from task to task; Tab keeps its own meaning.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-walk]");
  if (!list || !["ArrowDown", "ArrowUp"].includes(event.key) || event.target.matches("select, input")) return;
  const stops = [...list.querySelectorAll("a[data-stop]")];
  const here = stops.indexOf(event.target.closest("tr")?.querySelector("a[data-stop]"));
  const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

// A filter that changes shows its result at once (the page says so), and the reader stays at it.
const RETURN_TO = "loopplank-filter";
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.hasAttribute("data-at-once")) return;
  sessionStorage.setItem(RETURN_TO, event.target.id);
  form.requestSubmit();
});
document.addEventListener("DOMContentLoaded", () => {
  const id = sessionStorage.getItem(RETURN_TO);
  sessionStorage.removeItem(RETURN_TO);
  if (id) document.getElementById(id)?.focus();
});

// A file that is too large is told at once and not sent; the server refuses it anyway.
document.addEventListener("change", (event) => {
  const { files, dataset, parentElement } = event.target;
  if (!files || !dataset.most) return;
  const sizes = [...files].map((file) => file.size);
  const isLarge = sizes.some((size) => size > Number(dataset.most));
  const areMany = sizes.reduce((sum, size) => sum + size, 0) > Number(dataset.together);
  const told = parentElement.querySelector("[data-large]");
  told.textContent = isLarge ? told.dataset.large : areMany ? told.dataset.many : "";
  if (!isLarge && !areMany) return;
  event.stopPropagation();
  event.target.value = "";
}, true);
