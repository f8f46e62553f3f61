/* Setting the same for many photos: for all or the chosen ones, again and again, and back. */

import { SignedOut } from "./server.js";

const PATIENCE = 120_000; // ms: photos that readers see are copied first

export class Common {
  constructor(form, server, texts, parts) {
    Object.assign(this, { form, server, texts }, parts);
    this.fields = form.querySelector("[data-common]");
    this.note = form.querySelector("[data-undo]");
    this.listen();
  }

  listen() {
    for (const kind of ["input", "change"]) {
      this.fields.addEventListener(kind, ({ target }) => {
        const tick = target.name !== "set" && target.closest("[data-field]")?.querySelector("[name=set]");
        if (tick && this.screen.rows().length) tick.checked = true;
      });
    }
    for (const button of this.form.querySelectorAll("[data-apply-button]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        this.apply(button.dataset.applyButton === "chosen");
      });
    }
    this.note.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      this.undo(event.currentTarget.value.replace("undo:", ""));
    });
  }

  async apply(onlyChosen) {
    const chosen = onlyChosen ? this.selection.ids() : [];
    if (onlyChosen && !chosen.length) return this.screen.complain(this.texts.choose_first);
    const ticked = [...this.fields.querySelectorAll("[name=set]:checked")].map((tick) => tick.value);
    if (!ticked.length) return this.screen.complain(this.texts.tick_first);
    await this.send(this.form.dataset.apply, [
      ...ticked.flatMap((name) => [
        ["set", name],
        [`common-${name}`, this.form.elements[`common-${name}`].value],
      ]),
      ...chosen.map((id) => ["chosen", id]),
    ]);
  }

  undo(key) {
    return this.send(this.form.dataset.undoAddress, [["key", key]]);
  }

  /* One at a time: a second press waits for nothing, the first does the work. */
  async send(address, fields) {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      // What is being typed elsewhere goes first; a field that is wrong there keeps nothing back here.
      await this.autosave.flush();
      const answer = await this.server.post(address, fields, PATIENCE);
      this.take(answer);
      this.offerUndo(answer);
    } catch (error) {
      if (!(error instanceof SignedOut)) this.screen.complain(error.message || this.texts.failed_change);
    } finally {
      this.isRunning = false;
    }
  }

  /* Only the fields that were set change on the screen: somebody may be typing in another. */
  take(answer) {
    for (const [old, id] of Object.entries(answer.copied)) this.screen.renumber(old, id);
    for (const [id, rights] of Object.entries(answer.rights)) {
      const row = this.screen.row(id);
      for (const [name, value] of Object.entries(rights)) {
        const field = row?.querySelector(`[name="photo-${id}-${name}"]`);
        if (field) this.autosave.take(field, value ?? "");
      }
      if (row) this.screen.prepare(row);
      const author = row?.querySelector("[data-author]");
      if (author) author.textContent = rights.author;
    }
    this.screen.show(answer);
  }

  offerUndo(answer) {
    this.note.hidden = false;
    this.note.querySelector("[data-undo-words]").textContent = answer.message;
    const button = this.note.querySelector("button");
    if (!answer.undo && document.activeElement === button) this.form.querySelector("[data-apply-button]").focus();
    button.value = `undo:${answer.undo}`;
    button.hidden = !answer.undo;
    this.screen.announce(answer.message);
  }
}
