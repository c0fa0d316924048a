/**
 * <button data-insert="{name}"> puts its text where the person last wrote in the same form;
 * <button data-fill="#field" data-fill-text="…"> fills an empty field, and asks before it replaces what stands there.
 */
import { ask } from "./confirm.js";
import { text } from "./texts.js";

const WRITABLE = 'textarea, input[type="text"], input:not([type])';
let last = null;

function announce(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function insert(button) {
  const form = button.closest("form");
  const field = last && form.contains(last) ? last : form.querySelector("textarea");
  if (!field) return;
  field.focus();
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  announce(field);
}

async function fill(button) {
  const field = document.querySelector(button.dataset.fill);
  if (field.value.trim() && !(await ask(text("replace")))) return;
  field.value = button.dataset.fillText;
  field.focus();
  announce(field);
}

export function installInsert() {
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(WRITABLE)) last = target;
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-insert], [data-fill]");
    if (button) (button.dataset.insert ? insert : fill)(button);
  });
}
