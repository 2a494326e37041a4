// A table walked by keys: j and k or the arrows move between rows, x chooses, Enter opens, Escape clears the choice.
// Every row holds an ordinary link and an ordinary box, so that all of it can be done without these keys.

const table = () => document.querySelector("[data-table]");
const links = () => [...(table()?.querySelectorAll("a[data-open]") ?? [])];
const boxes = () => [...(table()?.querySelectorAll("input[name=item]") ?? [])];
const rowOf = (element) => element?.closest("[data-table] tbody tr");

function isTyping(element) {
  return element.isContentEditable || (element.matches("input, select, textarea") && element.type !== "checkbox");
}

function move(step) {
  const all = links();
  const here = all.findIndex((link) => rowOf(link) === rowOf(document.activeElement));
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function tellChosen() {
  const chosen = boxes().filter((box) => box.checked).length;
  const place = table()?.querySelector("[data-chosen]");
  if (place) place.textContent = chosen ? place.dataset.words.replace("0", chosen) : "";
}

function choose() {
  const box = rowOf(document.activeElement)?.querySelector("input[name=item]");
  if (box) box.checked = !box.checked;
  tellChosen();
  return Boolean(box);
}

function clear() {
  if (!boxes().some((box) => box.checked)) return false;
  for (const box of boxes()) box.checked = false;
  tellChosen();
  return true;
}

function tellKeys() {
  const hint = table()?.querySelector("[data-keys]");
  if (hint) hint.hidden = false;
}

document.addEventListener("keydown", (event) => {
  if (!table() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const inside = Boolean(rowOf(event.target));
  const done = {
    j: () => (move(1), true),
    k: () => (move(-1), true),
    ArrowDown: () => inside && (move(1), true),
    ArrowUp: () => inside && (move(-1), true),
    x: choose,
    Escape: clear,
    Enter: () => event.target.matches("input[name=item]") && (rowOf(event.target).querySelector("a[data-open]").click(), true),
  }[event.key];
  if (done?.()) event.preventDefault();
});
document.addEventListener("change", (event) => rowOf(event.target) && tellChosen());
document.addEventListener("htmx:afterSettle", tellKeys);
tellKeys();
