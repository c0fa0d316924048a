/** The answer: a colour, a sign and a word; then who it is, what to hand over, or why not and what to do. */
import { byId, fill, h, icon } from "./dom.js";
import { clock, t } from "./texts.js";
import { say } from "./voice.js";

const TONES = { admitted: "good", left: "good", forced: "good", already: "warn", "other-group": "warn", spare: "warn", idle: "idle" };
const SIGNS = { good: "check", warn: "warning", bad: "close", idle: "scan" };
const CAN_FORCE = ["not-confirmed", "full", "other-group", "revoked"];

export const toneOf = (outcome, forced = false) => (forced ? "good" : (TONES[outcome] ?? "bad"));

export const wordOf = ({ outcome, forced }) => t(forced ? "forced" : outcome);

export class AnswerCard {
  /**
   * `zone()`: the workshop's time zone; `groups(person)`: names of their working groups; `does`: {undo, handOver, force,
   * correct, print, giveSpare, find, register}.
   */
  constructor(zone, groups, does) {
    Object.assign(this, { node: byId("answer"), zone, groups, does, shown: null });
  }

  idle() {
    this.shown = null;
    this.node.dataset.tone = "idle";
    fill(this.node, head("idle", t("ready")), h("div", { class: "desk-answer-body" }, h("p", { class: "desk-advice" }, t("ready-do"))));
  }

  /** `said`: what the server adds. `aloud`: false where the answer is the same and only the card has changed. */
  show(answer, { said = null, aloud = true } = {}) {
    this.shown = answer;
    const tone = answer.undone ? "idle" : toneOf(answer.outcome, answer.forced);
    const word = answer.undone ? t("undone") : wordOf(answer);
    const pressed = this.node.contains(document.activeElement) ? document.activeElement.dataset.does : null;
    this.node.dataset.tone = tone;
    this.node.dataset.outcome = answer.outcome;
    if (aloud) say([answer.person?.name, word, said ?? (tone === "good" ? "" : this.advice(answer))].filter(Boolean).join(". "));
    fill(this.node,
      head(tone, word, clock(answer.at, this.zone())),
      h("div", { class: "desk-answer-body" },
        said ? h("p", { class: "desk-said" }, icon("info"), said) : null,
        answer.person ? who(answer.person) : null,
        answer.person ? this.facts(answer.person) : null,
        h("p", { class: "desk-advice" }, this.advice(answer))),
      this.buttons(answer));
    if (pressed) (this.node.querySelector(`[data-does="${pressed}"]`) ?? this.node.querySelector("button"))?.focus({ preventScroll: true });
  }

  problem(text) {
    this.shown = null;
    this.node.dataset.tone = "bad";
    say(text);
    fill(this.node, head("bad", t("problem")), h("div", { class: "desk-answer-body" }, h("p", { class: "desk-advice" }, text)));
  }

  advice({ outcome, person, since, spare, permitted, forced, undone }) {
    if (forced || undone) return "";
    if (outcome === "already" && since) return t("already-at", { time: clock(since, this.zone()) });
    if (outcome === "spare") return t("spare-do", { number: spare.number });
    if (outcome === "admitted" && person?.provisional) return t("provisional-do");
    const why = { "not-confirmed": person?.state, "other-group": permitted === false ? "type" : "" }[outcome] ?? "";
    return t(`${outcome} ${why}`);
  }

  /** What to hand over and to look after. */
  facts(person) {
    const needs = [person.needs].flat().filter(Boolean).join("; ");
    const place = person.pile ? t("pile", person.pile) : null;
    const groups = this.groups(person).join(", ");
    const items = [
      person.provisional ? ["warning", t("provisional"), "warn"] : null,
      person.is_head ? ["flag", t("head"), "accent"] : null,
      needs ? ["info", needs, "warn"] : null,
      groups ? ["users", t("groups", { names: groups }), ""] : null,
      person.handed_at ? ["check", t("handed-at", { time: clock(person.handed_at, this.zone()) }), ""] : null,
      !person.handed_at && place ? ["badge", place, "accent"] : null,
      !person.handed_at && !person.printed_at && person.state === "confirmed" ? ["print", t("not-printed"), ""] : null,
    ].filter(Boolean);
    return h("ul", { class: "desk-facts" }, items.map(([sign, text, tone]) => h("li", { "data-tone": tone }, icon(sign), h("span", {}, text))));
  }

  buttons(answer) {
    const { outcome, person, forced, undone, id, direction } = answer;
    const button = (sign, key, action, kind = "secondary") =>
      h("button", { type: "button", class: `btn btn-${kind}`, "data-does": action, onclick: () => this.does[action](answer) }, icon(sign), t(key));
    const passed = toneOf(outcome, forced) === "good" || outcome === "already";
    const here = [];
    if (person && !passed && !undone && direction === "in" && CAN_FORCE.includes(outcome)) here.push(button("warning", "force", "force"));
    if (person && passed && !undone && !person.handed_at) here.push(button("badge", "hand-over", "handOver", "primary"));
    if (id && !undone && passed) here.push(button("history", "undo", "undo"));
    if (outcome === "unknown" || outcome === "revoked" || outcome === "spare") here.push(button("search", "find", "find", "primary"));
    if (outcome === "unknown" || outcome === "spare") here.push(button("user-plus", "find-new", "register"));
    if (id && !undone && !passed && outcome !== "unknown") here.push(button("history", "undo", "undo"));
    if (person?.state === "confirmed") {
      here.push(button("edit", "correct", "correct"), button("print", "print", "print"), button("qr", "spare-give", "giveSpare"));
    }
    return here.length ? h("div", { class: "desk-answer-buttons" }, here) : null;
  }
}

function head(tone, word, time = "") {
  return h("div", { class: "desk-answer-head" }, icon(SIGNS[tone], "desk-sign"), h("p", { class: "desk-word" }, word), h("span", { class: "desk-answer-time" }, time));
}

/** Name, second script, delegation and the colour band of its type. */
export function who(person) {
  const second = person.original_name && person.original_name !== person.name ? person.original_name : null;
  const band = h("div", { class: "desk-who" },
    h("p", { class: "desk-name", dir: "auto" }, person.name),
    second ? h("p", { class: "desk-original", dir: "auto" }, second) : null,
    h("p", { class: "desk-delegation" }, person.delegation),
    h("p", { class: "desk-type" }, person.delegation_type));
  if (person.colour) band.style.setProperty("--band", person.colour);
  return band;
}
