/**
 * A hand scanner types like a very fast person and ends with Enter. Between two keys it pauses GAP_MS at most: wireless
 * ones stutter, slow desks lag, and half a code would be an unknown one.
 */
const GAP_MS = 600;
const SHORTEST = 4;

const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";

/** What the same keys give on a Latin keyboard: a scanner presses keys, and the desk may be set to Russian. */
export function latinLayout(typed) {
  return [...typed].map((letter) => LATIN[RUSSIAN.indexOf(letter)] ?? letter).join("");
}

const isField = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;

/** Calls `onCode` with what a hand scanner types anywhere on the page, except into a field. */
export function listenToHandScanner(onCode) {
  let typed = "";
  let last = 0;

  document.addEventListener("keydown", (event) => {
    if (isField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const quick = event.timeStamp - last < GAP_MS;
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (quick && typed.length >= SHORTEST) {
        event.preventDefault();
        onCode(latinLayout(typed));
      }
      typed = "";
    } else if (event.key.length === 1) {
      typed = quick ? typed + event.key : event.key;
    }
  });
}
