/** The last scans of this device; each opens again as the answer it got. */
import { toneOf, wordOf } from "./answer.js";
import { byId, fill, h, icon } from "./dom.js";
import { clock, t } from "./texts.js";

/** `answers`: as the card shows them, each with `unsent`. */
export function showRecent(answers, zone, onOpen) {
  const rows = answers.map((answer) => h("li", {},
    h("button", { type: "button", class: "desk-recent-row", "data-tone": answer.undone ? "idle" : toneOf(answer.outcome, answer.forced), onclick: () => onOpen(answer) },
      h("span", { class: "desk-recent-time" }, clock(answer.at, zone)),
      h("span", { class: "desk-recent-name" }, answer.person?.name ?? t("code")),
      h("span", { class: "desk-recent-word" }, answer.unsent ? icon("upload", "desk-unsent") : null, answer.undone ? t("undone") : wordOf(answer)))));
  fill(byId("recent"), rows.length ? rows : [h("li", { class: "desk-hint" }, t("last-none"))]);
}
