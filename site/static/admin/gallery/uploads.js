/* Sends photos, three at a time, as often as it takes. Each file has a mark made of its name, size and date: the
   server makes its key of it, so that a file sent twice, or chosen again tomorrow, is there once. */

import { Pace } from "./pace.js";
import { isLight, isReducible, reduced } from "./reduce.js";
import { fill, judge, pauseBefore, Refused, SignedOut } from "./server.js";

const AT_ONCE = 3;
const MOST_TRIES = 8;
// ms without a byte sent, and without an answer to a whole file, until a request is given up.
const STALLED = 30_000;
const UNANSWERED = 90_000;
const OPEN = new Set(["waiting", "preparing", "sending", "storing", "retrying"]);
const RUNNING = new Set(["preparing", "sending", "storing"]);
const TROUBLED = new Set(["failed", "refused", "elsewhere"]);

const markOf = (file) => `${file.name}|${file.size}|${file.lastModified}`;

/* "changed" is its event: how many are open, sent or in trouble. `Status` puts it into words. */
export class Uploads extends EventTarget {
  constructor(form, server, texts, screen) {
    super();
    Object.assign(this, { form, server, texts, screen });
    this.queue = [];
    this.pace = new Pace();
    this.preparing = Promise.resolve();
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
    this.server.addEventListener("changed", () => this.tell());
    for (const event of ["back", "signed-in"]) this.server.addEventListener(event, () => this.wake());
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
    for (const item of asked) {
      if (here.has(item.mark)) this.set(item, "here", this.texts.here);
      item.isHeld = false;
    }
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
    const item = { file, mark: markOf(file), element, state: "waiting", attempt: 0, body: null, isHeld: true };
    element.querySelector(".g-file__name").textContent = file.name;
    element.querySelector("[data-retry]").addEventListener("click", () => this.retry(item));
    element.querySelector("[data-dismiss]").addEventListener("click", () => this.dismiss(item));
    element.querySelector("[data-use]").addEventListener("click", () => this.use(item));
    this.list.append(element);
    if (!file.size) this.set(item, "refused", this.texts.empty);
    else if (this.isTooLarge(file) && !isReducible(file)) this.set(item, "refused", this.texts.too_large);
    else this.set(item, "waiting", this.texts.waiting);
    return item;
  }

  isTooLarge(blob) {
    return blob.size > Number(this.form.dataset.largestFile);
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
    if (!OPEN.has(state)) item.body = null;
    this.tell();
  }

  /* Start as many as may run. */
  next() {
    const waiting = this.queue.filter((item) => item.state === "waiting" && !item.isHeld);
    const mayStart = this.declaration.checked;
    this.declarationError.hidden = mayStart || !waiting.length;
    if (waiting.length && !mayStart) this.declaration.focus();
    this.tell();
    if (!mayStart || this.isPaused || this.server.isSignedOut || this.server.isAway) return;
    const running = this.queue.filter((item) => RUNNING.has(item.state)).length;
    for (const item of waiting.slice(0, Math.max(0, AT_ONCE - running))) this.start(item);
  }

  /* Prepare a file, one after the other for the sake of memory, and send it. */
  async start(item) {
    this.set(item, "preparing", this.texts.preparing);
    const turn = (item.turn = {});
    this.preparing = this.preparing.then(() => item.turn === turn && item.state === "preparing" && this.prepare(item));
    await this.preparing;
    if (item.turn !== turn || item.state !== "preparing") return; // paused, or taken off the list meanwhile
    if (this.isTooLarge(item.body.blob)) {
      this.set(item, "refused", this.texts.too_large);
      this.next();
    } else {
      this.send(item);
    }
  }

  async prepare(item) {
    if (item.body && !this.isWorthLightening(item)) return;
    try {
      await item.file.slice(0, 1).arrayBuffer();
    } catch {
      // Phones take a chosen file away again; it would be sent in vain eight times.
      this.set(item, "refused", this.texts.unreadable);
      return this.next();
    }
    const { isSlow } = this.pace;
    item.body = { ...(await reduced(item.file, Number(this.form.dataset.longestSide), isSlow)), isSlow };
  }

  isWorthLightening(item) {
    return this.pace.isSlow && !item.body.isSlow && isReducible(item.file) && !isLight(item.body.blob);
  }

  send(item) {
    const request = new XMLHttpRequest();
    item.request = request;
    item.sent = 0;
    if (!this.queue.some((one) => one.state === "sending")) this.pace.rest();
    this.set(item, "sending", this.texts.sending);
    this.watch(item, STALLED);
    request.upload.addEventListener("progress", (event) => this.progressed(item, request, event));
    request.upload.addEventListener("load", () => {
      if (item.request !== request) return;
      this.set(item, "storing", this.texts.storing);
      this.watch(item, UNANSWERED);
    });
    request.addEventListener("loadend", () => this.answered(item, request));
    request.open("POST", this.form.dataset.upload);
    request.setRequestHeader("X-CSRFToken", this.server.token);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.send(this.bodyOf(item));
  }

