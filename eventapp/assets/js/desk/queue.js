/** The queue as a person meets it: saved to a file, read in from another desk's, what the server refused. */
import { note } from "./dialog.js";
import { BadFile, read, save, write } from "./queue-file.js";
import { t } from "./texts.js";

export class Queue {
  constructor(app) {
    this.app = app;
  }

  async saveFile() {
    const { store, knowledge } = this.app;
    const rows = [...(await store.waiting()), ...(await store.aside())];
    const slug = (await store.get("slug")) ?? "";
    const text = write(rows.map(({ event }) => event), { slug, desk: knowledge.list?.desk?.name ?? "", clock: (await store.get("offset")) ?? 0 });
    save(text, `check-in-${slug}-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-")}.json`);
  }

  async readFile(file) {
    if (!file) return;
    const { store } = this.app;
    try {
      const events = read(await file.text(), { slug: await store.get("slug"), clock: this.app.knowledge.offset });
      const here = new Set((await store.waiting()).map(({ id }) => id));
      const fresh = events.filter(({ id }) => !here.has(id));
      await store.keep(fresh);
      note(t("queue-read-done", { number: fresh.length, again: events.length - fresh.length }), { tone: "good" });
      await this.app.written();
    } catch (error) {
      if (!(error instanceof BadFile)) throw error;
      note(t(error.message), { tone: "bad" });
    }
  }

  async aside() {
    const rows = await this.app.store.aside();
    const name = ({ registration, walk_in: walkIn, name: typed }) => typed ?? this.app.knowledge.person(registration ?? walkIn)?.name;
    return rows.map((row) => ({ ...row, label: name(row.event) ?? t("code") }));
  }

  async again(row) {
    await this.app.store.bringBack(row);
    await this.app.written();
  }

  async drop({ id }) {
    await this.app.store.drop(id);
    await this.app.written();
  }

  /** What belongs to another workshop is not sent to this one; it stays here, and can be saved. */
  async setAsideAll(message) {
    const rows = await this.app.store.waiting();
    await this.app.store.settle({ answered: [], refused: rows.map((row) => ({ ...row, message })), log: [], walkIns: [] });
  }
}
