/**
 * Leaves out of the menus what the engine does not run, and draws user tasks by default.
 *
 * The gate refuses these elements with an explanation (a file from elsewhere may hold them);
 * here they are simply not offered. A task without a kind is among them: who picks "task"
 * from the palette gets a user task.
 */
const NOT_RUN = [
  /transaction/,
  /ad-hoc/,
  /complex-gateway/,
  /instantiating/,
  /compensation/,
  /(^|-)cancel-/,
  /conditional-(start|intermediate|boundary)/,
  /manual-task/,
  /^(append|create|replace-with)-task$/,
  /data-(object|store)/,
  /^toggle-loop$/,
];
const NOT_IN_PALETTE = new Set(["create.data-object", "create.data-store"]);
const MENUS = ["bpmn-append", "bpmn-create", "bpmn-replace"];
const LAST = 100;
const USER_TASK = { type: "bpmn:UserTask" };
const USER_TASK_ICON = "bpmn-icon-user-task";

const isOffered = (id) => !NOT_RUN.some((pattern) => pattern.test(id));

const without = (entries, isLeftOut) =>
  Object.fromEntries(Object.entries(entries).filter(([id]) => !isLeftOut(id)));

class EngineElements {
  static $inject = ["popupMenu", "palette", "contextPad", "create", "autoPlace", "elementFactory"];

  constructor(popupMenu, palette, contextPad, create, autoPlace, elementFactory) {
    Object.assign(this, { create, autoPlace, elementFactory });
    for (const menu of MENUS) popupMenu.registerProvider(menu, LAST, this);
    palette.registerProvider(LAST, this);
    contextPad.registerProvider(LAST, this);
  }

  getPopupMenuEntries() {
    return (entries) => without(entries, (id) => !isOffered(id));
  }

  getPopupMenuHeaderEntries() {
    return (entries) => without(entries, (id) => !isOffered(id));
  }

  getPaletteEntries() {
    const start = (event) => this.create.start(event, this.elementFactory.createShape(USER_TASK));
    return (entries) => {
      const task = { ...entries["create.task"], className: USER_TASK_ICON, title: "Gebruikerstaak maken" };
      const offered = without(entries, (id) => NOT_IN_PALETTE.has(id));
      return { ...offered, "create.task": { ...task, action: { click: start, dragstart: start } } };
    };
  }

  getContextPadEntries(element) {
    const append = () => this.autoPlace.append(element, this.elementFactory.createShape(USER_TASK));
    const drag = (event) =>
      this.create.start(event, this.elementFactory.createShape(USER_TASK), { source: element });
    return (entries) => {
      if (!entries["append.append-task"]) return entries;
      const task = { ...entries["append.append-task"], className: USER_TASK_ICON };
      const action = { click: append, dragstart: drag };
      return { ...entries, "append.append-task": { ...task, title: "Gebruikerstaak toevoegen", action } };
    };
  }
}

export default { __init__: ["engineElements"], engineElements: ["type", EngineElements] };
