/** <button data-copy="text"> or <button data-copy-from="#field"> puts text on the clipboard and says so. */
import { text } from "./texts.js";
import { toast } from "./toast.js";

async function copy(button) {
  const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  const value = source ? (source.value ?? source.textContent).trim() : button.dataset.copy;
  try {
    await navigator.clipboard.writeText(value);
    toast(text("copied"), "success");
  } catch {
    toast(text("copy-failed"), "warning");
  }
}

export function installCopy() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy], [data-copy-from]");
    if (button) copy(button);
  });
}
