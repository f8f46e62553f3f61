/* A form is sent once, however often its button is pressed. The server sees to it as well
   (empirie.delivery.idempotency); this spares it the work. */

const AGAIN_AFTER = 10000; // milliseconds: an answer that is a file leaves the page as it is
let sent = new WeakMap();

// At the window, after every other script had its say: what one of them sends itself is its own matter.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const isAgain = Date.now() - (sent.get(form) ?? -Infinity) < AGAIN_AFTER;
  if (isAgain) event.preventDefault();
  else sent.set(form, Date.now());
});

// Back by the browser's button: the page is as it was left.
addEventListener("pageshow", () => {
  sent = new WeakMap();
});
