/** Puts the desk together: what is stored, what is known, what is shown, and what a tap or a scan does. */
import { AnswerCard } from "./answer.js";
import { Api } from "./api.js";
import { BadgeMaker } from "./badge.js";
import { choose } from "./dialog.js";
import { byId } from "./dom.js";
import { Doorkeeper } from "./doorkeeper.js";
import { Finder } from "./find.js";
import { Folding } from "./fold.js";
import { showPlace, showStatus, showUnpaired } from "./frame.js";
import { Heard } from "./heard.js";
import { Knowledge } from "./knowledge.js";
import { Newcomer } from "./newcomer.js";
import { codeInAddress, Pairing } from "./pairing.js";
import { placeNow, places } from "./places.js";
import { Queue } from "./queue.js";
import { Reader } from "./reader.js";
import { showRecent } from "./recent.js";
import { Screens } from "./screens.js";
import { Signal } from "./signal.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";
import { Takes } from "./takes.js";
import { speak, t } from "./texts.js";
import { stayAwake } from "./wake.js";

const TICK_MS = 15_000;
const RECENT = 12;
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("eventapp-desk") : null;

export class App {
  async start() {
    this.store = await Store.open();
    speak(await this.store.get("language"));
    this.knowledge = new Knowledge(new Folding(JSON.parse(byId("desk-folding").textContent)));
    this.signal = new Signal();
    this.direction = "in";
    this.away = false;
    this.waiting = 0;
    this.asideCount = 0;
    this.where = () => ({ place: this.place?.key ?? null, direction: this.place?.in_and_out ? this.direction : "in" });
    this.zone = () => this.knowledge.list?.workshop.timezone ?? undefined;
    this.keeper = new Doorkeeper(this.store, this.knowledge, this.where);
    this.badges = new BadgeMaker(() => this.api, (person) => this.personChanged(person));
    this.takes = new Takes(this);
    this.card = new AnswerCard(this.zone, (person) => this.knowledge.groupsOf(person), this.takes);
    this.finder = new Finder(this.knowledge, this.where, this.takes, (code) => this.reader.read(code));
    this.newcomer = new Newcomer(() => this.knowledge.list?.settings ?? {}, (facts) => this.takes.registered(facts));
    this.queue = new Queue(this);
    this.screens = new Screens(this);
    this.reader = new Reader(this);
    this.install();
    await this.begin();
    byId("desk").dataset.ready = "1";
  }

  install() {
    byId("place").addEventListener("click", () => this.choosePlace());
    byId("direction").addEventListener("click", ({ target }) => target.dataset.direction && this.turn(target.dataset.direction));
    setInterval(() => this.tick(), TICK_MS);
    document.addEventListener("visibilitychange", () => document.hidden || this.tick());
    tabs?.addEventListener("message", () => this.reload());
    addEventListener("hashchange", () => {
      if (codeInAddress() !== null) this.begin();
      else if (this.paired()) this.screens.show();
    });
    navigator.storage?.persist?.();
    stayAwake();
  }

  paired() { return Boolean(this.api); }

  /** By what is stored: a desk, or not yet one. A pairing code in the address comes first. */
  async begin() {
    const pairing = await this.store.get("pairing");
    const code = codeInAddress();
    if (code !== null) history.replaceState(null, "", "#scan");
    await this.count();
    if (pairing && code === null) return this.open(pairing);
    if (await this.store.get("ended") && code === null) return this.screens.ended();
    return this.pair(code);
  }

  pair(code = null) {
    this.sync?.stop();
    this.api = null;
    this.pairing?.close();
    this.screens.bare("pair");
    showUnpaired();
    this.pairing = new Pairing(byId("pair"), { waiting: this.waiting, paired: (answer) => this.becameDesk(answer) });
    this.showStatus();
    return code ? this.pairing.go(code) : undefined;
  }

  async becameDesk(pairing) {
    this.sync?.stop();
    const before = await this.store.get("slug");
    if (before && before !== pairing.slug) await this.queue.setAsideAll(t("queue-other-workshop"));
    await this.store.wipe();
    await this.store.forget("ended");
    await this.store.set("slug", pairing.slug);
    await this.store.set("pairing", pairing);
    history.replaceState(null, "", "#scan");
    await this.open(pairing);
  }

  async open(pairing) {
    this.api = new Api(pairing);
    this.pairing = null;
    await this.reload();
    this.sync = new Sync(this.store, this.api, new Heard(this));
    this.screens.show();
    this.card.idle();
    this.sync.start();
  }

