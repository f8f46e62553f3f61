/* The line in the bar below, always in sight: whether all is saved, and if not, what it waits for. Screen readers are
   told when that changes, and now and then how far sending is; not of each letter and each photo. */

import { fill } from "./server.js";

const QUIET = 20_000; // ms between two announcements while photos are sent

export class Status {
  constructor(form, server, texts, screen, autosave, uploads) {
    Object.assign(this, { server, texts, screen, autosave, uploads });
    this.words = form.querySelector("[data-save-status]");
    this.bar = form.querySelector("[data-status-progress]");
    this.look = form.querySelector("[data-look]");
    this.announced = { kind: "typing", at: 0 };
    for (const source of [server, autosave, uploads]) source.addEventListener("changed", () => this.tell());
    this.look.addEventListener("click", (event) => this.show(event));
    addEventListener("beforeunload", (event) => {
      if (!this.hasUnsent) return;
      event.preventDefault();
      event.returnValue = true; // Safari before 18 knows only this
    });
    this.tell();
  }

  get hasUnsent() {
    return this.autosave.unsaved.size > 0 || this.uploads.unsent > 0 || this.server.isBusy;
  }

  tell() {
    const now = this.now();
    this.words.textContent = now.text;
    this.words.dataset.state = now.state;
    this.bar.hidden = now.state !== "sending";
    this.bar.value = this.uploads.part;
    this.look.hidden = !this.uploads.unsent && !this.uploads.troubled;
    this.announce(now);
  }

  /* One of four states: "sending", "waiting" (for the network), "unsaved", "saved"; `isNews` unless it only follows
     the typing. */
  now() {
    const { texts, autosave, uploads, server } = this;
    const what = [
      uploads.unsent && fill(texts.photos, { count: uploads.unsent }),
      autosave.unsaved.size && fill(texts.changes, { count: autosave.unsaved.size }),
    ].filter(Boolean);
    if (what.length && server.isSignedOut) return news("unsaved", texts.signed_out);
    if (server.isAway) return news("waiting", what.length ? fill(texts.away, { what: what.join(", ") }) : texts.away_saved);
    if (autosave.isFailing) return news("waiting", fill(texts.save_failed, { count: autosave.unsaved.size }));
    return this.ofPhotos() ?? this.ofFields();
  }

  ofPhotos() {
    const { texts, uploads } = this;
    const count = uploads.open;
    if (count && uploads.isUndeclared) return news("unsaved", fill(texts.undeclared, { count }));
    if (count && uploads.isPaused) return news("unsaved", fill(texts.on_hold, { count }));
    if (count) return news("sending", uploads.sentence);
    return uploads.troubled ? news("unsaved", fill(texts.not_sent, { count: uploads.troubled })) : null;
  }

  ofFields() {
    const { texts, autosave, server } = this;
    const count = autosave.unsaved.size;
    if (autosave.refused.size) return news("unsaved", fill(texts.save_errors, { count: autosave.refused.size }));
    if (autosave.running || server.isBusy) return { state: "unsaved", text: texts.saving };
    return count ? { state: "unsaved", text: fill(texts.unsaved, { count }) } : { state: "saved", text: texts.saved };
  }

  announce({ state, text, isNews }) {
    const kind = isNews ? state + (state === "sending" ? "" : text.replace(/\d+/g, "")) : "typing";
    const moment = performance.now();
    const isDue = state === "sending" && moment - this.announced.at > QUIET;
    if ((kind === this.announced.kind && !isDue) || (kind === "typing" && state !== "saved")) return;
    this.announced = { kind, at: moment };
    this.screen.announce(text);
  }

  show(event) {
    event.preventDefault();
    this.uploads.panel.focus({ preventScroll: true });
    this.uploads.panel.scrollIntoView({ block: "start" });
  }
}

const news = (state, text) => ({ state, text, isNews: true });
