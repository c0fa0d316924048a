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
    return (await this.database).countFromIndex(STORE, "url", this.url);
  }

  /**
   * Sends what waits, oldest first, in batches; forgets what was answered. Returns {results, counts} of all batches.
   * Throws Refused when the server did not take them, TypeError or TimeoutError when it was not reached.
   */
  async flush() {
    const database = await this.database;
    const waiting = await database.getAllFromIndex(STORE, "url", this.url);
    waiting.sort((a, b) => a.scanned_at.localeCompare(b.scanned_at));
    const total = { results: [], counts: {} };
    for (let at = 0; at < waiting.length; at += BATCH) {
      const answer = await this.post(waiting.slice(at, at + BATCH).map(({ url, ...scan }) => scan));
      const write = database.transaction(STORE, "readwrite");
      await Promise.all([...answer.results.map(({ id }) => write.store.delete(id)), write.done]);
      total.results.push(...answer.results);
      Object.assign(total.counts, answer.counts);
    }
    return total;
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
    if (!response.ok) throw new Refused(String(response.status));
    return response.json();
  }
}