  /** Takes over what is stored: at the start, and when another tab has written. */
  async reload() {
    const [list, people, walkIns, log, given, offset, follow, place, direction, listAt] = await Promise.all([
      this.store.get("list"), this.store.people(), this.store.walkIns(), this.store.log(),
      ...["given", "offset", "follow", "place", "direction", "listAt"].map((key) => this.store.get(key)),
    ]);
    this.knowledge.load({ list, people, walkIns, log, given, offset });
    this.direction = direction ?? "in";
    this.follow = follow ?? true;
    this.wanted = place ?? null;
    this.listAt = listAt ? Date.parse(listAt) : null;
    this.placeAnew();
    await this.count();
    this.draw();
  }

  async count() {
    this.waiting = await this.store.waitingCount();
    this.asideCount = (await this.store.aside()).length;
  }

  /** After something was written: the counts, the screen, the other tabs, the server. */
  async written() {
    await this.count();
    this.draw();
    this.tellTabs();
    this.sync?.soon();
  }

  placeAnew() {
    const { list } = this.knowledge;
    if (!list) {
      this.place = null;
      return;
    }
    const own = places(list);
    const wanted = this.follow ? null : own.find(({ key }) => key === this.wanted);
    this.place = wanted ?? placeNow(list, this.knowledge.corrected(Date.now())) ?? null;
  }

  async choosePlace() {
    const { list } = this.knowledge;
    const now = placeNow(list, this.knowledge.corrected(Date.now()));
    const day = (each) => new Date(`${each.day}T12:00:00Z`).toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
    const rows = places(list).map((each) => ({ label: each.short, hint: each.room, value: each.key, group: day(each), chosen: !this.follow && each.key === this.place?.key }));
    const auto = { label: t(list.desk?.room_id ? "place-follow" : "place-clock"), hint: now?.short, value: "", group: "", chosen: this.follow };
    const chosen = await choose(t("place-choose"), [auto, ...rows]);
    if (chosen === null) return;
    this.follow = chosen === "";
    this.wanted = chosen || null;
    this.placeAnew(); // at once: the next scan is already of the place that was chosen
    this.card.idle();
    this.draw();
    await this.store.set("follow", this.follow);
    await this.store.set("place", this.wanted);
  }

  async turn(direction) {
    this.direction = direction;
    this.card.idle();
    this.draw();
    await this.store.set("direction", direction);
  }

  tick() {
    const before = this.place?.key;
    this.placeAnew();
    if (this.place?.key !== before) this.card.idle();
    this.draw();
  }

  /** How long ago the list was as the server has it, in ms; null: never. */
  listAge() {
    return this.listAt ? Math.max(0, this.knowledge.corrected(Date.now()) - this.listAt) : null;
  }

  showStatus() {
    const { list, offset } = this.knowledge;
    showStatus({
      age: this.listAge(), waiting: this.waiting, aside: this.asideCount, away: this.away, offset, paired: this.paired(),
      rehearsal: Boolean(list?.workshop.rehearsal), demo: Boolean(list?.workshop.demo),
    });
  }

  draw() {
    this.showStatus();
    if (!this.paired()) return;
    showPlace(this.place, this.place ? this.knowledge.inside(this.place.key) : 0, this.direction, Boolean(this.knowledge.list));
    const lines = this.knowledge.recent(RECENT).map((line) => this.answerOf(line));
    showRecent(lines, this.zone(), (answer) => this.takes.reopen(answer));
    this.screens.refresh();
  }

  /** A scan of the log as the card shows it. */
  answerOf(line) {
    const person = this.knowledge.person(line.person ?? line.walkIn) ?? line.card ?? null;
    return { ...line, outcome: line.outcome ?? line.told, place: line.checkpoint, person, spare: null, since: null, unsent: !line.answered };
  }

  async personChanged(person) {
    this.knowledge.replace(person);
    await this.store.keepPerson(person);
    if (this.card.shown?.person?.public_id === person.public_id) this.card.show({ ...this.card.shown, person }, { aloud: false });
    this.draw();
  }

  /** The server ended this desk: nobody's data stays; what was not sent does. */
  async ended() {
    this.api = null;
    this.sync = null;
    await this.store.wipe();
    await this.store.set("ended", true);
    await this.count();
    this.knowledge.load({ list: null, people: [], walkIns: [], log: [] });
    this.tellTabs();
    this.screens.ended();
  }

  async leave() {
    this.sync?.stop();
    this.api = null;
    await this.store.wipe();
    this.knowledge.load({ list: null, people: [], walkIns: [], log: [] });
    await this.pair();
  }

  async speak(language) {
    await this.store.set("language", language);
    speak(language);
    if (this.paired()) {
      this.card.idle();
      this.draw();
      this.screens.show();
      this.sync.soon({ whole: true });
    }
  }

  tellTabs() { tabs?.postMessage("written"); }
}
