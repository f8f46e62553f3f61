/* Saves each field soon after it was typed. A field keeps its text and says so until the server has it. */

import { pauseBefore, Refused, SignedOut } from "./server.js";

const SOON = 900;
const SAVED = /^(photo-\d+|gallery)-/;

/* "changed" is its event: what waits, was refused or is on its way. `Status` puts it into words. */
export class Autosave extends EventTarget {
  constructor(form, server, screen) {
    super();
    Object.assign(this, { form, server, screen });
    this.unsaved = new Map(); // field → the value to be saved
    this.refused = new Set();
    this.running = null;
    this.attempt = 0;
    this.listen();
  }

  listen() {
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("change", (event) => this.changed(event.target, 0));
    this.server.addEventListener("signed-in", () => this.flush());
    this.server.addEventListener("back", () => this.flush());
  }

  changed(field, delay = SOON) {
    if (!SAVED.test(field.name ?? "")) return;
    const value = valueOf(field);
    if (!this.unsaved.has(field) && field.savedValue === value) return;
    this.unsaved.set(field, value);
    this.refused.delete(field);
    this.mark(field, "unsaved");
    this.tell();
    this.later(delay);
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  /* Everything saved? Resolves when the server has answered about all there was to save. */
  async flush() {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    const batch = [...this.unsaved].filter(([field]) => !this.refused.has(field));
    if (batch.length) {
      this.running = this.send(batch);
      await this.running;
      this.running = null;
    }
    this.tell();
    return !this.unsaved.size;
  }

  async send(batch) {
    for (const [field] of batch) this.mark(field, "saving");
    const fields = batch.flatMap(([field, value]) => [
      ["field", field.name],
      [field.name, value],
    ]);
    try {
      const answer = await this.server.post(this.form.dataset.save, fields);
      this.attempt = 0;
      this.answered(batch, answer);
    } catch (error) {
      this.failed(batch, error);
    }
  }

  answered(batch, answer) {
    for (const [field, value] of batch) {
      const errors = answer.errors[field.name];
      showError(field, errors?.join(" "));
      if (errors) {
        this.refused.add(field);
        this.mark(field, "error");
      } else if (this.unsaved.get(field) === value) {
        this.unsaved.delete(field);
        field.savedValue = value;
        this.mark(field, "saved");
      }
    }
    for (const [old, id] of Object.entries(answer.copied)) this.screen.renumber(old, id);
    this.screen.show(answer);
    if ([...this.unsaved.keys()].some((field) => !this.refused.has(field))) this.later(SOON);
  }

  failed(batch, error) {
    for (const [field] of batch) this.mark(field, "unsaved");
    if (error instanceof Refused) {
      for (const [field] of batch) {
        this.refused.add(field);
        this.mark(field, "error");
        showError(field, error.message);
      }
    } else if (!(error instanceof SignedOut)) {
      this.later(pauseBefore(this.attempt++));
    }
  }

  mark(field, state) {
    const place = field.closest("[data-field]");
    if (place) place.dataset.state = state;
  }

  /* Whether the last try failed, which passes by itself. */
  get isFailing() {
    return this.attempt > 0 && this.unsaved.size > this.refused.size;
  }

  tell() {
    this.dispatchEvent(new Event("changed"));
  }

  /* What the server itself put into a field. */
  take(field, value) {
    if (this.unsaved.has(field) && !this.refused.has(field)) return; // being typed just now
    if (field.value === value) return;
    this.unsaved.delete(field);
    this.refused.delete(field);
    showError(field);
    field.value = value;
    field.savedValue = value;
    this.mark(field, "saved");
  }

  /* A row that was taken away: nothing of it waits any more. */
  forget(row) {
    for (const field of this.unsaved.keys()) {
      if (!row.contains(field)) continue;
      this.unsaved.delete(field);
      this.refused.delete(field);
    }
    this.tell();
  }

  /* A row that was put back: all it says is to be saved anew. */
  saveAllOf(row) {
    for (const field of row.querySelectorAll("input, textarea, select")) {
      field.savedValue = undefined;
      this.changed(field, 0);
    }
  }
}

const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value);

function showError(field, message = "") {
  const place = field.closest("[data-field]")?.querySelector("[data-error]");
  if (!place) return;
  place.textContent = message;
  place.hidden = !message;
  if (message) {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", place.id);
  } else {
    field.removeAttribute("aria-invalid");
  }
}
