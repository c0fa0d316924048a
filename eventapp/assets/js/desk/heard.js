/** What the server answered, taken over: the list, the results of what was sent, the clocks, the end. */
import { toneOf, wordOf } from "./answer.js";
import { note } from "./dialog.js";
import { t } from "./texts.js";

export class Heard {
  constructor(app) {
    this.app = app;
  }

  /** `offset`: by how many ms this device's clock is ahead. */
  async contact(offset) {
    this.app.away = false;
    this.said = null;
    this.app.knowledge.offset = offset;
    await this.app.store.set("offset", offset);
  }

  away() {
    this.app.away = true;
    this.app.draw();
  }

  /** What the server says against it; said once, not at each try. */
  refused(message) {
    this.app.away = false;
    if (message !== this.said) note(t("server-says", { message }), { tone: "bad" });
    this.said = message;
    this.app.draw();
  }

  ended() { return this.app.ended(); }

  /** `list`: null where nothing has changed since. */
  async list(list, whole) {
    const { app } = this;
    app.listAt = list ? Date.parse(list.now) : app.knowledge.corrected(Date.now());
    await app.store.set("listAt", new Date(app.listAt).toISOString());
    if (list) {
      const before = app.place?.key;
      const listed = app.knowledge.takeList(list, whole);
      await app.store.keepList(list, whole, listed);
      if (whole) await this.forgetErased();
      app.placeAnew();
      if (!app.card.shown || (before && before !== app.place?.key)) app.card.idle();
    }
    await app.count();
    app.draw();
    app.screens.settled();
  }

  /** Who was registered here and is on the whole list no more has been erased: here as well. */
  async forgetErased() {
    const { knowledge, store } = this.app;
    const gone = [...knowledge.walkIns.values()].filter(({ registration }) => registration && !knowledge.people.has(registration));
    gone.forEach(({ id }) => knowledge.walkIns.delete(id));
    await Promise.all(gone.map(({ id }) => store.dropWalkIn(id)));
  }

  /** `pairs`: [{row, result}]; `now`: the server's time, ms. */
  async results(pairs, now = Date.now()) {
    const { store, knowledge } = this.app;
    const refused = pairs.filter(({ result }) => result.status === "refused");
    const changes = pairs.filter((pair) => !refused.includes(pair)).map((pair) => this.take(pair, now));
    await store.settle({
      answered: pairs.map(({ row }) => row.id),
      refused: refused.map(({ row, result }) => ({ ...row, message: result.message })),
      log: changes.map(({ line }) => line).filter(Boolean),
      walkIns: changes.map(({ walkIn }) => walkIn).filter(Boolean),
    });
    if (changes.some(({ walkIn }) => walkIn)) knowledge.changed();
    await this.app.count();
    this.app.draw();
    if (pairs.length) this.app.tellTabs();
    changes.forEach((change) => change.line && this.correct(change));
    if (refused.length) note(`${t("aside-title")}: ${refused[0].result.message}`, { tone: "bad" });
  }

  take({ row, result }, now) {
    const { knowledge } = this.app;
    const line = knowledge.log.get(row.id) ?? null;
    if (line) Object.assign(line, { answered: now, outcome: result.outcome ?? line.told, message: result.message, flagged: result.status === "flagged" });
    if (line && result.registration && !knowledge.person(line.person ?? line.walkIn)) line.card = result.registration;
    const walkIn = knowledge.walkIns.get(row.id) ?? null;
    if (walkIn && result.walk_in) {
      Object.assign(walkIn, { registration: result.walk_in.public_id, state: result.walk_in.state });
      Object.assign(walkIn.card, { public_id: result.walk_in.public_id, state: result.walk_in.state, provisional: result.walk_in.state !== "confirmed" });
      if (this.app.card.shown?.person === walkIn.card) this.app.card.show(this.app.card.shown, { said: result.message || null, aloud: Boolean(result.message) });
      else if (result.message) note(`${walkIn.card.name}: ${result.message}`, { tone: walkIn.card.provisional ? "warn" : "good" });
    }
    if (walkIn && !result.walk_in && result.message) note(`${walkIn.card.name}: ${result.message}`, { tone: "warn" });
    return { line, walkIn, result };
  }

  /** Where the server sees it otherwise than the device did, that is said, on the card or beside it. */
  correct({ line, result }) {
    if (line.undone || (!line.flagged && (line.forced || line.outcome === line.told))) return;
    const answer = this.app.answerOf(line);
    const text = [line.flagged ? "" : t("corrected", { word: wordOf(answer) }), result.message].filter(Boolean).join(" ");
    if (this.app.card.shown?.id === line.id) {
      this.app.card.show(answer, { said: text });
      this.app.signal.give(toneOf(line.outcome));
    } else {
      note(`${answer.person?.name ?? t("code")}: ${text}`, { tone: "warn" });
    }
  }
}
