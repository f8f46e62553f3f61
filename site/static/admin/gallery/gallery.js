/* The screen on which a city's people send, describe and arrange the photos of a gallery. Without this script the
   same form does the same with a button: see galleries/workspace/plain_actions.py. */

import { Autosave } from "./autosave.js";
import { Common } from "./common.js";
import { Order } from "./order.js";
import { Selection } from "./selection.js";
import { Server } from "./server.js";
import { Status } from "./status.js";
import { Uploads } from "./uploads.js";

const NEEDS_CONSENT = ["adults", "children"];

/* "shown" is its event: the rows changed. */
class Screen extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.list = form.querySelector("[data-rows]");
    this.missing = form.querySelector("[data-missing]");
    this.announcements = form.querySelector("[data-announcements]");
    this.complaint = form.querySelector("[data-complaint]");
    this.order = this.rows().map((row) => row.dataset.photo);
    this.rows().forEach((row) => this.prepare(row));
    form.addEventListener("click", () => this.complain(""), { capture: true });
    form.addEventListener("change", ({ target }) => this.showConsent(target));
    form.addEventListener("keydown", (event) => this.onEnter(event));
    form.addEventListener("input", ({ target }) => {
      if (target.name === "gallery-date") target.dataset.typed = "";
    });
  }

  rows() {
    return [...this.list.querySelectorAll(":scope > [data-photo]")];
  }

  row(id) {
    return this.list.querySelector(`:scope > [data-photo="${id}"]`);
  }

  rowFrom(markup) {
    const template = document.createElement("template");
    template.innerHTML = markup;
    return template.content.firstElementChild;
  }

  addRow(answer) {
    const row = this.rowFrom(answer.row);
    const old = this.row(row.dataset.photo);
    if (old) old.replaceWith(row);
    else this.list.append(row);
    this.prepare(row);
    this.show(answer);
  }

  prepare(row) {
    for (const field of row.querySelectorAll("select[name$=-recognisable]")) this.showConsent(field);
  }

  /* What the server said of the draft: order, cover, what is missing. Answers of requests that overtook each other
     are mended by the next one. */
  show(answer) {
    this.order = answer.order.map(String);
    this.showOrder();
    for (const row of this.rows()) {
      const isCover = row.dataset.photo === String(answer.cover);
      row.classList.toggle("g-row--cover", isCover);
      row.querySelector("[name=cover]").checked = isCover;
    }
    this.missing.innerHTML = answer.missing;
    const isEmpty = !this.rows().length;
    this.form.querySelector("[data-none]").hidden = !isEmpty;
    this.form.querySelector("[data-arrange-toggle]").hidden = isEmpty;
    this.form.querySelector("[data-by-date]").hidden = isEmpty;
    this.showDate(answer.date);
    this.dispatchEvent(new Event("shown"));
  }

  /* The date follows the photos until somebody types another. */
  showDate(date) {
    const field = this.form.querySelector("[name=gallery-date]");
    if (date && !("typed" in field.dataset)) field.value = date;
  }

  /* Put the rows as the server has them, moving only those that stand wrong: a moved row loses the focus. */
  showOrder() {
    // A photo this answer does not know yet stays at the end.
    const wanted = this.order.map((id) => this.row(id)).filter(Boolean);
    wanted.forEach((row, index) => {
      const there = this.rows()[index];
      if (there !== row) this.list.insertBefore(row, there ?? null);
    });
    this.rows().forEach((row, index) => {
      for (const place of row.querySelectorAll("[data-number]")) place.textContent = index + 1;
      const field = row.querySelector("[data-place]");
      field.value = index + 1;
      field.max = this.rows().length;
    });
  }

  /* The photo of a row was exchanged for a copy: everything named after the old one is named after the copy. */
  renumber(old, id) {
    const row = this.row(old);
    if (!row) return;
    const pattern = new RegExp(`(^|[-:])${old}(?=-|$)`, "g");
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "value", "data-photo", "aria-describedby", "aria-labelledby"]) {
        const isTyped = name === "value" && !element.matches("button, [type=radio], [name=chosen]");
        if (element.hasAttribute(name) && !isTyped) {
          element.setAttribute(name, element.getAttribute(name).replace(pattern, `$1${id}`));
        }
      }
    }
  }

  showConsent(field) {
    if (!field.name?.endsWith("-recognisable")) return;
    const consent = field.closest("[data-photo]")?.querySelector("[data-consent]");
    if (consent) consent.hidden = !NEEDS_CONSENT.includes(field.value);
  }

  onEnter(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    const { target } = event;
    if (target.name?.endsWith("-alt_pl")) {
      const fields = [...this.list.querySelectorAll("[name$=-alt_pl]")];
      const next = fields[fields.indexOf(target) + (event.shiftKey ? -1 : 1)];
      event.preventDefault();
      (next ?? this.form.querySelector("[data-send]")).focus();
    } else if (target.matches("[type=file]")) {
      // It looks like a button, and a button is pressed by Enter; Chromium's field only knows the space bar.
      event.preventDefault();
      target.click();
    } else if (target.matches("input:not([type=checkbox], [type=radio])")) {
      // Enter must not press the first button of this large form; the field is saved by itself.
      event.preventDefault();
      target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  jump(event, link) {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    this.uncover(field);
    field.focus();
    (field.closest("[data-photo]") ?? field).scrollIntoView({ block: "center" });
  }

  uncover(field) {
    const folded = field.closest("details");
    if (folded) folded.open = true;
    if (this.list.classList.contains("g-rows--pictures")) {
      this.form.querySelector("[data-arrange-toggle] button").click();
    }
  }

  announce(text) {
    this.announcements.textContent = text;
  }

  /* In the bar, where it is in sight wherever the button was; Wagtail's messages are on top of a long page. */
  complain(text) {
    this.complaint.textContent = text;
  }
}

function listenToSession(form, server) {
  const note = form.querySelector("[data-signed-out]");
  server.addEventListener("signed-out", () => {
    note.querySelector("[data-somebody-else]").hidden = !server.isSomebodyElse;
    note.hidden = false;
  });
  server.addEventListener("signed-in", () => {
    note.hidden = true;
  });
  note.querySelector("[data-try-again]").addEventListener("click", () => server.renew());
}

/* The button of the form itself: with the script it saves first, and leaves nothing behind. */
function listenToSend(form, { screen, autosave, uploads }, texts) {
  form.querySelector("[data-send]").addEventListener("click", async (event) => {
    event.preventDefault();
    if (uploads.unsent) screen.complain(texts.photos_wait);
    else if (await autosave.flush()) location.assign("send/");
    else screen.complain(texts.leave);
  });
}

/* From a line of what is missing to its field; where many photos lack the same, they are chosen, too. */
function listenToMissing(form, screen, selection) {
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-jump]");
    if (!link) return;
    if (link.dataset.photos) selection.chooseOnly(link.dataset.photos.split(" "));
    screen.jump(event, link);
  });
}

const form = document.querySelector("[data-gallery]");
if (form) {
  document.documentElement.classList.add("g-has-script");
  const texts = JSON.parse(document.getElementById("gallery-texts").textContent);
  const server = new Server(form);
  const screen = new Screen(form);
  const autosave = new Autosave(form, server, screen);
  const selection = new Selection(form, texts, screen);
  const uploads = new Uploads(form, server, texts, screen);
  const parts = { screen, autosave, selection, uploads };
  const order = new Order(form, server, texts, parts);
  form.querySelector("[data-by-date] button").addEventListener("click", (event) => {
    event.preventDefault();
    order.act("by-date", 0);
  });
  new Common(form, server, texts, parts);
  new Status(form, server, texts, screen, autosave, uploads);
  listenToSession(form, server);
  listenToMissing(form, screen, selection);
  listenToSend(form, parts, texts);
  const asked = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (asked && form.contains(asked)) screen.uncover(asked);
}
