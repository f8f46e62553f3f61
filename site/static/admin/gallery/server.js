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

export class Server extends EventTarget {
  #csrf;
  #sessionUrl;
  #person;
  #isSignedOut = false;

  constructor(form) {
    super();
    this.#csrf = form.elements.csrfmiddlewaretoken;
    this.#sessionUrl = form.dataset.session;
    this.#person = form.dataset.person;
    // Who signed in in another tab comes back to this one.
    document.addEventListener("visibilitychange", () => !document.hidden && this.#isSignedOut && this.renew());
  }

  get token() {
    return this.#csrf.value;
  }

  get isSignedOut() {
    return this.#isSignedOut;
  }

  /* Whether somebody else has signed in in this browser: nothing is saved in another person's name. */
  isSomebodyElse = false;

  async post(url, fields) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    return this.#send(url, body, true);
  }

  async #send(url, body, mayRenew) {
    if (this.#isSignedOut) throw new SignedOut();
    const response = await this.#fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": this.token, "X-Requested-With": "XMLHttpRequest" },
    });
    const text = await response.text().catch(() => {
      throw new Unreachable();
    });
    const verdict = judge(response.status, text);
    if (verdict instanceof SignedOut && mayRenew && (await this.renew())) return this.#send(url, body, false);
    if (verdict instanceof Error) throw verdict;
    return verdict;
  }

  async #fetch(url, options) {
    try {
      return await fetch(url, options);
    } catch {
      throw new Unreachable();
    }
  }

  /* A fresh token: signing in makes the old one invalid. False when nobody is signed in, or somebody else. */
  async renew() {
    const response = await this.#fetch(this.#sessionUrl, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(
      () => null,
    );
    if (!response) return false;
    let answer = response.ok ? await response.json().catch(() => null) : null;
    this.isSomebodyElse = Boolean(answer) && String(answer.person) !== this.#person;
    if (this.isSomebodyElse) answer = null;
    if (answer) this.#csrf.value = answer.csrf;
    const wasSignedOut = this.#isSignedOut;
    this.#isSignedOut = !answer;
    if (wasSignedOut !== this.#isSignedOut) this.dispatchEvent(new Event(answer ? "signed-in" : "signed-out"));
    return Boolean(answer);
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
