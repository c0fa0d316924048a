/** What a tap or a scan does, and what is shown of it. The names are those of the answer card's buttons. */
import { toneOf } from "./answer.js";
import { ask, note } from "./dialog.js";
import { Knowledge } from "./knowledge.js";
import { t } from "./texts.js";
import { mention } from "./voice.js";

export class Takes {
  constructor(app) {
    this.app = app;
    this.awaited = null; // whose the next blank badge becomes: a person; or the blank that waits for one: {raw}
  }

  /** A code was read, however it came. */
  async code(text, started) {
    const { app } = this;
    if (!app.place) return;
    const answer = await app.keeper.read(text);
    if (answer.spare && this.awaited?.person) {
      await this.give(answer.spare.raw, this.awaited.person);
      return;
    }
    this.awaited = answer.spare ? { raw: answer.spare.raw } : null;
    await this.tell(answer, started);
  }

  /** `started`: when its code was read (performance.now()); how long the answer took stands on the card. */
  async tell(answer, started = performance.now()) {
    this.app.card.show(answer);
    this.app.card.node.dataset.took = (performance.now() - started).toFixed(1);
    this.app.signal.give(toneOf(answer.outcome, answer.forced));
    this.app.screens.go("scan");
    await this.app.written();
  }

  /** Somebody found by name: let in, or given the blank badge that was read before. */
  async letIn(person) {
    if (!this.app.place) return;
    if (this.awaited?.raw) {
      const { raw } = this.awaited;
      await this.tell(await this.app.keeper.letIn(person));
      await this.give(raw, person);
    } else {
      await this.tell(await this.app.keeper.letIn(person));
    }
    this.app.finder.clear();
  }

  async registered(facts) {
    if (!this.app.place) return;
    const raw = this.awaited?.raw ?? null;
    const answer = await this.app.keeper.register(facts);
    await this.tell(answer);
    if (raw) await this.give(raw, answer.person);
  }

  async give(raw, person) {
    this.awaited = null;
    if (person.state !== "confirmed") return;
    await this.app.keeper.giveSpare(raw, person);
    this.app.signal.give("good");
    note(`${person.name}: ${t("spare-given")}`, { tone: "good" });
    await this.app.written();
  }

  /** Shows somebody without a scan: what they are to be given, and why they may not come in. */
  open(person) {
    const { place, direction } = this.app.where();
    if (!place) return;
    const { outcome, since, permitted } = this.app.knowledge.answer("none", person, place, direction);
    this.app.card.show({ id: null, outcome, since, permitted, badge: "none", person, spare: null, place, direction, at: Date.now(), forced: false });
    this.app.screens.go("scan");
  }

  reopen(answer) {
    this.app.card.show(answer, { said: answer.message || null });
    this.app.screens.go("scan");
  }

  async undo(answer) {
    await this.app.keeper.undo(answer.id);
    this.app.card.show({ ...answer, undone: true });
    await this.app.written();
  }

  async handOver(answer) {
    await this.app.keeper.handOver(answer.person);
    this.app.card.show(answer, { aloud: false });
    mention(t("hand-over"));
    await this.app.written();
  }

  async force({ person }) {
    if (!(await ask(t("force"), `${person.name}. ${t("force-ask")}`, t("force-do"), "danger"))) return;
    await this.tell(await this.app.keeper.letIn(person, { forced: true }));
  }

  correct({ person }) { return this.app.badges.correct(this.current(person)); }
  print({ person }) { return this.app.badges.print(this.current(person)); }

  giveSpare({ person }) {
    this.awaited = { person };
    note(t("spare-scan", { name: person.name }));
  }

  find() { this.app.screens.go("find"); }
  register(name = null) { this.app.screens.go("new", typeof name === "string" ? name : null); }

  /** The person as the list has them by now: who was registered here may have become a registration. */
  current(person) { return this.app.knowledge.person(Knowledge.idOf(person)) ?? person; }
}
