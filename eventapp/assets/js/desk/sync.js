/**
 * Sends what waits and fetches what has changed: at once after a scan, when the network comes back, and every 20 seconds.
 * One tab at a time (Web Locks, where the browser has them; the server answers a second one alike in any case).
 */
import { Away, Busy, Ended, Refusal } from "./api.js";
import { SCHEMA } from "./schema.js";

const BATCH = 100;
const EVERY_MS = 20_000;
const WHOLE_EVERY_MS = 15 * 60_000;
const LONGEST_WAIT_MS = 60_000;
const LOCK = "eventapp-desk-sync";

const alone = (work) => (navigator.locks ? navigator.locks.request(LOCK, work) : work());

async function power() {
  const battery = await navigator.getBattery?.().catch(() => null);
  return battery ? { battery: Math.round(battery.level * 100), charging: battery.charging } : { battery: null, charging: null };
}

export class Sync {
  /** `heard`: {results(pairs), list(list, whole), contact(offset), refused(message), away(), ended()}. */
  constructor(store, api, heard) {
    Object.assign(this, { store, api, heard, timer: null, busy: null, wanted: false, failures: 0, whole: 0, notBefore: 0, back: false, stopped: false });
  }

  start() {
    this.again = () => {
      this.failures = 0;
      this.back = Boolean(this.busy); // what is under way was begun without a network, and may fail yet
      this.soon();
    };
    this.seen = () => document.hidden || this.soon();
    addEventListener("online", this.again);
    document.addEventListener("visibilitychange", this.seen);
    this.soon();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener("online", this.again);
    document.removeEventListener("visibilitychange", this.seen);
  }

  /** Now, or right after the round that is under way. `whole`: with the whole list. */
  soon({ whole = false } = {}) {
    if (whole) this.whole = 0;
    if (Date.now() < this.notBefore) return Promise.resolve();
    if (this.busy) {
      this.wanted = true;
      return this.busy;
    }
    clearTimeout(this.timer);
    this.busy = this.round().finally(() => {
      this.busy = null;
      if (this.stopped) return;
      const again = this.wanted && (this.back || !this.failures);
      this.wanted = this.back = false;
      if (again) this.soon();
      else this.timer = setTimeout(() => this.soon(), this.pause());
    });
    return this.busy;
  }

  pause() {
    if (this.notBefore > Date.now()) return this.notBefore - Date.now();
    return this.failures ? Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.failures) : EVERY_MS;
  }

  async round() {
    try {
      await alone(async () => {
        await this.send();
        await this.fetch();
      });
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      this.notBefore = error instanceof Busy ? Date.now() + error.seconds * 1000 : 0;
      if (error instanceof Ended) {
        this.stop();
        await this.heard.ended();
      } else if (error instanceof Away) {
        this.heard.away();
      } else if (error instanceof Refusal || error instanceof Busy) {
        this.heard.refused(error.message);
      } else {
        throw error;
      }
    }
  }

  /** All that waits, oldest first; at least one request, which tells how the device is. */
  async send() {
    let rows = await this.store.waiting(BATCH);
    do {
      await this.deliver(rows);
      rows = await this.store.waiting(BATCH);
    } while (rows.length && !this.stopped);
  }

  async deliver(rows) {
    try {
      await this.post(rows);
    } catch (error) {
      if (!(error instanceof Refusal) || ![400, 413, 422].includes(error.status)) throw error;
      if (rows.length <= 1) {
        if (!rows.length) throw error;
        await this.heard.results([{ row: rows[0], result: { id: rows[0].id, status: "refused", message: error.message } }]);
        return;
      }
      for (const row of rows) await this.deliver([row]); // one of them cannot be read: it must not hold up the others
    }
  }

  async post(rows) {
    const sent = Date.now();
    const answer = await this.api.events({
      format: SCHEMA,
      sent_at: new Date(sent).toISOString(),
      ...(await power()),
      waiting: Math.max(0, (await this.store.waitingCount()) - rows.length),
      list_at: (await this.store.get("listAt")) ?? null,
      events: rows.map(({ event }) => event),
    });
    const received = Date.now();
    await this.heard.contact((sent + received) / 2 - Date.parse(answer.now));
    const results = new Map(answer.results.map((result) => [result.id, result]));
    const pairs = rows.filter(({ id }) => results.has(id)).map((row) => ({ row, result: results.get(row.id) }));
    if (rows.length && !pairs.length) throw new Away("none of the scans was answered");
    await this.heard.results(pairs, Date.parse(answer.now));
  }

  async fetch() {
    const kept = await this.store.get("list");
    const whole = !kept || Date.now() - this.whole > WHOLE_EVERY_MS;
    let answer;
    try {
      answer = await this.api.list(whole ? { etag: kept ? await this.store.get("etag") : null } : { since: kept.cursor });
    } catch (error) {
      // A cursor that the server no longer knows: the whole list next time.
      if (error instanceof Refusal && error.status === 422 && !whole) this.whole = 0;
      throw error;
    }
    if (whole) this.whole = Date.now();
    if (answer && whole) await this.store.set("etag", answer.etag);
    await this.heard.list(answer?.list ?? null, whole);
  }
}
