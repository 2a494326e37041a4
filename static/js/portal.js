// What makes the pages handier where script runs. Everything works without it.
import { watchTyped } from "./typed.js";
import { watchThemes } from "./themes.js";
import { countLengths } from "./lengths.js";

watchThemes();
watchTyped();
countLengths();

// On paper every table and every hidden part is open.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open], .menu)")];
  for (const part of opened) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});

// A button that was pressed once is not pressed twice by a trembling hand.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || event.submitter?.name === "keep_typed") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});
