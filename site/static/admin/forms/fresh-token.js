/* A page that was open while somebody signed in again in another tab goes on by itself: Wagtail's autosave and every
   other request of a script is repeated with a fresh CSRF token, and so are the forms. Not for another person: what
   was typed in one name is never saved in another without saying so. */

const { session, person, otherPerson } = document.querySelector("script[data-session]").dataset;
const plainFetch = window.fetch.bind(window);
const STALE = "stale-token"; // see empirie.people.sign_in.stale_forms

window.fetch = async (resource, options = {}) => {
  const response = await plainFetch(resource, options);
  if (response.status !== 403 || response.headers.get("X-CSRF") !== STALE) return response;
  const token = await renew();
  return token ? plainFetch(resource, withToken(options, token)) : response;
};

// Whoever signed in in another tab comes back to this one.
document.addEventListener("visibilitychange", () => !document.hidden && renew());

/* A token that is good now, put into every form; "" when nobody is signed in, or somebody else. */
async function renew() {
  if (!person) return "";
  const options = { headers: { "X-Requested-With": "XMLHttpRequest" } };
  const answer = await plainFetch(session, options)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  if (!answer) return "";
  if (String(answer.person) !== person) {
    tell(otherPerson.replace("{name}", answer.name));
    return "";
  }
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.csrf;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = answer.csrf;
  return answer.csrf;
}

function withToken(options, token) {
  const headers = new Headers(options.headers);
  if (headers.has("X-CSRFToken")) headers.set("X-CSRFToken", token);
  if (options.body?.has?.("csrfmiddlewaretoken")) options.body.set("csrfmiddlewaretoken", token);
  return { ...options, headers };
}

function tell(text) {
  document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text, type: "error" } }));
}