  bodyOf(item) {
    const body = new FormData();
    body.append("declaration", this.declaration.value);
    body.append("mark", item.mark);
    body.append("fingerprint", item.body.fingerprint);
    for (const field of this.form.querySelectorAll("[name^=common-]")) body.append(field.name, field.value);
    body.append("file", item.body.blob, item.file.name);
    return body;
  }

  /* Give the request up when nothing more is heard of it for so long. */
  watch(item, patience) {
    clearTimeout(item.watch);
    const { request } = item;
    item.watch = setTimeout(() => item.request === request && request.abort(), patience);
  }

  progressed(item, request, event) {
    if (item.request !== request || item.state !== "sending") return;
    if (event.lengthComputable) item.element.querySelector("progress").value = event.loaded / event.total;
    const wasSlow = this.pace.isSlow;
    this.pace.sent(event.loaded - item.sent);
    item.sent = event.loaded;
    this.watch(item, STALLED);
    this.tell();
    if (this.pace.isSlow && !wasSlow) this.lighten();
  }

  /* The network turned out to be slow: what has not gone far is sent again, made lighter. */
  lighten() {
    const isFar = (item) => item.sent > item.body.blob.size / 2;
    const items = this.queue.filter((one) => one.state === "sending" && !isFar(one) && this.isWorthLightening(one));
    for (const item of items) this.stop(item);
    this.next();
  }

  /* Back into the queue. */
  stop(item) {
    const { request } = item;
    item.request = null;
    clearTimeout(item.watch);
    this.set(item, "waiting", this.texts.waiting);
    request?.abort();
  }

  async answered(item, request) {
    if (item.request !== request) return; // paused or taken off the list meanwhile
    item.request = null;
    clearTimeout(item.watch);
    const verdict = judge(request.status, request.responseText);
    if (verdict instanceof SignedOut) {
      // Perhaps only the token is old. It was not the photo's fault: this does not count as a try.
      this.set(item, "waiting", this.texts.waiting);
      if (!(await this.server.renew())) return this.tell();
    } else if (verdict instanceof Refused) {
      this.set(item, "refused", verdict.message || this.texts.failed);
    } else if (verdict instanceof Error) {
      await this.again(item, verdict.message, request.status === 0);
    } else {
      this.arrived(item, verdict);
    }
    this.next();
  }

  arrived(item, answer) {
    Object.assign(item, { photo: answer.photo });
    const isShown = answer.status === "here" && this.screen.row(answer.photo);
    if (answer.row && !isShown) {
      this.set(item, "added", this.texts.added);
      item.element.remove();
      this.screen.addRow(answer);
    } else {
      this.set(item, answer.status, answer.message);
      if (answer.thumbnail) this.showPicture(item, answer.thumbnail);
    }
  }

  showPicture(item, address) {
    const picture = item.element.querySelector("img");
    picture.src = address;
    picture.hidden = false;
  }

  /* Without an answer it may be the network, of which no number of tries is too many, or this very file. */
  async again(item, message, isSilent) {
    if (isSilent) {
      this.set(item, "waiting", this.texts.waiting);
      item.isHeld = true;
      await this.server.renew();
      item.isHeld = false;
      if (item.state !== "waiting" || this.server.isAway) return;
    }
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
    if (isPaused) this.queue.filter((one) => RUNNING.has(one.state)).forEach((item) => this.stop(item));
    this.next();
  }

  dismiss(item) {
    clearTimeout(item.timer);
    clearTimeout(item.watch);
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

  #count(states) {
    return this.queue.filter((item) => states.has(item.state)).length;
  }

  /* How many are on their way or wait to be sent. */
  get open() {
    return this.#count(OPEN);
  }

  /* How many would be lost if the page were left. */
  get unsent() {
    return this.open + this.queue.filter(isFailed).length;
  }

  /* How many want something of the person. */
  get troubled() {
    return this.#count(TROUBLED);
  }

  get isUndeclared() {
    return !this.declaration.checked;
  }

  /* From 0 to 1. */
  get part() {
    return this.queue.reduce((sum, item) => sum + partOf(item), 0) / Math.max(1, this.queue.length);
  }

  get sentence() {
    const count = this.queue.length;
    const done = this.queue.filter((item) => item.state === "added" || item.state === "here").length;
    return fill(this.texts[this.#sentence(done === count)], { done, count });
  }

  #sentence(isDone) {
    if (!this.open) return isDone ? "finished" : "problems";
    if (this.server.isSignedOut) return "signed_out";
    if (this.server.isAway) return "offline";
    if (this.isUndeclared) return "declare";
    return this.isPaused ? "paused" : "total";
  }

  tell() {
    this.totalBar.value = this.part;
    this.pauseButton.hidden = !this.open;
    this.retryButton.hidden = !this.queue.some(isFailed);
    this.total.textContent = this.sentence;
    this.dispatchEvent(new Event("changed"));
  }
}

const isFailed = (item) => item.state === "failed";

const partOf = (item) => (OPEN.has(item.state) ? item.element.querySelector("progress").value : 1);
