/**
 * Tabs as in the ARIA practices: arrow keys move, only the chosen tab is in the tab order.
 *
 * The markup has `<button role="tab" aria-controls="ID">`s; `show(ID)` opens one,
 * `count(ID, number)` puts a number behind its title.
 */
export function addTabs(list) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const select = (chosen) => {
    for (const tab of tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      panelOf(tab).hidden = !selected;
    }
  };
  const moves = { ArrowRight: 1, ArrowLeft: -1 };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) select(tab);
  });
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    if (at < 0 || !(event.key in moves)) return;
    const next = tabs[(at + moves[event.key] + tabs.length) % tabs.length];
    select(next);
    next.focus();
  });
  const find = (id) => tabs.find((tab) => tab.getAttribute("aria-controls") === id);
  select(tabs[0]);
  return {
    show: (id) => select(find(id)),
    count: (id, number) => {
      find(id).querySelector("[data-count]").textContent = number ? `\u00a0(${number})` : "";
    },
  };
}
