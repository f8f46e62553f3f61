/* Talking to the server: every answer is JSON. What went wrong comes as one of three errors, each with its own cure. */

const STALE = "stale-token"; // see empirie.people.sign_in.stale_forms

/* The server understood and said no: repeating it changes nothing. */
export class Refused extends Error {
  constructor(answer, status) {
    super(answer.message ?? "");
    this.answer = answer;
    this.status = status;
  }
}

/* No connection, or the server is in trouble: try again later. */
export class Unreachable extends Error {}

/* Nobody is signed in any more: sign in, then try again. */
export class SignedOut extends Error {}

const PATIENCE = 30_000; // ms until a request without an answer is given up

/* Its events: "changed" (what isAway, isBusy or isSignedOut say), "back" (the network), "signed-in", "signed-out". */
export class Server extends EventTarget {
  #csrf;
  #sessionUrl;
  #person;
  #isSignedOut = false;
  #isAway = false;
  #attempt = 0;
  #timer;
  #busy = 0;

  constructor(form) {
    super();
    this.#csrf = form.elements.csrfmiddlewaretoken;
    this.#sessionUrl = form.dataset.session;
    this.#person = form.dataset.person;
    // Who signed in in another tab comes back to this one.
    document.addEventListener("visibilitychange", () => !document.hidden && this.#isSignedOut && this.renew());
    addEventListener("offline", () => this.#lost());
    addEventListener("online", () => this.renew());
    if (!navigator.onLine) this.#lost();
  }

  get token() {
    return this.#csrf.value;
  }

  get isSignedOut() {
    return this.#isSignedOut;
  }

  /* Whether somebody else has signed in in this browser: nothing is saved in another person's name. */
  isSomebodyElse = false;

  /* Whether the last request found no way to the server. It is asked again from time to time until it answers. */
  get isAway() {
    return this.#isAway;
  }

  /* Whether a change is on its way. */
  get isBusy() {
    return this.#busy > 0;
  }

  async post(url, fields, patience = PATIENCE) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    this.#count(1);
    try {
      return await this.#send(url, body, patience, true);
    } finally {
      this.#count(-1);
    }
  }

  #count(change) {
    this.#busy += change;
    this.dispatchEvent(new Event("changed"));
  }

  async #send(url, body, patience, mayRenew) {
    if (this.#isSignedOut) throw new SignedOut();
    const headers = { "X-CSRFToken": this.token, "X-Requested-With": "XMLHttpRequest" };
    const { status, text } = await this.#fetch(url, { method: "POST", body, headers }, patience);
    const verdict = judge(status, text);
    if (verdict instanceof SignedOut && mayRenew && (await this.renew())) {
      return this.#send(url, body, patience, false);
    }
    if (verdict instanceof Error) throw verdict;
    return verdict;
  }

  async #fetch(url, options, patience = PATIENCE) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const response = await fetch(url, { ...options, signal: stop.signal });
      const text = await response.text();
      this.#answered();
      return { status: response.status, text };
    } catch {
      this.#lost();
      throw new Unreachable();
    } finally {
      clearTimeout(timer);
    }
  }

  #lost() {
    if (!this.#isAway) {
      this.#isAway = true;
      this.#attempt = 0;
      this.dispatchEvent(new Event("changed"));
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.renew(), pauseBefore(this.#attempt++));
  }

  #answered() {
    if (!this.#isAway) return;
    this.#isAway = false;
    clearTimeout(this.#timer);
    this.dispatchEvent(new Event("changed"));
    this.dispatchEvent(new Event("back"));
  }

  /* A fresh token: signing in makes the old one invalid. False when nobody is signed in, or somebody else is. */
  async renew() {
    const options = { headers: { "X-Requested-With": "XMLHttpRequest" } };
    const response = await this.#fetch(this.#sessionUrl, options).catch(() => null);
    if (!response) return false;
    const answer = judge(response.status, response.text);
    if (answer instanceof Unreachable) return false;
    this.isSomebodyElse = Boolean(answer.csrf) && String(answer.person) !== this.#person;
    const isSignedIn = Boolean(answer.csrf) && !this.isSomebodyElse;
    if (isSignedIn) this.#csrf.value = answer.csrf;
    const wasSignedOut = this.#isSignedOut;
    this.#isSignedOut = !isSignedIn;
    if (wasSignedOut !== this.#isSignedOut) {
      this.dispatchEvent(new Event(isSignedIn ? "signed-in" : "signed-out"));
      this.dispatchEvent(new Event("changed"));
    }
    return isSignedIn;
  }
}

/* What an answer means: the answer itself, or the error to throw. */
export function judge(status, text) {
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not ours: a sign-in page, a proxy's error page, half an answer.
  }
  if (status >= 200 && status < 300 && answer) return answer;
  if (status === 0 || status === 429 || status >= 500) return new Unreachable(answer?.message ?? "");
  if (answer?.code === STALE) return new SignedOut();
  if (answer) return new Refused(answer, status);
  if (status === 413 || status === 404) return new Refused({}, status);
  return new SignedOut();
}

/* Milliseconds to wait before the next try: 1, 2, 4 … 30 s, a little different for everyone. */
export const pauseBefore = (attempt) => Math.min(30000, 1000 * 2 ** attempt) * (0.75 + Math.random() / 2);

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
