/**
 * The keyboard of the notes page. Keys are told by their place (event.code), so that a Russian layout has the same
 * ones; Ctrl with Alt is not taken where it makes a letter (AltGr). The list is in templates/notes/_shortcuts.html.
 */
import { FORM, textOf } from "./composer.js";

const SINGLE_KEYS = "notes.single-keys";

const help = () => document.getElementById("note-shortcuts");
const cards = () => [...document.querySelectorAll("[data-note]")];
const singleKeys = () => localStorage.getItem(SINGLE_KEYS) !== "off";

/** The form that is being written in: the one with the focus, else the composer. */
function currentForm() {
  return document.activeElement?.closest(FORM) ?? document.querySelector(FORM);
}

function toggleFocus(form, field) {
  (document.activeElement === field ? textOf(form) : field)?.focus();
}

function choose(form, digit) {
  const kind = form.querySelector(`input[data-digit="${digit}"]`);
  if (!kind) return;
  kind.checked = true;
  kind.dispatchEvent(new Event("change", { bubbles: true }));
  if (!form.contains(document.activeElement)) textOf(form).focus();
}

function withCtrlAlt(event) {
  const form = currentForm();
  if (!form) return false;
  const digit = /^Digit([1-7])$/.exec(event.code)?.[1];
  if (digit) choose(form, digit);
  else if (event.code === "KeyA") toggleFocus(form, form.querySelector('select[name$="said_by"]'));
  else if (event.code === "KeyS") toggleFocus(form, form.querySelector('select[name$="session"]'));
  else if (event.code === "KeyX") form.querySelector('input[name$="sensitive"]').click();
  else return false;
  return true;
}

function withCtrl(event) {
  if (event.code === "Slash") return toggleHelp();
  const form = event.key === "Enter" && document.activeElement?.closest(FORM);
  if (!form) return false;
  form.requestSubmit(form.querySelector('button[type="submit"]'));
  return true;
}

function toggleHelp() {
  const dialog = help();
  if (!dialog) return false;
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

function step(by) {
  const all = cards();
  const at = all.indexOf(document.activeElement?.closest("[data-note]"));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function press(element) {
  element?.click();
  return Boolean(element);
}

function single(event) {
  if (event.key === "?") return toggleHelp();
  if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) return focus(document.getElementById("note-search"));
  if (event.shiftKey) return false;
  switch (event.code) {
    case "KeyN": return focus(document.querySelector("#note-composer textarea"));
    case "KeyJ": return step(1);
    case "KeyK": return step(-1);
    case "KeyE": return press(document.activeElement?.closest("[data-note]")?.querySelector("[data-note-edit]"));
    default: return false;
  }
}

function focus(element) {
  element?.focus();
  element?.scrollIntoView({ block: "center" });
  return Boolean(element);
}

function takes(event) {
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && event.altKey) return !event.getModifierState("AltGraph") && withCtrlAlt(event);
  if (ctrl) return withCtrl(event);
  if (event.altKey || help()?.open) return false;
  if (event.key === "Escape") return press(document.activeElement?.closest(FORM)?.querySelector("[data-note-cancel]"));
  const typing = document.activeElement?.matches("input, textarea, select, [contenteditable]");
  return !typing && singleKeys() && single(event);
}

export function installShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (!event.isComposing && takes(event)) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-notes-help]")) toggleHelp();
  });
  const tick = document.getElementById("single-keys");
  if (!tick) return;
  tick.checked = singleKeys();
  tick.addEventListener("change", () => localStorage.setItem(SINGLE_KEYS, tick.checked ? "on" : "off"));
}
