/**
 * Questions that are asked only after certain answers: [data-asked-if="name"][data-asked-any='["yes"]'] is shown while a
 * control of that name in the same form holds one of the values. What is hidden counts as not answered. The server
 * decides in the end; without JavaScript everything is shown, and the condition is said in words.
 */
function answers(form, name) {
  return [...form.elements]
    .filter((control) => control.name === name && !control.closest("[data-asked-if][hidden]"))
    .filter((control) => !["checkbox", "radio"].includes(control.type) || control.checked)
    .map((control) => control.value);
}

/** Top to bottom: a question depends on earlier ones only, so one pass settles all. */
function settle(form) {
  for (const part of form.querySelectorAll("[data-asked-if]")) {
    const any = JSON.parse(part.dataset.askedAny);
    part.hidden = !answers(form, part.dataset.askedIf).some((value) => any.includes(value));
  }
}

export function installConditions() {
  const forms = new Set([...document.querySelectorAll("[data-asked-if]")].map((part) => part.closest("form")));
  for (const form of forms) {
    form.addEventListener("change", () => settle(form));
    settle(form);
  }
  addEventListener("pageshow", () => forms.forEach(settle)); // the browser may have put back what was typed
}
