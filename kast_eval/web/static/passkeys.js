// Asks the browser for a passkey, and sends what it answers with the form of the button.

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[role=status]");
  const button = form.querySelector("button");
  form.hidden = false;
  if (!globalThis.PublicKeyCredential) {
    button.disabled = true;
    said.textContent = form.dataset.sayNone;
    continue;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!button.disabled) prove(form, button, said);
  });
}

async function prove(form, button, said) {
  button.disabled = true;
  said.textContent = form.dataset.sayLook;
  const asked = await ask(form);
  // What the server has to say instead, it says on a page of its own.
  if (!asked) return form.submit();
  try {
    const proof = await answer(form.dataset.passkey, JSON.parse(asked.options));
    form.elements.token.value = asked.token;
    form.elements.answer.value = JSON.stringify(proof);
    if (!form.elements.script) return form.submit();
    await stay(form, said);
    button.disabled = false;
  } catch (fault) {
    // Taken back by the person, too slow, or there already: the browser has told which.
    said.textContent = fault.name === "InvalidStateError" ? form.dataset.sayThere : form.dataset.sayNot;
    button.disabled = false;
  }
}

// A cover over a page with something typed on it is lifted without leaving the page.
async function stay(form, said) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.status === 204) form.dispatchEvent(new Event("proved", { bubbles: true }));
  said.textContent = answer.status === 204 ? "" : await answer.text();
}

async function ask(form) {
  try {
    const body = new URLSearchParams(new FormData(form));
    const asked = await fetch(form.dataset.ask, { method: "POST", body });
    return asked.ok ? await asked.json() : null;
  } catch {
    return null;
  }
}

async function answer(way, options) {
  const made = way === "create"
    ? await navigator.credentials.create({ publicKey: readNew(options) })
    : await navigator.credentials.get({ publicKey: read(options) });
  const { response } = made;
  const parts = way === "create"
    ? ["clientDataJSON", "attestationObject"]
    : ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
  return {
    id: made.id,
    rawId: made.id,
    type: made.type,
    response: Object.fromEntries(parts.map((part) => [part, written(response[part])])),
  };
}

function readNew(options) {
  return {
    ...options,
    challenge: octets(options.challenge),
    user: { ...options.user, id: octets(options.user.id) },
    excludeCredentials: listed(options.excludeCredentials),
  };
}

function read(options) {
  return {
    ...options,
    challenge: octets(options.challenge),
    allowCredentials: listed(options.allowCredentials),
  };
}

function listed(keys) {
  return (keys ?? []).map((key) => ({ ...key, id: octets(key.id) }));
}

function octets(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.codePointAt(0));
}

function written(buffer) {
  const plain = String.fromCodePoint(...new Uint8Array(buffer ?? []));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
