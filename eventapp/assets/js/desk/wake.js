/** Keeps the screen on while the desk is open and seen; a browser that cannot (plain http) leaves it to the device. */
let lock = null;

async function hold() {
  if (document.hidden || (lock && !lock.released)) return;
  lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
}

export function stayAwake() {
  document.addEventListener("visibilitychange", hold);
  addEventListener("pointerdown", hold); // some browsers ask for a tap first
  hold();
}
