/** How this desk is doing: its list, what was not sent (and as a file), what was refused, sound, language, colours, the end. */
import { byId, fill, h, icon } from "./dom.js";
import { ageText, CLOCK_OFF_MS } from "./frame.js";
import { language, languages, moment, t } from "./texts.js";

const NAMES = JSON.parse(byId("desk-languages").textContent);

const button = (label, sign, action, kind = "secondary") =>
  h("button", { type: "button", class: `btn btn-${kind} btn-lg`, onclick: action }, sign ? icon(sign) : null, label);

const switches = (label, options) => h("div", { class: "desk-setting" }, h("span", { id: `set-${label}` }, t(label)),
  h("div", { class: "switch", role: "group", "aria-labelledby": `set-${label}` },
    options.map(({ text, pressed, action, lang }) => h("button", { type: "button", lang, "aria-pressed": String(pressed), onclick: action }, text))));

const card = (title, ...children) => h("section", { class: "desk-card" }, h("h2", {}, title), children);

/** The queue saved to a file and read in from one. */
export function queueCard({ waiting, aside }, does) {
  const file = h("input", { type: "file", id: "queue-file", accept: "application/json,.json", class: "visually-hidden", onchange: () => { does.readFile(file.files[0]); file.value = ""; } });
  return card(t("queue-title"),
    h("p", { class: waiting ? "desk-big-number" : "desk-hint", id: "queue-count" }, waiting ? String(waiting) : t("queue-empty")),
    waiting ? h("p", { class: "desk-hint" }, t("queue-lead")) : null,
    h("div", { class: "desk-row" },
      waiting && does.send ? button(t("desk-send"), "upload", does.send, "primary") : null,
      waiting || aside.length ? button(t("queue-save"), "download", does.saveFile) : null,
      does.readFile ? h("label", { class: "btn btn-secondary btn-lg desk-photo" }, icon("file"), t("queue-read"), file) : null));
}

/** `facts`: {list, people, waiting, aside, age, offset, zone, power, sound, mayVanish (the browser may clear its storage)}; `does`: what its buttons do. */
export function showDesk(facts, does) {
  const { list, people, aside, age, offset, zone, power, sound, mayVanish } = facts;
  const clockOff = Math.abs(offset) > CLOCK_OFF_MS;
  const line = (label, value) => [h("dt", {}, label), h("dd", {}, value)];
  const theme = localStorage.getItem("theme") ?? "auto";
  const colour = (name) => ({ text: t(name), pressed: theme === name, action: () => does.theme(name) });
  fill(byId("desk-screen"),
    card(list?.desk?.name ?? t("desk-title"),
      h("p", { class: "desk-hint" }, list?.workshop.title ?? "", list?.desk ? ` · ${t("desk-until", { time: moment(list.desk.expires_at, zone) })}` : ""),
      h("dl", { class: "desk-health" },
        line(t("desk-people"), String(people)),
        line(t("desk-list-at"), age === null ? "—" : ageText(age)),
        line(t("desk-clock"), clockOff ? t("clock-off", { number: Math.round(Math.abs(offset) / 60_000) }) : t("desk-clock-good")),
        power === null ? [] : line(t("desk-battery"), `${power}%`)),
      h("div", { class: "desk-row" }, button(t("desk-refresh"), "history", does.refresh))),
    queueCard(facts, does),
    aside.length ? card(t("aside-title"), h("p", { class: "desk-hint" }, t("aside-lead")),
      h("ul", { class: "desk-aside" }, aside.map((row) => h("li", {},
        h("p", {}, `${moment(row.event.at, zone)} · ${row.label}`), h("p", { class: "desk-hint" }, row.message),
        h("div", { class: "desk-row" }, button(t("aside-again"), null, () => does.again(row)), button(t("aside-drop"), null, () => does.drop(row), "quiet")))))) : null,
    card(t("app"),
      mayVanish ? h("p", { class: "desk-hint" }, t("kept-storage")) : null,
      switches("language", languages.map((code) => ({ text: NAMES[code], lang: code, pressed: code === language(), action: () => does.speak(code) }))),
      switches("colours", ["light", "dark", "auto"].map(colour)),
      switches("sound", [{ text: t("sound"), pressed: sound, action: does.sound }]),
      h("div", { class: "desk-row" },
        does.install ? button(t("install"), "download", does.install) : null,
        button(t("leave"), "sign-out", does.leave, "outline-danger"))));
}
