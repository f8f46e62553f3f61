/* Sends photos, three at a time, as often as it takes. Each file has a mark made of its name, size and date: the
   server makes its key of it, so that a file sent twice, or chosen again tomorrow, is there once. */

import { fill, judge, pauseBefore, Refused, SignedOut } from "./server.js";

const AT_ONCE = 3;
const MOST_TRIES = 8;
const OPEN = new Set(["waiting", "sending", "storing", "retrying"]);

const markOf = (file) => `${file.name}|${file.size}|${file.lastModified}`;

export class Uploads {
  constructor(form, server, texts, screen) {
    Object.assign(this, { form, server, texts, screen });
    this.queue = [];
    this.isPaused = false;
    this.find();
    this.listen();
  }

  find() {
    const find = (selector) => this.form.querySelector(selector);
    this.input = this.form.elements.file;
    this.declaration = this.form.elements.declaration;
    this.declarationError = find("[data-declaration-error]");
    this.drop = find("[data-drop]");
    this.panel = find("[data-queue]");
    this.list = find("[data-files]");
    this.total = find("[data-total]");
    this.totalBar = find("[data-total-progress]");
    this.pauseButton = find("[data-pause]");
    this.retryButton = find("[data-retry-all]");
    this.template = find("[data-file-template]");
  }

