// Nothing that is typed or pasted is cut: near its limit a field says how many characters it has, as the server counts.
const NEAR = 0.9;

export function countLengths() {
  for (const field of document.querySelectorAll("[data-most]")) {
    const most = Number(field.dataset.most);
    const note = document.createElement("div");
    note.className = "form-text";
    note.setAttribute("role", "status");
    field.after(note);
    const tell = () => {
      const has = [...field.value.replace(/\r?\n/g, "\r\n").trim()].length;
      note.classList.toggle("field-error", has > most);
      note.textContent = has < most * NEAR ? "" : field.dataset.count.replace("{n}", has).replace("{most}", most);
    };
    field.addEventListener("input", tell);
    tell();
  }
}
