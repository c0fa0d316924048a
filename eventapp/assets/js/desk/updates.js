/** The worker that lets the page start without a network, and the change to a newer one: never in the middle of something. */
const IDLE_MS = 10_000;

let registration = null;
let touched = 0;

/** `address` of the worker. Without https there is none: the page then works while it is open. */
export async function installWorker(address) {
  if (!("serviceWorker" in navigator)) return;
  const hadOne = Boolean(navigator.serviceWorker.controller);
  ["pointerdown", "keydown"].forEach((name) => addEventListener(name, () => { touched = Date.now(); }));
  navigator.serviceWorker.addEventListener("controllerchange", () => hadOne && reloadWhenIdle());
  registration = await navigator.serviceWorker.register(address, { scope: "/desk/" }).catch(() => null);
}

/** A newer version that waited because something was not sent: now it may. */
export const takeOver = () => registration?.waiting?.postMessage("take-over");

function reloadWhenIdle() {
  const busy = document.querySelector("dialog[open]") || document.activeElement?.matches("input, select, textarea") || document.querySelector(".is-live");
  if (!document.hidden && (busy || Date.now() - touched < IDLE_MS)) setTimeout(reloadWhenIdle, IDLE_MS);
  else location.reload();
}
