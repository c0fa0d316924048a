/**
 * What is typed into the composer is kept in this browser after every pause, for this user and workshop, until the
 * server has said that the note is saved: it survives a closed window, a crash and an expired sign-in.
 */
const COMPOSER = "#note-composer";
const PAUSE_MS = 400;
const KEPT = ["text", "title", "addressees", "figures", "region", "organization", "said_by", "session", "kind", "theme", "country"];

let timer;

const composer = () => document.querySelector(COMPOSER);

function keep() {
  const form = composer();
  if (!form) return;
  const values = Object.fromEntries(KEPT.map((name) => [name, form.elements[name]?.value ?? ""]));
  if (values.text.trim()) localStorage.setItem(form.dataset.localDraft, JSON.stringify(values));
  else localStorage.removeItem(form.dataset.localDraft);
}

/** Puts the kept words back into an empty composer. */
function restore() {
  const form = composer();
  const kept = form && JSON.parse(localStorage.getItem(form.dataset.localDraft) ?? "null");
  if (!kept || form.elements.text.value) return;
  for (const name of KEPT) if (form.elements[name] && kept[name] !== undefined) form.elements[name].value = kept[name];
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

export function installDraft() {
  restore();
  const later = ({ target }) => {
    if (!target.closest?.(COMPOSER)) return;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  };
  document.addEventListener("input", later);
  document.addEventListener("change", later);
  addEventListener("pagehide", keep);
  document.addEventListener("htmx:beforeRequest", keep);
  document.addEventListener("htmx:afterSettle", keep);
}
