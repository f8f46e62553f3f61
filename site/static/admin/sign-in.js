/* Passkeys: asks the browser for one, and the server whether it is right. Texts stand in the template. */

const FORMS = "form[data-passkey]";

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

const withBytes = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

/* Browsers before 2025 lack parseCreationOptionsFromJSON and toJSON. */
function forBrowser(options) {
  const prepared = { ...options, challenge: bytes(options.challenge) };
  if (options.user) prepared.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) prepared.excludeCredentials = withBytes(options.excludeCredentials);
  if (options.allowCredentials) prepared.allowCredentials = withBytes(options.allowCredentials);
  return prepared;
}

function forServer(credential) {
  const { response } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) told[name] = text(response[name]);
  }
  if (response.getTransports) told.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: told,
  };
}

async function post(form, address, data = {}) {
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      "X-Requested-With": "XMLHttpRequest",
    },
    body: JSON.stringify(data),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
}

async function credentialFor(form) {
  const publicKey = forBrowser(await post(form, form.dataset.begin));
  return form.dataset.passkey === "register"
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey });
}

async function run(form) {
  const message = form.querySelector("[data-message]");
  const button = form.querySelector("button[type=submit]");
  message.hidden = true;
  button.disabled = true;
  try {
    const credential = forServer(await credentialFor(form));
    const address = `${form.dataset.complete}?next=${encodeURIComponent(form.dataset.next)}`;
    const { redirect_url: onward } = await post(form, address, {
      ...credential,
      name: form.elements.name?.value,
    });
    window.location.assign(onward);
  } catch (error) {
    const wasCancelled = ["NotAllowedError", "AbortError", "InvalidStateError"].includes(error.name);
    const reason = error.name === "Error" && error.message !== "undefined" ? error.message : "";
    message.textContent = wasCancelled ? form.dataset.cancelled : reason || form.dataset.failed;
    message.hidden = false;
    button.disabled = false;
  }
}

/* A passkey belongs to a name: an address of digits, as in development, has none. */
const hasName = !/^[\d.]+$|^\[/.test(window.location.hostname);
const works = Boolean(window.PublicKeyCredential && window.isSecureContext && hasName);

for (const element of document.querySelectorAll("[data-no-passkeys]")) element.hidden = works;
for (const element of document.querySelectorAll("[data-needs-passkeys]")) element.hidden = !works;
for (const form of document.querySelectorAll(FORMS)) {
  form.hidden = !works;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(form);
  });
}
