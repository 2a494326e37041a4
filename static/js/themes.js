// Light or dark without loading the page again. The form in the foot does the same through the server.
const MEDIA = { light: "not all", dark: "screen", auto: "screen and (prefers-color-scheme: dark)" };
const YEAR = 365 * 24 * 3600; // seconds

export function watchThemes() {
  const form = document.querySelector("form.themes");
  form?.addEventListener("submit", (event) => {
    const theme = event.submitter?.value;
    if (!(theme in MEDIA)) return;
    event.preventDefault();
    const age = theme === "auto" ? 0 : YEAR;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax${secure}`;
    show(theme);
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
}

function show(theme) {
  for (const sheet of document.querySelectorAll("link[data-dark]")) sheet.media = MEDIA[theme];
  document.documentElement.dataset.theme = theme;
  tell();
}

// Plots take their colours from the page and are drawn again.
function tell() {
  document.dispatchEvent(new CustomEvent("seko:theme"));
}
