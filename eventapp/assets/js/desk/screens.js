/** Which screen is shown: scan, find, new, desk (by the address, so that "back" goes back), or pair and ended. */
import { ask, note } from "./dialog.js";
import { queueCard, showDesk } from "./desk-screen.js";
import { byId, fill, h, icon } from "./dom.js";
import { showUnpaired } from "./frame.js";
import { t } from "./texts.js";
import { takeOver } from "./updates.js";

const NAMES = ["scan", "find", "new", "desk"];

export class Screens {
  constructor(app) {
    Object.assign(this, { app, name: null, offer: null });
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.offer = event;
    });
  }

  /** The screen of the address. */
  show(argument = null) {
    const name = NAMES.find((each) => location.hash === `#${each}`) ?? "scan";
    const fresh = name !== this.name || argument !== null;
    this.view(name);
    byId("tabs").hidden = false;
    if (fresh && name === "find") this.app.finder.open();
    if (fresh && name === "new") this.app.newcomer.open(argument);
    if (name === "desk") this.desk();
    if (fresh) byId("main").scrollTo(0, 0);
  }

  go(name, argument = null) {
    if (location.hash === `#${name}` || (name === "scan" && !location.hash)) return this.show(argument);
    history.pushState(null, "", `#${name}`);
    return this.show(argument);
  }

  view(name) {
    this.name = name;
    byId("desk").dataset.view = name;
    document.querySelectorAll("[data-tab]").forEach((tab) => {
      if (tab.dataset.tab === name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
  }

  bare(name) {
    byId("tabs").hidden = true;
    this.view(name);
  }

  /** What is known has changed: the screen follows, unless somebody is about to press what it shows. */
  refresh() {
    if (this.name === "desk") this.desk();
    if (this.name === "find" && !byId("found").contains(document.activeElement)) this.app.finder.show();
    if (this.name === "new" && !this.app.newcomer.form?.isConnected) this.app.newcomer.open();
  }

  async desk() {
    const { app } = this;
    const battery = await navigator.getBattery?.().catch(() => null);
    const aside = await app.queue.aside();
    const kept = await navigator.storage?.persisted?.();
    if (this.name !== "desk" || !app.paired()) return;
    const focused = document.activeElement?.closest("#desk-screen") ? [...byId("desk-screen").querySelectorAll("button, input")].indexOf(document.activeElement) : -1;
    showDesk({
      list: app.knowledge.list, people: app.knowledge.people.size, waiting: app.waiting, aside, age: app.listAge(), offset: app.knowledge.offset,
      zone: app.zone(), power: battery ? Math.round(battery.level * 100) : null, sound: app.signal.loud, mayVanish: kept === false,
    }, this.does());
    if (focused >= 0) byId("desk-screen").querySelectorAll("button, input")[focused]?.focus({ preventScroll: true });
  }

  does() {
    const { app } = this;
    return {
      refresh: () => app.sync.soon({ whole: true }),
      send: () => app.sync.soon(),
      saveFile: () => app.queue.saveFile(),
      readFile: (file) => app.queue.readFile(file),
      again: (row) => app.queue.again(row),
      drop: (row) => app.queue.drop(row),
      speak: (code) => app.speak(code),
      theme: (name) => {
        document.dispatchEvent(new CustomEvent("eventapp:choose-theme", { detail: name }));
        this.desk();
      },
      sound: () => {
        app.signal.switch(!app.signal.loud);
        app.signal.give("good");
        this.desk();
      },
      install: this.offer ? () => this.offer.prompt() : null,
      leave: () => this.leave(),
    };
  }

  async leave() {
    if (this.app.waiting) return note(t("leave-waiting", { number: this.app.waiting }), { tone: "warn" });
    if (await ask(t("leave"), t("leave-ask"), t("leave-do"), "danger")) await this.app.leave();
    return undefined;
  }

  /** The organizer ended the desk: say so, and offer what was not sent. */
  ended() {
    this.bare("ended");
    showUnpaired();
    this.app.showStatus();
    const { waiting } = this.app;
    fill(byId("ended"),
      h("div", { class: "desk-pair-sign", "data-tone": "bad" }, icon("lock")),
      h("h2", { class: "desk-heading" }, t("revoked-title")),
      h("p", {}, t("revoked-lead")),
      h("p", {}, waiting ? t("revoked-queue", { number: waiting }) : t("revoked-none")),
      waiting ? queueCard({ waiting, aside: [] }, { saveFile: () => this.app.queue.saveFile() }) : null,
      h("button", { type: "button", class: "btn btn-primary btn-lg desk-wide", onclick: () => this.app.pair() }, t("pair-title")));
  }

  /** A round with the server is over: with nothing left to send, a newer version may take over. */
  settled() {
    if (!this.app.waiting) takeOver();
  }
}
