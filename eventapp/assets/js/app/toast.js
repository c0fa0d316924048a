/**
 * Toasts: short answers in #toasts. Those of category success and info leave after a while (not while pointed at
 * or focused); warnings and dangers stay until closed. The same thing is not said twice at once. Messages flashed by the server are there already.
 */
import { text } from "./texts.js";

const STAY_MS = 7000;
const LEAVING = new Set(["success", "info", "message"]);

/** Says it; returns the note, so that who said it can take it back when it is no longer true. */
export function toast(message, category = "info") {
  const area = document.getElementById("toasts");
  for (const shown of area.querySelectorAll(".toast-note")) {
    if (shown.querySelector(".toast-text").textContent === message) shown.remove();
  }
  const node = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  node.classList.add(`toast-${category}`);
  node.querySelector(".toast-text").textContent = message;
  node.querySelector(".toast-close").setAttribute("aria-label", text("close"));
  node.dataset.category = category;
  area.append(node);
  expire(node);
  return node;
}

function expire(node) {
  if (!LEAVING.has(node.dataset.category)) return;
  let timer;
  const start = () => { timer = setTimeout(() => node.remove(), STAY_MS); };
  const stop = () => clearTimeout(timer);
  node.addEventListener("pointerenter", stop);
  node.addEventListener("pointerleave", start);
  node.addEventListener("focusin", stop);
  node.addEventListener("focusout", start);
  start();
}

export function installToasts() {
  const area = document.getElementById("toasts");
  const flashed = [...area.querySelectorAll(".toast-note")];
  flashed.forEach(expire);
  // What stands in a live region from the start is not read out; what is put in is.
  setTimeout(() => area.append(...flashed.filter((note) => note.isConnected)), 200);
  area.addEventListener("click", ({ target }) => target.closest(".toast-close")?.closest(".toast-note").remove());
}
