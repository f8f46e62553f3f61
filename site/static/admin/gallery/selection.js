/* Which photos are chosen to get the same rights: by finger or mouse, with Shift for all between two; by keyboard with
   the arrow keys from box to box, the space bar, Shift and an arrow, Ctrl+A. */

import { fill } from "./server.js";

const ARROWS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export class Selection {
  constructor(form, texts, screen) {
    Object.assign(this, { form, texts, screen });
    this.words = form.querySelector("[data-chosen-words]");
    this.number = form.querySelector("[data-chosen-number]");
    this.last = null;
    this.listen();
    this.tell();
  }

  listen() {
    const rows = this.form.querySelector("[data-rows]");
    rows.addEventListener("click", (event) => {
      if (event.target.name === "chosen") this.clicked(event.target, event.shiftKey);
      // A picture is larger than its box; where pictures are dragged, `Order` tells a press from a drag.
      else if (event.target.matches(".g-row__picture img") && !rows.classList.contains("g-rows--pictures")) {
        this.toggle(event.target.closest("[data-photo]"));
      }
    });
    rows.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-choose]");
      if (button) this.choose(this.boxes(), button.dataset.choose === "all");
      if (button?.hidden) this.form.querySelector("[data-choose=all]").focus();
    });
    this.screen.addEventListener("shown", () => this.tell());
    this.form.querySelector("[data-set-chosen]").addEventListener("click", (event) => {
      event.preventDefault();
      this.form.querySelector("[data-common] :is(input, select):not([name=set])").focus();
      document.getElementById("common-section").scrollIntoView({ block: "start" });
    });
  }

  boxes() {
    return this.screen.rows().map((row) => row.querySelector("[name=chosen]"));
  }

  ids() {
    return this.boxes()
      .filter((box) => box.checked)
      .map((box) => box.value);
  }

  toggle(row) {
    const box = row.querySelector("[name=chosen]");
    box.checked = !box.checked;
    this.clicked(box, false);
  }

  clicked(box, isRange) {
    if (isRange && this.last?.isConnected) this.choose(this.between(this.last, box), box.checked);
    this.last = box;
    this.tell();
  }

  between(first, second) {
    const boxes = this.boxes();
    const [from, to] = [boxes.indexOf(first), boxes.indexOf(second)].sort((a, b) => a - b);
    return boxes.slice(from, to + 1);
  }

  onKey(event) {
    const box = event.target;
    if (box.name !== "chosen") return;
    if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.choose(this.boxes(), true);
    } else if (event.key in ARROWS) {
      const boxes = this.boxes();
      const next = boxes[boxes.indexOf(box) + ARROWS[event.key]];
      if (!next) return;
      event.preventDefault();
      next.focus();
      if (event.shiftKey) this.choose([next], box.checked);
      this.last = next;
    }
  }

  choose(boxes, isChosen) {
    for (const box of boxes) box.checked = isChosen;
    this.tell();
    this.screen.announce(this.words.textContent);
  }

  /* Choose just the photos of these ids. */
  chooseOnly(ids) {
    for (const box of this.boxes()) box.checked = ids.includes(box.value);
    this.tell();
  }

  tell() {
    const boxes = this.boxes();
    const count = this.ids().length;
    for (const box of boxes) box.closest("[data-photo]").classList.toggle("g-row--chosen", box.checked);
    this.words.textContent = fill(this.texts.chosen, { count, all: boxes.length });
    this.number.textContent = count ? `(${count})` : "";
    this.form.querySelector("[data-choose=all]").hidden = count === boxes.length && count > 0;
    this.form.querySelector("[data-choose=none]").hidden = !count;
    this.form.querySelector("[data-set-chosen]").hidden = !count;
  }
}
