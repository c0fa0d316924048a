/**
 * Asks before a form with data-confirm="question" is sent, in the page's own <dialog id="confirm-dialog">.
 * data-confirm-label names the button, data-confirm-danger makes it red. hx-confirm asks in the same dialog.
 * Without JavaScript the form is sent at once.
 */
import { text } from "./texts.js";

/** Resolves to true when the person agreed; Escape, Cancel and a click beside the dialog are a no. */
export function ask(question, { label = text("confirm"), danger = false } = {}) {
  const dialog = document.getElementById("confirm-dialog");
  dialog.querySelector(".confirm-question").textContent = question;
  const yes = dialog.querySelector('[value="yes"]');
  yes.textContent = label;
  yes.classList.toggle("btn-danger", danger);
  yes.classList.toggle("btn-primary", !danger);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function askForm(event) {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!source.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const agreed = await ask(source.dataset.confirm, {
    label: source.dataset.confirmLabel,
    danger: "confirmDanger" in source.dataset,
  });
  if (!agreed) return;
  form.dataset.confirmed = "1";
  form.requestSubmit(event.submitter);
  delete form.dataset.confirmed;
}

export function installConfirm() {
  document.addEventListener("submit", askForm, true);
  document.addEventListener("htmx:confirm", async (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    const danger = "confirmDanger" in event.target.dataset;
    if (await ask(event.detail.question, { label: event.target.dataset.confirmLabel, danger })) {
      event.detail.issueRequest(true);
    }
  });
  const dialog = document.getElementById("confirm-dialog");
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
