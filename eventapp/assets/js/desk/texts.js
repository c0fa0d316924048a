/** The words of the app, in the language chosen on this device. The page brings them all (#desk-texts). */
const all = JSON.parse(document.getElementById("desk-texts").textContent);
const preferred = navigator.languages.map((name) => name.slice(0, 2)).find((name) => name in all);

let current = preferred ?? Object.keys(all)[0];

export const languages = Object.keys(all);
export const language = () => current;

/** The text of a key; `%(name)s` in it is replaced by values.name. */
export function t(key, values = {}) {
  const text = all[current][key] ?? key;
  return text.replace(/%\((\w+)\)s/g, (_match, name) => String(values[name] ?? "")).replaceAll("%%", "%");
}

export function speak(chosen) {
  if (chosen in all) current = chosen;
  document.documentElement.lang = current;
  document.title = t("app");
  document.querySelectorAll("[data-t]").forEach((node) => { node.textContent = t(node.dataset.t); });
  document.querySelectorAll("[data-t-label]").forEach((node) => node.setAttribute("aria-label", t(node.dataset.tLabel)));
  document.querySelectorAll("[data-t-hint]").forEach((node) => node.setAttribute("placeholder", t(node.dataset.tHint)));
}

/** "09:45" on the workshop's clock. */
export function clock(instant, zone) {
  return new Date(instant).toLocaleTimeString(current, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
}

export function moment(instant, zone) {
  return new Date(instant).toLocaleString(current, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
}

/** The name of a country by its two letters; the device knows it. */
export const countryName = (code) => new Intl.DisplayNames([current], { type: "region" }).of(code);
