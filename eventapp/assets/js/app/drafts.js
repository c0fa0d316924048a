/**
 * What was typed survives an expired page. On sending a POST form its text is kept in sessionStorage (this tab only);
 * if the answer is a page that says <meta name="keep-draft"> (an error, a sign-in), the text stays there and is put
 * back when the same form is opened again. Any other answer means that it arrived: the text is forgotten.
 * Passwords, hidden fields and files are never kept; data-draft="off" on a form keeps nothing of it, and "clear"
 * forgets what is kept (the form on the expired page carries the text itself).
 */
import { text } from "./texts.js";
import { toast } from "./toast.js";

const KEY = "eventapp.draft";
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "image", "reset"]);

export const fields = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== undefined && !SKIPPED.has(field.type) && field.tagName !== "FIELDSET");

const keptAside = () => document.querySelector('meta[name="keep-draft"]') !== null;
const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "null");
const write = (draft) => sessionStorage.setItem(KEY, JSON.stringify(draft));
const forget = () => sessionStorage.removeItem(KEY);

const address = (form) => `${location.pathname} ${form.id || form.getAttribute("action") || ""}`;

/** What a person entered in a field: checked or not, the chosen options, or the text. */
export function valueOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  if (field.type === "select-multiple") return [...field.selectedOptions].map((option) => option.value);
  return field.value;
}

function putBack(field, value) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else if (field.type === "select-multiple") [...field.options].forEach((option) => { option.selected = value.includes(option.value); });
  else field.value = value;
}

function keep(event) {
  const form = event.target;
  if (form.dataset.draft === "clear") return forget();
  // A sign-in form must not push out the text that waits for the person to be signed in again.
  if (event.defaultPrevented || form.method !== "post" || ["off", "typing"].includes(form.dataset.draft) || keptAside()) return;
  const values = fields(form).map((field) => [field.name, field.value, valueOf(field)]);
  if (values.some(([, , value]) => typeof value === "string" && value.trim())) write({ form: address(form), values });
}

export function fill(form, values) {
  const waiting = [...values];
  for (const field of fields(form)) {
    const checkable = field.type === "checkbox" || field.type === "radio";
    const at = waiting.findIndex(([name, value]) => name === field.name && (!checkable || value === field.value));
    if (at >= 0) putBack(field, waiting.splice(at, 1)[0][2]);
  }
}

/** Decides what became of the text sent last, from the page that answered. */
function settle() {
  const draft = read();
  if (!draft) return;
  if (keptAside()) return write({ ...draft, refused: true });
  if (!draft.refused) return forget();
  const form = [...document.forms].find((candidate) => candidate.method === "post" && address(candidate) === draft.form);
  if (!form) return;
  forget();
  fill(form, draft.values);
  toast(text("draft-restored"), "info");
}

export function installDrafts() {
  settle();
  document.addEventListener("submit", keep);
  addEventListener("pageshow", ({ persisted }) => persisted && settle());
}