  listen() {
    this.input.addEventListener("change", () => {
      this.take([...this.input.files]);
      this.input.value = "";
    });
    this.declaration.addEventListener("change", () => this.next());
    this.pauseButton.addEventListener("click", () => this.pause(!this.isPaused));
    this.retryButton.addEventListener("click", () => this.queue.filter(isFailed).forEach((item) => this.retry(item)));
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.tell());
    this.server.addEventListener("signed-in", () => this.wake());
    addEventListener("beforeunload", (event) => {
      if (this.queue.some((item) => OPEN.has(item.state))) event.preventDefault();
    });
    this.listenToDrops();
  }

  listenToDrops() {
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.drop.classList.add("g-drop--over");
    });
    addEventListener("dragleave", (event) => event.relatedTarget ?? this.drop.classList.remove("g-drop--over"));
    addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.drop.classList.remove("g-drop--over");
      this.take([...event.dataTransfer.files]);
    });
  }

  /* Files that were chosen or dropped. Those that are in the gallery already are not sent at all. */
  async take(files) {
    const known = new Set(this.queue.filter((item) => OPEN.has(item.state)).map((item) => item.mark));
    const fresh = files.filter((file) => !known.has(markOf(file)));
    const items = fresh.map((file) => this.line(file));
    this.queue.push(...items);
    this.panel.hidden = false;
    this.tell();
    const asked = items.filter((item) => item.state === "waiting");
    const here = await this.server
      .post(
        this.form.dataset.marks,
        asked.map((item) => ["mark", item.mark]),
      )
      .then((answer) => new Set(answer.here))
      .catch(() => new Set());
    for (const item of asked) if (here.has(item.mark)) this.set(item, "here", this.texts.here);
    this.keepToTheLimit();
    this.next();
  }

  keepToTheLimit() {
    let room = Number(this.form.dataset.mostPhotos) - this.screen.rows().length;
    for (const item of this.queue.filter((one) => OPEN.has(one.state))) {
      if (room-- <= 0) this.set(item, "refused", this.texts.too_many);
    }
  }

  line(file) {
    const element = this.template.content.firstElementChild.cloneNode(true);
    const item = { file, mark: markOf(file), element, state: "waiting", attempt: 0 };
    element.querySelector(".g-file__name").textContent = file.name;
    element.querySelector("[data-retry]").addEventListener("click", () => this.retry(item));
    element.querySelector("[data-dismiss]").addEventListener("click", () => this.dismiss(item));
    element.querySelector("[data-use]").addEventListener("click", () => this.use(item));
    this.list.append(element);
    if (!file.size) this.set(item, "refused", this.texts.empty);
    else if (file.size > Number(this.form.dataset.largestFile)) this.set(item, "refused", this.texts.too_large);
    else this.set(item, "waiting", this.texts.waiting);
    return item;
  }

  set(item, state, text) {
    item.state = state;
    item.element.dataset.state = state;
    item.element.querySelector(".g-file__state").textContent = text;
    const bar = item.element.querySelector("progress");
    bar.hidden = !OPEN.has(state);
    if (state !== "sending") bar.value = state === "storing" ? 1 : 0;
    item.element.querySelector("[data-retry]").hidden = state !== "failed";
    item.element.querySelector("[data-use]").hidden = state !== "elsewhere";
    this.tell();
  }

  /* Start as many as may run. */
  next() {
    const waiting = this.queue.filter((item) => item.state === "waiting");
    const mayStart = this.declaration.checked;
    this.declarationError.hidden = mayStart || !waiting.length;
    if (waiting.length && !mayStart) this.declaration.focus();
    this.tell();
    if (!mayStart || this.isPaused || this.server.isSignedOut || !navigator.onLine) return;
    const running = this.queue.filter((item) => item.request).length;
    for (const item of waiting.slice(0, AT_ONCE - running)) this.send(item);
  }

  send(item) {
    const body = new FormData();
    body.append("declaration", this.declaration.value);
    body.append("mark", item.mark);
    for (const field of this.form.querySelectorAll("[name^=common-]")) body.append(field.name, field.value);
    body.append("file", item.file);
    const request = new XMLHttpRequest();
    item.request = request;
    this.set(item, "sending", this.texts.sending);
    const bar = item.element.querySelector("progress");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
      this.tell();
    });
    request.upload.addEventListener("load", () => this.set(item, "storing", this.texts.storing));
    request.addEventListener("loadend", () => this.answered(item, request));
    request.open("POST", this.form.dataset.upload);
    request.setRequestHeader("X-CSRFToken", this.server.token);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.send(body);
  }

  async answered(item, request) {
    if (item.request !== request) return; // paused or taken off the list meanwhile
    item.request = null;
    const verdict = judge(request.status, request.responseText);
    if (verdict instanceof SignedOut) {
      // Perhaps only the token is old. It was not the photo's fault: this does not count as a try.
      this.set(item, "waiting", this.texts.waiting);
      if (!(await this.server.renew())) return this.tell();
    } else if (verdict instanceof Refused) {
      this.set(item, "refused", verdict.message || this.texts.failed);
    } else if (verdict instanceof Error) {
      this.again(item, verdict.message);
    } else {
      this.arrived(item, verdict);
    }
    this.next();
  }

  arrived(item, answer) {
    if (answer.status === "added") {
      this.set(item, "added", this.texts.added);
      item.element.remove();
      this.screen.addRow(answer);
    } else {
      this.set(item, answer.status, answer.message);
      Object.assign(item, { photo: answer.photo });
      if (answer.thumbnail) this.showPicture(item, answer.thumbnail);
    }
  }

  showPicture(item, address) {
    const picture = item.element.querySelector("img");
    picture.src = address;
    picture.hidden = false;
  }

  again(item, message) {
    if (++item.attempt >= MOST_TRIES) return this.set(item, "failed", message || this.texts.failed);
    const pause = pauseBefore(item.attempt - 1);
    this.set(item, "retrying", fill(this.texts.retrying, { seconds: Math.ceil(pause / 1000) }));
    item.timer = setTimeout(() => this.retry(item, item.attempt), pause);
  }

  retry(item, attempt = 0) {
    clearTimeout(item.timer);
    item.attempt = attempt;
    this.set(item, "waiting", this.texts.waiting);
    this.next();
  }

  /* The connection or the session is back: nobody waits out the pause. */
  wake() {
    this.queue.filter((item) => item.state === "retrying").forEach((item) => this.retry(item, item.attempt));
    this.next();
  }

  pause(isPaused) {
    this.isPaused = isPaused;
    this.pauseButton.textContent = isPaused ? this.texts.resume : this.texts.pause;
    if (isPaused) {
      for (const item of this.queue.filter((one) => one.request)) {
        const { request } = item;
        item.request = null;
        request.abort();
        this.set(item, "waiting", this.texts.waiting);
      }
    }
    this.next();
  }

  dismiss(item) {
    clearTimeout(item.timer);
    const { request } = item;
    item.request = null;
    request?.abort();
    item.state = "dismissed";
    this.queue = this.queue.filter((one) => one !== item);
    const neighbour = item.element.nextElementSibling ?? item.element.previousElementSibling;
    item.element.remove();
    (neighbour?.querySelector("[data-dismiss]") ?? this.input).focus();
    this.next();
  }

  /* A photo the city sent before, for this gallery as well. */
  async use(item) {
    try {
      this.arrived(item, await this.server.post(this.form.dataset.add, [["photo", item.photo]]));
    } catch (error) {
      if (!(error instanceof SignedOut)) this.set(item, "elsewhere", error.message || this.texts.failed);
    }
  }

  tell() {
    const count = this.queue.length;
    const done = this.queue.filter((item) => item.state === "added" || item.state === "here").length;
    const isOpen = this.queue.some((item) => OPEN.has(item.state));
    const sent = this.queue.reduce((sum, item) => sum + partOf(item), 0);
    this.totalBar.max = Math.max(1, count);
    this.totalBar.value = sent;
    this.pauseButton.hidden = !isOpen;
    this.retryButton.hidden = !this.queue.some(isFailed);
    const text = fill(this.sentence(isOpen, done, count), { done, count });
    if (!isOpen && count && this.total.textContent !== text) this.screen.announce(text);
    this.total.textContent = text;
  }

  sentence(isOpen, done, count) {
    if (isOpen && this.server.isSignedOut) return this.texts.signed_out;
    if (isOpen && !navigator.onLine) return this.texts.offline;
    if (isOpen && !this.declaration.checked) return this.texts.declare;
    if (isOpen && this.isPaused) return this.texts.paused;
    if (isOpen) return this.texts.total;
    return done === count ? this.texts.finished : this.texts.problems;
  }
}

const isFailed = (item) => item.state === "failed";

const partOf = (item) => (OPEN.has(item.state) ? item.element.querySelector("progress").value : 1);
