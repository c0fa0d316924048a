/**
 * What a desk keeps in the browser (IndexedDB):
 *   state   key -> value: pairing, list (all but its people), place, direction, follow, language, offset, …
 *   people  the list's registrations by public_id
 *   queue   events not answered yet: {id, order, event}
 *   aside   events the server could not take: {id, order, event, message}
 *   log     scans of this device: {id, at, checkpoint, direction, person, walkIn, hash, told, forced, way, outcome, undone, answered}
 *   walkIns people registered here: {id, card, typeId, registration, state}
 */
import { openDB } from "idb";
import { DATABASE, SCHEMA } from "./schema.js";

const LOG_KEPT_MS = 3 * 24 * 3600 * 1000;

function upgrade(database) {
  database.createObjectStore("state");
  database.createObjectStore("people", { keyPath: "public_id" });
  database.createObjectStore("queue", { keyPath: "id" }).createIndex("order", "order");
  database.createObjectStore("aside", { keyPath: "id" });
  database.createObjectStore("log", { keyPath: "id" }).createIndex("at", "at");
  database.createObjectStore("walkIns", { keyPath: "id" });
}

export class Store {
  static async open() {
    const store = new Store();
    store.db = await openDB(DATABASE, SCHEMA, {
      upgrade,
      // A newer page in another tab wants to change the shapes: this one starts again with the new code.
      blocking: () => { store.db.close(); location.reload(); },
    });
    store.last = 0;
    return store;
  }

  get(key) { return this.db.get("state", key); }
  set(key, value) { return this.db.put("state", value, key); }
  forget(key) { return this.db.delete("state", key); }

  /** Grows with each call, also within a millisecond and after a clock that went back. */
  order() {
    this.last = Math.max(this.last + 1, Date.now() * 100);
    return this.last;
  }

  /** Writes events and what belongs to them in one go; when it returns, they survive a killed browser. */
  async keep(events, { log = [], walkIns = [], people = [] } = {}) {
    const write = this.db.transaction(["queue", "log", "walkIns", "people"], "readwrite", { durability: "strict" });
    events.forEach((event) => write.objectStore("queue").put({ id: event.id, order: this.order(), event }));
    log.forEach((line) => write.objectStore("log").put(line));
    walkIns.forEach((walkIn) => write.objectStore("walkIns").put(walkIn));
    people.forEach((person) => write.objectStore("people").put(person));
    await write.done;
  }

  waiting(count = undefined) { return this.db.getAllFromIndex("queue", "order", undefined, count); }
  waitingCount() { return this.db.count("queue"); }
  aside() { return this.db.getAll("aside"); }
  people() { return this.db.getAll("people"); }
  walkIns() { return this.db.getAll("walkIns"); }

  /** The scans of this device; what was answered days ago is in the list, and goes. */
  async log() {
    const write = this.db.transaction("log", "readwrite");
    const lines = await write.store.index("at").getAll();
    const old = ({ at, answered }) => answered && at < Date.now() - LOG_KEPT_MS;
    lines.filter(old).forEach(({ id }) => write.store.delete(id));
    await write.done;
    return lines.filter((line) => !old(line));
  }

  /** Takes answered events out of the queue, sets the refused ones aside, and notes what the server said. */
  async settle({ answered, refused, log, walkIns }) {
    const write = this.db.transaction(["queue", "aside", "log", "walkIns"], "readwrite", { durability: "strict" });
    answered.forEach((id) => write.objectStore("queue").delete(id));
    refused.forEach((row) => {
      write.objectStore("queue").delete(row.id);
      write.objectStore("aside").put(row);
    });
    log.forEach((line) => write.objectStore("log").put(line));
    walkIns.forEach((walkIn) => write.objectStore("walkIns").put(walkIn));
    await write.done;
  }

  /** A refused event goes back to the queue, or away. */
  async bringBack({ id, event }) {
    const write = this.db.transaction(["queue", "aside"], "readwrite");
    write.objectStore("aside").delete(id);
    write.objectStore("queue").put({ id, order: this.order(), event });
    await write.done;
  }

  drop(id) { return this.db.delete("aside", id); }

  /** Replaces the list (`whole`) or changes it; people and the rest in one go. */
  async keepList({ registrations, ...rest }, whole, log) {
    const write = this.db.transaction(["state", "people", "log"], "readwrite");
    if (whole) write.objectStore("people").clear();
    registrations.forEach((person) => write.objectStore("people").put(person));
    write.objectStore("state").put(rest, "list");
    log.forEach((line) => write.objectStore("log").put(line));
    await write.done;
  }

  dropWalkIn(id) { return this.db.delete("walkIns", id); }
  keepPerson(person) { return this.db.put("people", person); }

  /** Forgets everybody and the pairing; what was not sent stays. */
  async wipe() {
    const write = this.db.transaction(["state", "people", "log", "walkIns"], "readwrite");
    ["pairing", "list", "listAt", "etag", "given", "place", "follow", "direction"].forEach((key) => write.objectStore("state").delete(key));
    ["people", "log", "walkIns"].forEach((name) => write.objectStore(name).clear());
    await write.done;
  }
}
