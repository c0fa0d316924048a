/** At the desk's printer: a spelling corrected, a badge printed. Both need the network; everything else goes on without. */
import { Away, Busy, Refusal } from "./api.js";
import { ask, note, open } from "./dialog.js";
import { h } from "./dom.js";
import { t } from "./texts.js";

export class BadgeMaker {
  /** `api()`; `changed(person)` keeps and shows a corrected name. */
  constructor(api, changed) {
    Object.assign(this, { api, changed });
  }

  async tell(work) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Away) note(t("needs-network"), { tone: "warn" });
      else if (error instanceof Refusal || error instanceof Busy) note(t("print-failed", { message: error.message }), { tone: "bad" });
      else throw error;
      return null;
    }
  }

  async correct(person) {
    if (!person.public_id) {
      note(t("needs-network"), { tone: "warn" });
      return;
    }
    const field = h("input", { id: "name-new", class: "form-control form-control-lg", value: person.name, maxlength: "200", dir: "auto", autocomplete: "off", required: true });
    const content = h("div", { class: "field" }, h("label", { class: "form-label", for: "name-new" }, t("name-new")), field);
    if (!(await open(t("correct"), content, [{ label: t("name-save"), value: true, kind: "primary" }]))) return;
    const name = field.value.trim();
    if (!name || name === person.name) return;
    const answer = await this.tell(() => this.api().correctName(person.public_id, name));
    if (!answer) return;
    const corrected = { ...person, ...answer };
    await this.changed(corrected);
    if (await ask(t("name-saved"), "", t("print"))) await this.print(corrected, true);
  }

  async print(person, again = false) {
    if (!person.public_id) {
      note(t("needs-network"), { tone: "warn" });
      return;
    }
    const file = await this.tell(() => this.asked(person, again));
    if (!file) return;
    const address = URL.createObjectURL(new Blob([file], { type: "application/pdf" }));
    const shown = window.open(address, "_blank");
    if (!shown) note(t("print-ready"), { tone: "good", action: { label: t("print-open"), href: address } });
    setTimeout(() => URL.revokeObjectURL(address), 10 * 60_000);
    await this.changed({ ...person, printed_at: person.printed_at ?? new Date().toISOString() });
  }

  /** The PDF; a badge that is printed already is asked about first. */
  async asked(person, again) {
    try {
      return await this.api().badge(person.public_id, again);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 409 || again) throw error;
      return (await ask(t("print-again"), error.message, t("print-again-do"))) ? this.api().badge(person.public_id, true) : null;
    }
  }
}
