/**
 * The forms [data-note-form]: what belongs to a kind or to a category is shown with it (CSS reads data-kind and
 * data-said-by), the theme that comes with the session is named, and a saved note leaves the cursor in an empty text.
 */
export const FORM = "[data-note-form]";

function showWhatBelongs(form) {
  form.dataset.kind = form.querySelector('input[type="radio"]:checked')?.value ?? "";
  form.dataset.saidBy = form.querySelector('select[name$="said_by"]')?.value ?? "";
  nameTheme(form);
}

function nameTheme(form) {
  const ofSession = form.querySelector('option[value="session"]');
  if (!ofSession) return;
  ofSession.dataset.plain ??= ofSession.textContent;
  const title = JSON.parse(form.dataset.themes)[form.querySelector('select[name="session"]').value];
  ofSession.textContent = title ? `${ofSession.dataset.plain}: ${title}` : ofSession.dataset.plain;
}

export function textOf(form) {
  return form.querySelector("textarea");
}

/** The cursor stands in the text from the start, unless that would open a phone's keyboard or leave the note asked for. */
function begin() {
  const form = document.querySelector(FORM);
  if (form && !location.hash && matchMedia("(pointer: fine)").matches) textOf(form).focus({ preventScroll: true });
}

export function installComposer() {
  document.querySelectorAll(FORM).forEach(showWhatBelongs);
  begin();
  document.addEventListener("change", ({ target }) => {
    const form = target.closest?.(FORM);
    if (form) showWhatBelongs(form);
  });
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const form = target.matches?.(FORM) ? target : target.querySelector?.(FORM);
    if (!form) return;
    showWhatBelongs(form);
    (form.querySelector('[aria-invalid="true"], .note-names input') ?? textOf(form)).focus();
  });
}
