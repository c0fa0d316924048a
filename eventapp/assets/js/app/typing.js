/**
 * Nothing typed is lost: a POST form with data-draft="typing" keeps its text as it is typed (sessionStorage: this tab,
 * also after a reload or the browser's own error page) and puts it back when it is opened again. Once the form was sent and another page came, the text is forgotten. Never kept: hidden fields, passwords, files, [data-secret].
 */
import { fields, fill, valueOf } from "./drafts.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";

const KEY = "eventapp.typing";
const PAUSE_MS = 300;

const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
const write = (kept) => sessionStorage.setItem(KEY, JSON.stringify(kept));
const here = () => location.pathname;

function keep(form, sent) {
  const values = fields(form)
    .filter((field) => !field.closest("[data-secret]"))
    .map((field) => [field.name, field.value, valueOf(field)]);
  write({ ...read(), [here()]: { values, sent } });
}

function forget(address) {
  const { [address]: gone, ...rest } = read();
  if (gone) write(rest);
}

/** What was sent from another page and led here has arrived; a page that answers with errors has the text itself. */
function settle(form) {
  const kept = read();
  for (const [address, draft] of Object.entries(kept)) {
    if (draft.sent && address !== here() && !document.querySelector('meta[name="keep-draft"]')) forget(address);
  }
  const draft = kept[here()];
  if (!form || !draft) return;
  if (form.querySelector(".is-invalid, .alert-danger")) return;
  fill(form, draft.values);
  form.dispatchEvent(new Event("change"));
  toast(text("draft-restored"), "info");
}

export function installTyping() {
  const form = document.querySelector('form[method="post"][data-draft="typing"]');
  settle(form);
  if (!form) return;
  let timer = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form, false), PAUSE_MS);
  });
  addEventListener("pagehide", () => {
    if (timer !== null && form.dataset.sent === undefined) keep(form, false);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (navigator.onLine) form.dataset.sent = ""; // else it is not sent (see submit.js)
    keep(form, navigator.onLine);
  });
}
