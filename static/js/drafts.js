// Saves a form with `data-autosave` while it is typed, a moment after the last key. The words of its answers come from
// the server; what was not taken stays in this browser (typed.js) and is sent again.
const PAUSE = 1500;
const AGAIN = 15000; // after a lost connection

const form = document.querySelector("form[data-autosave]");
const note = document.getElementById("autosave");
let unsent = null; // what the server may or may not have taken: it is sent again as it was, so that nothing is doubled
let timer;
let busy = false;
let left = false;
let last = form && written();

if (form && note) {
  form.addEventListener("input", (event) => event.target.type !== "file" && soon(PAUSE));
  form.addEventListener("submit", () => { left = true; clearTimeout(timer); });
  addEventListener("online", () => soon(0));
  addEventListener("pageshow", () => { left = false; });
}

function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

// What is sent, without files and without what the server itself has written.
function body() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.delete("removed");
  return new URLSearchParams(data);
}

function written() {
  const data = body();
  for (const name of ["csrfmiddlewaretoken", "draft", "revision"]) data.delete(name);
  for (const name of [...data.keys()]) if (name.startsWith("seen-")) data.delete(name);
  return data.toString();
}

async function save() {
  if (busy) return soon(PAUSE);
  if (left || (!unsent && written() === last)) return;
  busy = true;
  const sent = unsent ?? { body: body(), written: written() };
  unsent = sent;
  note.textContent = note.dataset.saving;
  try {
    await take(sent);
  } catch {
    note.textContent = note.dataset.offline;
    soon(AGAIN);
  }
  busy = false;
  if (!unsent && written() !== last) soon(PAUSE);
}

async function take(sent) {
  sent.body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(form.dataset.autosave, { method: "POST", body: sent.body, headers: { Accept: "application/json" } });
  if (left) return;
  if (answer.status === 401 || answer.status === 403) return signedOut();
  if (answer.status >= 500) throw new Error(answer.statusText);
  const told = await answer.json();
  unsent = null;
  last = sent.written; // what was refused is not sent again before it is changed
  note.textContent = told.words;
  if (!answer.ok) return;
  for (const [name, value] of Object.entries(told.fields)) if (form.elements[name]) form.elements[name].value = value;
  for (const [id, html] of Object.entries(told.parts ?? {})) document.getElementById(id).innerHTML = html;
  if (told.address) history.replaceState(history.state, "", told.address);
  form.dispatchEvent(new CustomEvent("seko:saved", { detail: { all: written() === last } }));
}

// Somebody may sign in again in another window: then this page goes on with the token of the new session.
async function signedOut() {
  note.textContent = note.dataset.signedOut;
  soon(AGAIN);
  const page = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = fresh.querySelector("#typed [name=csrfmiddlewaretoken]");
  if (!token || fresh.body.dataset.user !== document.body.dataset.user) return;
  form.elements.csrfmiddlewaretoken.value = token.value;
  soon(0);
}
