/** A form that came back with errors: the keyboard begins at their summary, whose links lead to the fields. */
export function installErrors() {
  document.querySelector(".error-summary[tabindex]")?.focus();
}
