/** Finding somebody by name on the list of this device, in any script, without a network. */
import { who } from "./answer.js";
import { byId, fill, h, icon } from "./dom.js";
import { latinLayout } from "./hand-scanner.js";
import { t } from "./texts.js";

const SHORTEST = 2;
const CODE = /^[A-Z2-7]{26}$/i;
const MOST = 12;
const MOST_SIMILAR = 6;

export class Finder {
  /** `does`: {letIn(person), open(person), register(name)}; `where()`: {place, direction}; `read(code)`. */
  constructor(knowledge, where, does, read) {
    Object.assign(this, { knowledge, where, does, read, field: byId("find") });
    this.field.addEventListener("input", () => this.show());
    this.field.addEventListener("keydown", ({ key }) => key === "Enter" && this.entered());
  }

  /** A hand scanner types into this field as well: a badge's code is no name. */
  entered() {
    const typed = latinLayout(this.field.value).trim();
    if (!CODE.test(typed)) return;
    this.clear();
    this.read(typed);
  }

  open() {
    this.show();
    this.field.focus({ preventScroll: true });
    this.field.select();
  }

  clear() {
    this.field.value = "";
    this.show();
  }

  show() {
    const query = this.field.value.trim();
    const long = query.length >= SHORTEST;
    const found = long ? this.knowledge.find(query, MOST + 1) : [];
    const near = long && !found.length ? this.knowledge.similar(query, MOST_SIMILAR) : [];
    this.hint(!long ? "" : found.length > MOST ? t("find-more") : found.length ? "" : t("find-none"), near);
    const rows = [...found.slice(0, MOST), ...near].map((person) => this.row(person));
    const heading = near.length ? [h("li", {}, h("h2", { class: "desk-found-title" }, t("find-similar")))] : [];
    const register = long ? [h("li", {}, h("button", { type: "button", class: "btn btn-secondary btn-lg desk-wide", onclick: () => this.does.register(query) }, icon("user-plus"), t("find-new")))] : [];
    fill(byId("found"), heading, rows, register);
  }

  /** A live region: it is filled only with something else than before. */
  hint(text, near) {
    const names = near.length ? h("span", { class: "visually-hidden" }, ` ${t("find-similar")}: ${near.map(({ name }) => name).join(", ")}`) : "";
    const line = h("p", {}, text, names);
    if (line.textContent !== byId("find-hint").textContent) fill(byId("find-hint"), ...line.childNodes);
  }

  row(person) {
    const { place, direction } = this.where();
    const inside = place !== null && this.knowledge.whereIs(person).has(place);
    const confirmed = person.state === "confirmed";
    const label = direction === "out" ? t("let-out") : t("let-in");
    return h("li", { class: "desk-person" },
      h("button", { type: "button", class: "desk-person-open", onclick: () => this.does.letIn(person) },
        who(person),
        h("span", { class: "desk-person-do", "data-tone": confirmed ? "good" : "bad" },
          icon(confirmed ? "check" : "warning"), confirmed ? (inside && direction === "in" ? t("is-in") : label) : t("not-confirmed"))),
      h("button", { type: "button", class: "btn btn-quiet desk-person-look", "aria-label": `${t("open")}: ${person.name}`, onclick: () => this.does.open(person) }, icon("more")));
  }
}
