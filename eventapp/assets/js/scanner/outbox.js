/** Scans of this browser that the server has not answered yet, in IndexedDB; each keeps its id, so sending twice adds nothing. */
import { openDB } from "idb";

const STORE = "scans";
const BATCH = 200;
const TIMEOUT_MS = 8000;

/** The server answered, but did not take the scans (signed out, not permitted, a fault): they stay here. */
export class Refused extends Error {}

/** A random UUID; crypto.randomUUID is missing on plain http outside localhost. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function deviceName() {
  const kept = localStorage.getItem("eventapp.device");
  if (kept) return kept;
  const name = `browser-${uuid().slice(0, 6)}`;
  localStorage.setItem("eventapp.device", name);
  return name;
}

export class Outbox {
  /** `url`: where the scans of this page go; scans kept for another workshop are left alone. */
  constructor(url) {
    this.url = url;
    this.database = openDB("eventapp-check-in", 1, {
      upgrade: (database) => database.createObjectStore(STORE, { keyPath: "id" }).createIndex("url", "url"),
    });
  }

  /** Writes a scan made now and returns it. */
  async keep(code, checkpoint) {
    const scan = { id: uuid(), checkpoint, code, scanned_at: new Date().toISOString(), device: deviceName() };
    await (await this.database).add(STORE, { ...scan, url: this.url });
    return scan;
  }

  async size() {
    return (await this.waiting()).length;
  }

  /** What is still to be sent, oldest first. */
  async waiting() {
    const kept = await (await this.database).getAllFromIndex(STORE, "url", this.url);
    return kept.filter(({ refused }) => !refused).sort((a, b) => a.scanned_at.localeCompare(b.scanned_at));
  }

  /**
   * Sends what waits, oldest first, in batches; forgets what was answered. Returns {results, counts, refused} of all
   * batches. A scan that the server cannot read (of a session that was removed meanwhile) is set aside with the
   * reason, so that it does not hold up the others; `refused` is {id: reason}.
   * Throws Refused when the server did not take them, TypeError or TimeoutError when it was not reached.
   */
  async flush() {
    const waiting = await this.waiting();
    const total = { results: [], counts: {}, refused: {} };
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      const answer = await this.post(batch.map(({ url, ...scan }) => scan));
      if (answer.unreadable) {
        waiting.unshift(...batch.filter((_scan, place) => !(place in answer.unreadable)));
        Object.assign(total.refused, await this.setAside(batch, answer.unreadable));
      } else {
        await this.forget(answer.results);
        total.results.push(...answer.results);
        Object.assign(total.counts, answer.counts);
      }
    }
    return total;
  }

  async forget(results) {
    const write = (await this.database).transaction(STORE, "readwrite");
    await Promise.all([...results.map(({ id }) => write.store.delete(id)), write.done]);
  }

  /** `unreadable`: {place in the batch: {field: [message]}}. */
  async setAside(batch, unreadable) {
    const write = (await this.database).transaction(STORE, "readwrite");
    const refused = {};
    for (const [place, fields] of Object.entries(unreadable)) {
      const scan = batch[place];
      refused[scan.id] = Object.values(fields).flat().join(" ");
      write.store.put({ ...scan, refused: refused[scan.id] });
    }
    await write.done;
    return refused;
  }

  async post(scans) {
    const response = await fetch(this.url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
      body: JSON.stringify({ scans }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return response.json();
    const unreadable = response.status === 422 && (await response.json()).details?.json?.scans;
    if (unreadable && !Array.isArray(unreadable) && scans.some((_scan, place) => place in unreadable)) return { unreadable };
    throw new Refused(String(response.status));
  }
}
