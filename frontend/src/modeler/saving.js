/**
 * Saving a draft and publishing it.
 *
 * A draft is saved on top of the revision that this page started from. When a colleague saved
 * in between, the server refuses (409) and nothing is lost: her own diagram stays on the screen
 * and can be downloaded. Publishing saves first, so what is published is what is shown.
 */

const CONFLICT = 409;
const REFUSED = 422;

function download(filename, xml) {
  const address = URL.createObjectURL(new Blob([xml], { type: "application/xml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = filename;
  link.click();
  URL.revokeObjectURL(address);
}

class Saving {
  constructor({ modeler, server, findings, place, page }) {
    Object.assign(this, { modeler, server, findings, page });
    this.revision = page.revision;
    this.changed = false;
    this.busy = false;
    this.state = place.querySelector("[data-state]");
    this.notice = document.getElementById("modeler-notice");
    this.buttons = [...place.querySelectorAll("[data-save], [data-publish]")];
  }

  say(kind, text) {
    this.notice.className = `modeler-notice modeler-notice--${kind}`;
    this.notice.textContent = text;
    this.notice.hidden = false;
  }

  note(text) {
    this.state.textContent = text;
  }

  markChanged() {
    this.changed = true;
    this.note("Nog niet opgeslagen");
  }

  /** What is being typed belongs to what is saved. */
  finishTyping() {
    this.modeler.get("directEditing").complete();
    const typing = document.activeElement;
    if (!typing?.closest("#modeler-properties")) return;
    typing.blur();
    typing.focus();
  }

  async xml() {
    this.finishTyping();
    const { xml } = await this.modeler.saveXML({ format: true });
    return xml;
  }

  /** One request at a time: the buttons rest while the server works. */
  async exclusively(act) {
    if (this.busy) return;
    this.busy = true;
    for (const button of this.buttons) button.disabled = true;
    try {
      await act();
    } finally {
      this.busy = false;
      for (const button of this.buttons) button.disabled = false;
    }
  }

  refuse({ status, body }) {
    if (body.findings) {
      this.findings.show(body.findings);
      this.findings.open();
    }
    const advice = status === CONFLICT ? " Download je eigen versie, en open dan het concept opnieuw." : "";
    this.say(status === REFUSED || status === CONFLICT ? "warning" : "error", `${body.message}${advice}`);
  }

  /** Whether there is anything to save; an untouched draft stays, byte for byte, what was uploaded. */
  hasWork() {
    this.finishTyping();
    return this.changed;
  }

  async saveDraft() {
    this.note("Bezig met opslaan …");
    const stack = this.modeler.get("commandStack");
    const xml = await this.xml();
    const at = stack._stackIdx;
    const answer = await this.server.saveDraft(xml, this.revision);
    if (answer.status !== 200) {
      this.note("Niet opgeslagen");
      this.refuse(answer);
      return false;
    }
    this.revision = answer.body.revision;
    this.changed = stack._stackIdx !== at;
    this.note(this.changed ? "Nog niet opgeslagen" : `Concept opgeslagen om ${answer.body.at}`);
    return true;
  }

  async save() {
    if (!this.hasWork()) this.say("success", "Er is niets veranderd sinds het laatste opslaan.");
    else if (await this.saveDraft()) this.say("success", "Het concept is opgeslagen. Lopende en nieuwe zaken merken er nog niets van.");
  }

  async publish() {
    const hasWork = this.hasWork();
    if (!hasWork && !this.revision) {
      this.say("warning", "Er is nog niets veranderd om te publiceren.");
      return;
    }
    if (hasWork && !(await this.saveDraft())) return;
    const answer = await this.server.publish(this.revision);
    if (answer.status !== 200) {
      this.refuse(answer);
      return;
    }
    this.revision = answer.body.revision;
    this.findings.show(answer.body.findings);
    this.note(`Gepubliceerd als versie ${answer.body.version} om ${answer.body.at}`);
    this.say("success", answer.body.message);
  }
}

function bindShortcut(saving) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    void saving.exclusively(() => saving.save());
  }, { capture: true });
}

function warnBeforeLeaving(saving) {
  window.addEventListener("beforeunload", (event) => {
    if (saving.changed) event.preventDefault();
  });
}

/** Makes the buttons of the bar work. */
export function followSaving({ place, ...parts }) {
  const saving = new Saving({ place, ...parts });
  const on = (selector, act) => place.querySelector(selector).addEventListener("click", act);
  on("[data-save]", () => saving.exclusively(() => saving.save()));
  on("[data-publish]", () => saving.exclusively(() => saving.publish()));
  on("[data-download]", async () => download(parts.page.filename, await saving.xml()));
  parts.modeler.on("commandStack.changed", () => saving.markChanged());
  bindShortcut(saving);
  warnBeforeLeaving(saving);
}
