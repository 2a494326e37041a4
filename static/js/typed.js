// Text that was typed and not yet sent is kept in this browser, and is back after a lost connection, an expired login
// or a closed tab. It is forgotten when the server has taken it, when it is thrown away, and when the person signs out.
const PREFIX = "seko:typed:";
const SENT = "seko:sent";
let forgotten = false; // then leaving the page must not keep it once more

export function watchTyped() {
  forgetWhatWasTaken();
  for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", forgetAll);
  const form = document.getElementById("typed");
  if (!form) return;
  let key = keyHere();
  let first = JSON.stringify(read(form));
  if (form.dataset.bound === undefined) bringBack(form, key, first);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form, key, first), 400);
  });
  // The server has a draft of what stood here (drafts.js), with an address of its own: only what is newer is unsaved.
  form.addEventListener("seko:saved", (event) => {
    localStorage.removeItem(key);
    key = keyHere();
    if (event.detail.all) first = JSON.stringify(read(form));
    keep(form, key, first);
  });
  addEventListener("pagehide", () => keep(form, key, first));
  form.addEventListener("submit", () => {
    keep(form, key, first);
    store(sessionStorage, SENT, key);
  });
}

function keyHere() {
  return `${PREFIX}${document.body.dataset.user ?? ""}:${location.pathname.replace(/^\/(sr|sr-latn|en)\//, "/")}`;
}

function fields(form) {
  const kept = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !["file", "hidden", "password", "submit"].includes(field.type);
  return [...form.elements].filter((field) => field.tagName !== "BUTTON" && kept(field));
}

function read(form) {
  return fields(form).map((field) => [field.name, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value, field.value]);
}

function keep(form, key, first) {
  if (forgotten) return;
  const now = JSON.stringify(read(form));
  if (now === first) localStorage.removeItem(key);
  else store(localStorage, key, now);
}

function bringBack(form, key, first) {
  const kept = localStorage.getItem(key);
  if (!kept || kept === first) return;
  const values = JSON.parse(kept);
  const all = fields(form);
  if (values.length !== all.length || values.some(([name], n) => all[n].name !== name)) return; // another form by now
  all.forEach((field, n) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = values[n][1];
    else field.value = values[n][1];
  });
  const note = document.getElementById("typed-note");
  if (!note) return;
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    forgotten = true;
    localStorage.removeItem(key);
    location.reload();
  });
}

function forgetWhatWasTaken() {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  if (document.querySelector("[data-done]")) localStorage.removeItem(key);
  if (!document.querySelector("[data-login]")) sessionStorage.removeItem(SENT);
}

function forgetAll() {
  forgotten = true;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

// A full or forbidden store is no reason to disturb whoever is typing.
function store(where, key, value) {
  try {
    where.setItem(key, value);
  } catch {
    /* nothing is kept then */
  }
}
