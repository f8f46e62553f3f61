/* The order of the photos: by mouse and finger, by buttons, or by typing a place. Also turning, cover, removing. */

import { Refused, SignedOut } from "./server.js";

const EDGE = 90; // px from the edge of the window where dragging scrolls
const STEP = 14; // px it scrolls each frame
const PRESS = 6; // px a finger may move and still only press

export class Order {
  constructor(form, server, texts, { screen, autosave, selection }) {
    Object.assign(this, { form, server, texts, screen, autosave, selection });
    this.rows = form.querySelector("[data-rows]");
    this.listen();
  }

  listen() {
    this.rows.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=action]");
      if (!button) return;
      event.preventDefault();
      const [action, id] = button.value.split(":");
      if (action === "remove") this.remove(id);
      else this.act(action, id, {}, button);
    });
    this.rows.addEventListener("change", ({ target }) => {
      const row = target.closest("[data-photo]");
      if (target.matches("[data-place]")) this.act("move", row.dataset.photo, { place: target.value || 1 }, target);
      if (target.name === "cover") this.act("cover", row.dataset.photo, {}, target);
    });
    this.rows.addEventListener("pointerdown", (event) => this.grab(event));
    const toggle = this.form.querySelector("[data-arrange-toggle] button");
    toggle.addEventListener("click", () => {
      const isArranging = this.rows.classList.toggle("g-rows--pictures");
      toggle.setAttribute("aria-pressed", String(isArranging));
    });
  }

  async act(action, id, more = {}, control = null) {
    try {
      const fields = Object.entries({ photo: id, action, ...more });
      const answer = await this.server.post(this.form.dataset.arrange, fields);
      if (answer.row) this.exchangePicture(answer);
      this.screen.show(answer);
      this.screen.announce(answer.message);
      if (control?.isConnected) {
        control.focus({ preventScroll: true });
        control.closest("[data-photo]").scrollIntoView({ block: "nearest" });
      }
      return answer;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  failed(error) {
    if (error instanceof SignedOut) return;
    const message = error instanceof Refused && error.message ? error.message : this.texts.failed_change;
    this.screen.complain(message);
    this.screen.showOrder();
  }

  /* After a turn only the picture is new; what is being typed beside it stays. */
  exchangePicture(answer) {
    const fresh = this.screen.rowFrom(answer.row);
    if (String(answer.old) !== fresh.dataset.photo) this.screen.renumber(answer.old, fresh.dataset.photo);
    const picture = this.screen.row(fresh.dataset.photo).querySelector(".g-row__picture img");
    picture.replaceWith(fresh.querySelector(".g-row__picture img"));
  }

  async remove(id) {
    const row = this.screen.row(id);
    const place = [...this.rows.children].indexOf(row) + 1;
    const answer = await this.act("remove", id);
    if (!answer) return;
    this.autosave.forget(row);
    row.remove();
    this.screen.showOrder();
    this.selection.tell();
    this.offerBack(row, id, place, answer);
  }

  offerBack(row, id, place, answer) {
    const note = document.createElement("li");
    note.className = "g-removed";
    note.append(answer.message, " ");
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button button-small button-secondary",
      textContent: this.texts.undo,
    });
    note.append(button);
    if (answer.withdraw) note.append(" ", this.linkTo(answer.withdraw));
    this.rows.insertBefore(note, this.rows.children[place - 1] ?? null);
    button.focus();
    button.addEventListener("click", () => this.putBack(row, note, id, place));
  }

  linkTo(withdrawal) {
    return Object.assign(document.createElement("a"), {
      href: withdrawal,
      className: "button button-small",
      textContent: this.texts.withdraw,
    });
  }

  async putBack(row, note, id, place) {
    try {
      const answer = await this.server.post(this.form.dataset.add, [
        ["photo", id],
        ["place", place],
      ]);
      note.replaceWith(row);
      if (answer.order) this.screen.show(answer);
      this.autosave.saveAllOf(row);
      row.focus();
      this.screen.announce(this.texts.put_back);
    } catch (error) {
      this.failed(error);
    }
  }

  grab(event) {
    const isPicture = this.rows.classList.contains("g-rows--pictures") && event.target.closest(".g-row__picture");
    const grip = event.target.closest("[data-grip]") ?? isPicture;
    if (!grip || event.target.closest(".g-pick") || !event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    new Drag(this, grip, event, Boolean(isPicture));
  }

  dropped(row) {
    const place = this.screen.rows().indexOf(row) + 1;
    this.act("move", row.dataset.photo, { place });
  }
}

class Drag {
  constructor(order, grip, event, isPicture) {
    this.order = order;
    this.isPress = isPicture;
    this.begun = { x: event.clientX, y: event.clientY };
    this.row = grip.closest("[data-photo]");
    this.before = order.screen.rows().indexOf(this.row);
    this.at = { x: event.clientX, y: event.clientY };
    this.scroller = scrollerOf(order.rows);
    this.row.classList.add("g-row--dragged");
    order.rows.classList.add("g-rows--dragging");
    // The pointer stays ours while the page scrolls and the rows move under it.
    order.rows.setPointerCapture(event.pointerId);
    this.stop = new AbortController();
    const options = { signal: this.stop.signal };
    order.rows.addEventListener("pointermove", (move) => this.moved(move), options);
    order.rows.addEventListener("pointerup", () => this.end(true), options);
    order.rows.addEventListener("pointercancel", () => this.end(false), options);
    addEventListener("keydown", (key) => key.key === "Escape" && this.end(false), options);
    this.frame = requestAnimationFrame(() => this.scroll());
  }

  moved(event) {
    this.at = { x: event.clientX, y: event.clientY };
    if (Math.hypot(this.at.x - this.begun.x, this.at.y - this.begun.y) > PRESS) this.isPress = false;
    if (this.isPress) return;
    this.place();
  }

  place() {
    const under = document
      .elementsFromPoint(this.at.x, this.at.y)
      .map((element) => element.closest("[data-photo]"))
      .find((row) => row && row !== this.row && row.parentElement === this.row.parentElement);
    if (!under) return;
    const box = under.getBoundingClientRect();
    const isGrid = this.order.rows.classList.contains("g-rows--pictures");
    const after = isGrid ? this.at.x > box.left + box.width / 2 : this.at.y > box.top + box.height / 2;
    under[after ? "after" : "before"](this.row);
  }

  scroll() {
    const up = EDGE - this.at.y;
    const down = this.at.y - (innerHeight - EDGE);
    if (up > 0 || down > 0) {
      this.scroller.scrollBy(0, up > 0 ? -STEP : STEP);
      this.place();
    }
    this.frame = requestAnimationFrame(() => this.scroll());
  }

  end(isDropped) {
    cancelAnimationFrame(this.frame);
    this.stop.abort();
    this.row.classList.remove("g-row--dragged");
    this.order.rows.classList.remove("g-rows--dragging");
    const place = this.order.screen.rows().indexOf(this.row);
    if (isDropped && this.isPress) this.order.selection.toggle(this.row);
    else if (isDropped && place !== this.before) this.order.dropped(this.row);
    else this.order.screen.showOrder();
  }
}

/* What scrolls the list: in Wagtail's admin not the window but a part of the page. */
function scrollerOf(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.scrollingElement;
}
