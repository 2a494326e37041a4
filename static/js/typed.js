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

// What was saved when the page was made, as its hidden fields say: `seen`, `seen-…` or a revision.
function version(form) {
  const says = (field) => field.type === "hidden" && (field.name === "revision" || field.name.startsWith("seen"));
  return [...form.elements].filter(says).map((field) => [field.name, field.value]);
}

function keep(form, key, first) {
  if (forgotten || form.dataset.waits !== undefined) return;
  const now = read(form);
  if (JSON.stringify(now) === first) localStorage.removeItem(key);
  else store(localStorage, key, JSON.stringify({ values: now, version: version(form) }));
}

function bringBack(form, key, first) {
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (!kept?.values || JSON.stringify(kept.values) === first) return;
  const all = fields(form);
  if (kept.values.length !== all.length || kept.values.some(([name], n) => all[n].name !== name)) return; // another form
  if (JSON.stringify(kept.version) === JSON.stringify(version(form))) fill(form, kept);
  else offerBoth(form, kept);
  const note = document.getElementById(form.dataset.waits === undefined ? "typed-note" : "typed-other");
  if (!note) return;
  note.hidden = false;
  note.querySelector("[data-discard]").addEventListener("click", () => {
    forgotten = true;
    localStorage.removeItem(key);
    location.reload();
  });
}

function fill(form, kept) {
  fields(form).forEach((field, n) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = kept.values[n][1];
    else field.value = kept.values[n][1];
  });
}

// Somebody has saved something else since this was typed: it waits until the person says which one they want. Their own
// comes with what it was typed on, so that saving it shows both where both have changed the same.
function offerBoth(form, kept) {
  form.dataset.waits = "";
  document.querySelector("#typed-other [data-mine]")?.addEventListener("click", () => {
    delete form.dataset.waits;
    fill(form, kept);
    for (const [name, value] of kept.version ?? []) if (form.elements[name]) form.elements[name].value = value;
    document.getElementById("typed-other").hidden = true;
    form.dispatchEvent(new Event("input"));
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
