/** What is always on the screen: where the desk stands, how many are in, how old the list is, how much was not sent. */
import { byId, fill, h, icon } from "./dom.js";
import { t } from "./texts.js";
import { mention } from "./voice.js";

const MINUTE = 60_000;
const AMBER_MS = 15 * MINUTE;
const RED_MS = 120 * MINUTE;
export const CLOCK_OFF_MS = 5 * MINUTE;

export function ageText(ms) {
  if (ms < MINUTE) return t("age-now");
  return ms < 100 * MINUTE ? t("age-minutes", { number: Math.floor(ms / MINUTE) }) : t("age-hours", { number: Math.floor(ms / (60 * MINUTE)) });
}

export function ageTone(ms) {
  if (ms >= RED_MS) return "bad";
  return ms >= AMBER_MS ? "warn" : "good";
}

let alarms = new Set(); // what is wrong, as it was said last

/** Says what has gone wrong since; the pills themselves change with every scan and are not read out. */
function sayAlarms(pills) {
  const wrong = pills.filter(({ dataset }) => dataset.pill !== "unsent" && ["warn", "bad"].includes(dataset.tone));
  const fresh = wrong.filter(({ dataset }) => !alarms.has(`${dataset.pill} ${dataset.tone}`));
  alarms = new Set(wrong.map(({ dataset }) => `${dataset.pill} ${dataset.tone}`));
  if (fresh.length) mention(fresh.map(({ textContent }) => textContent).join(". "));
}

const pill = (tone, sign, text, name) => h("span", { class: "desk-pill", "data-tone": tone, "data-pill": name }, icon(sign), text);

/** `age` of the list in ms, null without one; `waiting`, `aside`: numbers of events; `offset` of the clock in ms. */
export function showStatus({ age, waiting, aside, away, offset, rehearsal, demo, paired }) {
  const pills = !paired && !waiting ? [] : [
    paired ? pill(age === null ? "bad" : ageTone(age), "list", age === null ? t("list-none") : t("list-age", { age: ageText(age) }), "list") : null,
    pill(waiting ? "warn" : "good", waiting ? "upload" : "check", t("unsent", { number: waiting }), "unsent"),
    aside ? pill("bad", "warning", `${t("aside-title")}: ${aside}`, "aside") : null,
    away ? pill("warn", "warning", t("offline"), "away") : null,
    Math.abs(offset) > CLOCK_OFF_MS ? pill("bad", "clock", t("clock-off", { number: Math.round(Math.abs(offset) / MINUTE) }), "clock") : null,
    rehearsal ? pill("violet", "info", t("rehearsal"), "rehearsal") : null,
    demo ? pill("violet", "info", t("demo"), "demo") : null,
  ].filter(Boolean);
  fill(byId("status"), pills);
  sayAlarms(pills);
}

/** `place`: the checkpoint or null; `inside`: how many are in. */
export function showPlace(place, inside, direction, choosable) {
  byId("place").hidden = false;
  byId("title").hidden = true;
  byId("place").setAttribute("aria-haspopup", "dialog");
  byId("place").disabled = !choosable;
  byId("place-name").textContent = place ? place.short : t("place-none");
  byId("place-more").textContent = place?.room ?? "";
  byId("count-box").hidden = !place;
  byId("count").textContent = String(inside);
  byId("direction").hidden = !place?.in_and_out;
  byId("direction").querySelectorAll("button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.direction === direction));
  });
}

export function showUnpaired() {
  byId("place").hidden = true;
  byId("title").hidden = false;
  byId("count-box").hidden = true;
  byId("direction").hidden = true;
}
