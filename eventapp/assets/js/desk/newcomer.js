/** Somebody on no list: a name and what they come as is enough; the rest can wait. Works without a network. */
import { byId, fill, h } from "./dom.js";
import { countryName, language, t } from "./texts.js";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const FIELDS = [["position", "organization-title"], ["email", "email"]];
const COUNTRIES = JSON.parse(byId("desk-countries").textContent);

export class Newcomer {
  /** `settings()`: of the list; `register(facts)`. */
  constructor(settings, register) {
    Object.assign(this, { settings, register, root: byId("new"), kept: {} });
  }

  open(name = null) {
    const { walk_ins: on, walk_in_types: types = [] } = this.settings();
    if (!on || !types.length) {
      fill(this.root, h("h2", { class: "desk-heading" }, t("new-title")), h("p", {}, t("new-off")));
      return;
    }
    if (name !== null) this.kept = /\p{Script=Latin}/u.test(name) ? { name } : { original_name: name };
    this.types = types;
    this.draw();
    this.input("name").focus({ preventScroll: true });
  }

  input(name) { return this.form.elements[name]; }

  text(name, autocomplete, needed = false) {
    const id = `new-${name.replace("_name", "")}`;
    return h("div", { class: "field" },
      h("label", { class: "form-label", for: id }, t(id), needed ? null : h("span", { class: "optional-mark" }, t("optional"))),
      h("input", { id, name, class: "form-control form-control-lg", maxlength: "200", autocomplete: "off", inputmode: name === "email" ? "email" : "text",
        value: this.kept[name] ?? "", dir: "auto", enterkeyhint: "next", "data-kind": autocomplete }),
      h("p", { class: "desk-form-error", id: `${id}-error`, hidden: true }));
  }

  draw() {
    const choice = (name, value, label, colour = null, checked = false) => {
      const swatch = colour ? h("span", { class: "desk-swatch" }) : null;
      swatch?.style.setProperty("--band", colour);
      return h("label", { class: "desk-radio" }, h("input", { type: "radio", name, value, checked, onchange: () => name === "type" && this.delegations() }), swatch, h("span", {}, label));
    };
    this.delegationBox = h("div", { class: "field" });
    this.form = h("form", { class: "desk-form", novalidate: true, autocomplete: "off", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.text("name", "name", true),
      this.text("original_name", "name"),
      h("fieldset", { class: "field" }, h("legend", {}, t("new-type")),
        h("div", { class: "desk-radios" }, this.types.map(({ id, name, colour }) => choice("type", id, name, colour, String(id) === String(this.kept.type)))),
        h("p", { class: "desk-form-error", id: "new-type-error", hidden: true })),
      this.delegationBox,
      this.text("organization", "organization"),
      this.country(),
      FIELDS.map(([name, kind]) => this.text(name, kind)),
      h("fieldset", { class: "field" }, h("legend", {}, t("new-sex")),
        h("div", { class: "desk-radios" }, ["f", "m", ""].map((value) => choice("sex", value, t(`sex-${value}`), null, value === "")))),
      h("button", { type: "submit", class: "btn btn-primary btn-lg desk-wide" }, t("new-do")));
    fill(this.root, h("h2", { class: "desk-heading" }, t("new-title")), this.form);
    this.delegations();
  }

  chosenType() { return this.types.find(({ id }) => String(id) === this.form.elements.type.value) ?? null; }

  delegations() {
    const listed = this.chosenType()?.delegations ?? [];
    if (!listed.length) {
      fill(this.delegationBox);
      return;
    }
    fill(this.delegationBox,
      h("label", { class: "form-label", for: "new-delegation" }, t("new-delegation")),
      h("select", { id: "new-delegation", name: "delegation", class: "form-select form-select-lg" },
        h("option", { value: "" }, t("new-delegation-none")),
        listed.map(({ id, label }) => h("option", { value: id }, label))));
  }

  /** In the alphabet of the device's language; the device knows the names. */
  country() {
    const named = COUNTRIES.map((code) => [code, countryName(code)]).sort(([, a], [, b]) => a.localeCompare(b, language()));
    return h("div", { class: "field" },
      h("label", { class: "form-label", for: "new-country" }, t("new-country"), h("span", { class: "optional-mark" }, t("optional"))),
      h("select", { id: "new-country", name: "country", class: "form-select form-select-lg" },
        h("option", { value: "" }, "—"), named.map(([code, name]) => h("option", { value: code }, name))));
  }

  async submit() {
    const value = (name) => this.input(name).value.normalize("NFC").trim().replace(/\s+/gu, " ");
    const type = this.chosenType();
    const facts = { name: value("name") || value("original_name"), original_name: value("original_name"), organization: value("organization"), position: value("position"), email: value("email"), country: this.form.elements.country.value, sex: this.form.elements.sex.value };
    const wrong = [
      ["new-name", facts.name ? null : "need-name"],
      ["new-type", type ? null : "need-type"],
      ["new-organization", facts.organization || facts.country || this.delegation(type) ? null : "need-home"],
      ["new-email", !facts.email || EMAIL.test(facts.email) ? null : "need-email"],
    ];
    wrong.forEach(([id, problem]) => this.complain(id, problem));
    const first = wrong.find(([, problem]) => problem);
    if (first) {
      (byId(first[0]) ?? this.form.querySelector('[name="type"]')).focus();
      return;
    }
    this.kept = { type: type.id }; // the next one often comes as the same
    await this.register({ ...facts, type, delegation: this.delegation(type) });
  }

  delegation(type) {
    const chosen = this.form.elements.delegation?.value ?? "";
    return type?.delegations.find(({ id }) => String(id) === chosen) ?? null;
  }

  complain(id, problem) {
    const line = byId(`${id}-error`);
    line.hidden = !problem;
    line.textContent = problem ? t(problem) : "";
    const field = byId(id);
    field?.toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) field?.setAttribute("aria-describedby", line.id);
  }
}
