/** Translated texts that base.html hands to scripts in <script type="application/json" id="ui-texts">. */
let texts;

/** The text of `key`, with each %(name)s replaced from `values`. An unknown key is a fault of ours and throws. */
export function text(key, values = {}) {
  texts ??= JSON.parse(document.getElementById("ui-texts").textContent);
  if (!(key in texts)) throw new Error(`no text "${key}"`);
  return texts[key].replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}
