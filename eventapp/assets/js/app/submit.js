/**
 * A form is sent once however often its button is pressed. data-guard="off" exempts a form (a download);
 * the guard lets go after RELEASE_MS, when the page is shown again from the back/forward cache, or when the
 * network is known to be off (then the form is not sent at all and what was typed stays).
 * A form with data-auto-submit is sent when one of its fields changes; its button is hidden by CSS (.js-hidden).
 */
import { text } from "./texts.js";
import { toast } from "./toast.js";

const RELEASE_MS = 15000;

function release(form) {
  delete form.dataset.sending;
  form.querySelectorAll('[aria-disabled="true"][data-busy]').forEach((button) => {
    button.removeAttribute("aria-disabled");
    delete button.dataset.busy;
  });
}

function guard(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.dataset.guard === "off") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  if (!navigator.onLine && form.method === "post") {
    event.preventDefault();
    const note = toast(text("offline-not-sent"), "danger");
    addEventListener("online", () => note.remove(), { once: true });
    return;
  }
  if (form.method !== "post") return;
  form.dataset.sending = "1";
  if (event.submitter) {
    event.submitter.setAttribute("aria-disabled", "true");
    event.submitter.dataset.busy = "1";
  }
  setTimeout(() => release(form), RELEASE_MS);
}

export function installGuard() {
  document.addEventListener("submit", guard);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) document.querySelectorAll("form[data-sending]").forEach(release);
  });
}

export function installAutoSubmit() {
  document.addEventListener("change", ({ target }) => {
    const form = target.form;
    if (form && "autoSubmit" in form.dataset) form.requestSubmit();
  });
}
