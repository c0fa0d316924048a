/**
 * What was typed survives an expired page. On sending a POST form its text is kept in sessionStorage (this tab only);
 * if the answer is a page that says <meta name="keep-draft"> (an error, a sign-in), the text stays there and is put
 * back when the same form is opened again. Any other answer means that it arrived: the text is forgotten.
 * Passwords, hidden fields and files are never kept; data-draft="off" on a form keeps nothing of it.
 */
import { text } from "./texts.js";
import { toast } from "./toast.js";

const KEY = "eventapp.draft";
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "image", "reset"]);

const fields = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== undefined && !SKIPPED.has(field.type) && field.tagName !== "FIELDSET");

const address = (form) => `${location.pathname} ${form.id || form.getAttribute("action") || ""}`;

/** [name, value or list of values or checked] for each field, in order; the order tells fields of one name apart. */
function valueOf(field) {
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
  if (event.defaultPrevented || form.method !== "post" || form.dataset.draft === "off") return;
  const values = fields(form).map((field) => [field.name, field.value, valueOf(field)]);
  if (!values.some(([, , value]) => typeof value === "string" && value.trim())) return;
  sessionStorage.setItem(KEY, JSON.stringify({ form: address(form), values }));
}

function restore() {
  const draft = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!draft || document.querySelector('meta[name="keep-draft"]')) return;
  const form = [...document.forms].find((candidate) => candidate.method === "post" && address(candidate) === draft.form);
  const refused = draft.refused === true;
  if (!refused) return sessionStorage.removeItem(KEY);
  if (!form) return;
  sessionStorage.removeItem(KEY);
  const waiting = [...draft.values];
  for (const field of fields(form)) {
    const checkable = field.type === "checkbox" || field.type === "radio";
    const at = waiting.findIndex(([name, value]) => name === field.name && (!checkable || value === field.value));
    if (at >= 0) putBack(field, waiting.splice(at, 1)[0][2]);
  }
  toast(text("draft-restored"), "info");
}

function noteRefusal() {
  if (!document.querySelector('meta[name="keep-draft"]')) return;
  const draft = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (draft) sessionStorage.setItem(KEY, JSON.stringify({ ...draft, refused: true }));
}

export function installDrafts() {
  noteRefusal();
  restore();
  document.addEventListener("submit", keep);
  // A page shown again from the back/forward cache still has its text; it only must not be forgotten next time.
  addEventListener("pageshow", ({ persisted }) => persisted && restore());
}
