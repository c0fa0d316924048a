/**
 * What a person at the desk does. Each is written to the queue before the answer is given, and is one event or a few with
 * ids of their own (POST …/desk/events). Answers: {id, outcome, person, since, badge, spare, place, direction, at, forced}.
 */
import { uuid } from "./hash.js";
import { Knowledge } from "./knowledge.js";
import { countryName } from "./texts.js";

const LONGEST_CODE = 4500;

export class Doorkeeper {
  /** `where()`: {place: key of the checkpoint, direction}. */
  constructor(store, knowledge, where) {
    Object.assign(this, { store, knowledge, where });
  }

  /** A code that was read. A blank badge is no scan: it waits for whose it becomes. */
  async read(raw) {
    const code = raw.slice(0, LONGEST_CODE);
    const { hash, badge, person, spare } = this.knowledge.reads(code);
    if (spare) return { id: null, outcome: "spare", spare: { ...spare, raw: code }, person: null, at: Date.now(), ...this.where() };
    return this.scan({ badge, person, hash, code, way: "badge" });
  }

  /** Somebody found by name; `forced`: although the rules say no. */
  letIn(person, { forced = false } = {}) {
    return this.scan({ badge: "none", person, hash: null, code: null, way: "name", forced });
  }

  async scan({ badge, person, hash, code, way, forced = false, events = [], walkIns = [] }) {
    const { place, direction } = this.where();
    const { outcome, since, permitted } = this.knowledge.answer(badge, person, place, direction);
    const at = Date.now();
    const line = {
      id: uuid(), at, checkpoint: place, direction, hash, told: outcome, forced, way,
      person: person?.public_id ?? null, walkIn: person && !person.public_id ? person.walk_in : null, undone: false,
    };
    const event = {
      kind: "scan", id: line.id, checkpoint: place, code, direction, at: new Date(at).toISOString(), told: outcome, forced, way,
      registration: code === null ? line.person : null, walk_in: code === null ? line.walkIn : null,
    };
    await this.store.keep([...events, event], { log: [line], walkIns });
    this.knowledge.note(line);
    return { id: line.id, outcome, since, permitted, badge, person, spare: null, place, direction, at, forced };
  }

  /** Takes a scan back, sent or not. */
  async undo(scanId) {
    const line = { ...this.knowledge.log.get(scanId), undone: true };
    await this.store.keep([{ kind: "undo", id: uuid(), scan: scanId, at: new Date().toISOString() }], { log: [line] });
    this.knowledge.note(line);
  }

  async handOver(person) {
    const at = new Date().toISOString();
    person.handed_at = at;
    await this.store.keep([{ kind: "hand-over", id: uuid(), ...whose(person), at }], this.rowOf(person));
  }

  /** A blank badge becomes this person's. `raw`: the code as it was read. */
  async giveSpare(raw, person) {
    const { hash } = this.knowledge.reads(raw);
    const event = { kind: "spare", id: uuid(), code: raw, ...whose(person), at: new Date().toISOString() };
    this.knowledge.given[hash] = Knowledge.idOf(person);
    await this.store.set("given", this.knowledge.given);
    await this.store.keep([event]);
  }

  /** Somebody who is on no list, registered and let in. `facts`: as the form gives them. */
  async register({ type, delegation, ...facts }) {
    const id = uuid();
    const card = {
      public_id: null, walk_in: id, name: facts.name, original_name: facts.original_name, state: "confirmed", provisional: true,
      delegation: delegation?.label ?? (facts.organization || countryName(facts.country)), delegation_type: type.name, colour: type.colour, type_id: type.id,
      is_head: false, needs: "", pile: null, printed_at: null, handed_at: null, groups: [], codes: [], revoked_codes: [], seen: [],
      search: this.knowledge.folding.key(facts.name, facts.original_name, facts.organization),
    };
    const walkIn = { id, card, registration: null, state: null };
    const event = { kind: "walk-in", id, at: new Date().toISOString(), ...facts, type: type.id, delegation: delegation?.id ?? null };
    this.knowledge.walkIns.set(id, walkIn);
    return this.scan({ badge: "none", person: card, hash: null, code: null, way: "walk-in", events: [event], walkIns: [walkIn] });
  }

  rowOf(person) {
    if (person.public_id) return { people: [person] };
    return { walkIns: [this.knowledge.walkIns.get(person.walk_in)] };
  }
}

/** How an event names somebody: by their registration, or by the walk-in that is to become one. */
const whose = (person) => ({ registration: person.public_id, walk_in: person.public_id ? null : person.walk_in });
