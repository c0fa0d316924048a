/**
 * What the device knows: the list, and on top of it what happened here and is not in the list yet. Decides by the rules of
 * the list. All in memory, so that an answer needs no waiting.
 */
import { decide } from "./decide.js";
import { factsOf, rivalsOf } from "./facts.js";
import { fingerprint } from "./hash.js";
import { similar } from "./similar.js";
import { insideAfter, passes } from "./stays.js";

const SAME_SCAN_MS = 2000; // the server rounds a clock's error to seconds
const DAY_MS = 24 * 3600 * 1000;

export class Knowledge {
  constructor(folding) {
    Object.assign(this, { folding, list: null, people: new Map(), walkIns: new Map(), log: new Map(), given: {}, offset: 0 });
    this.index();
  }

  /** `list`: the answer without its people; `people`: [registration]; `walkIns`, `log`: as stored; `given`: blank badges given here. */
  load({ list, people, walkIns, log, given, offset }) {
    this.list = list;
    this.given = given ?? {};
    this.offset = offset ?? 0;
    this.people = new Map(people.map((person) => [person.public_id, person]));
    this.walkIns = new Map(walkIns.map((walkIn) => [walkIn.id, walkIn]));
    this.log = new Map(log.map((line) => [line.id, line]));
    this.index();
  }

  /** Everything anew: at the start, with a whole list, and where checkpoints have changed their kind. */
  index() {
    this.byHash = new Map();
    for (const person of this.people.values()) this.indexCodes(person);
    this.indexList();
    this.changed();
  }

  indexCodes(person) {
    person.codes.forEach((hash) => this.byHash.set(hash, { person, worth: "valid" }));
    person.revoked_codes.forEach((hash) => this.byHash.set(hash, { person, worth: "revoked" }));
  }

  indexList() {
    const { spares = [], checkpoints = [] } = this.list ?? {};
    this.spares = new Map(spares.map((spare) => [spare.code, spare]));
    this.places = new Map(checkpoints.map((place) => [place.key, place]));
    this.kinds = new Map(checkpoints.map(({ key, kind }) => [key, kind]));
  }

  changed() {
    this.scans = null;
    this.whereabouts = new Map();
    this.numbers = null;
  }

  /** One person of the list is another row by now. */
  replace(person) {
    const before = this.people.get(person.public_id);
    for (const hash of before ? [...before.codes, ...before.revoked_codes] : []) {
      if (this.byHash.get(hash)?.person === before) this.byHash.delete(hash);
    }
    this.people.set(person.public_id, person);
    this.indexCodes(person);
    this.whereabouts.delete(person.public_id);
    this.numbers = null; // added up again from the whereabouts, which stand for everybody else
  }

  /** Server time for a moment of this device's clock (ms). */
  corrected(at) { return at - this.offset; }

  /** A person of the list, a walk-in of this device (by its id), or null. */
  person(id) {
    if (this.people.has(id)) return this.people.get(id);
    const walkIn = this.walkIns.get(id);
    if (!walkIn) return null;
    return this.people.get(walkIn.registration) ?? walkIn.card;
  }

  /** The id under which a person's scans are kept here. */
  static idOf(person) { return person.public_id ?? person.walk_in; }

  /** Whose a code is: {hash, badge, person, spare}. */
  reads(code) {
    const hash = fingerprint(code);
    const found = this.byHash.get(hash);
    if (found) return { hash, badge: found.worth, person: found.person, spare: null };
    const given = this.person(this.given[hash]);
    if (given) return { hash, badge: "valid", person: given, spare: null };
    return { hash, badge: "unknown", person: null, spare: this.spares.get(hash) ?? null };
  }

  /** Decides on one reading: {outcome, since}; `since`: when they came in, if they are in. */
  answer(badge, person, placeKey, direction) {
    const place = this.places.get(placeKey);
    const door = { ...place, rivals: place.grouped ? rivalsOf(place, this.list.checkpoints) : [] };
    const since = person ? (this.whereIs(person).get(placeKey) ?? null) : null;
    const facts = factsOf(badge, person, door, direction, { inside: since !== null, numberInside: this.inside(placeKey) });
    return { outcome: decide(this.list.rules, facts), since, permitted: facts.permitted };
  }

  /** Map of checkpoint -> since when (ms, server time), for one person. */
  whereIs(person) {
    const id = Knowledge.idOf(person);
    if (!this.whereabouts.has(id)) this.whereabouts.set(id, insideAfter(this.passages(person), this.kinds));
    return this.whereabouts.get(id);
  }

  passages(person) {
    const id = Knowledge.idOf(person);
    const own = this.scansOf(id);
    const taken = own.filter(({ undone }) => undone);
    const seen = (person.seen ?? [])
      .map(([checkpoint, direction, at]) => ({ checkpoint, direction, at: Date.parse(at) }))
      .filter((mark) => !taken.some((line) => this.isScan(line, mark)));
    const here = own
      .filter((line) => !line.undone && !line.listed && passes(line))
      .map(({ checkpoint, direction, at }) => ({ checkpoint, direction, at: this.corrected(at) }));
    return [...seen, ...here];
  }

  /** Whether a mark of the list is that scan of ours (the list has no ids). */
  isScan(line, mark) {
    const same = line.checkpoint === mark.checkpoint && line.direction === mark.direction;
    return same && Math.abs(this.corrected(line.at) - mark.at) < SAME_SCAN_MS;
  }

  /** Under which id a scan's person is kept here. */
  ownerOf(line) { return line.person ?? this.walkIns.get(line.walkIn)?.registration ?? line.walkIn; }

  scansOf(id) {
    if (!this.scans) {
      this.scans = new Map();
      for (const line of this.log.values()) this.addScan(line);
    }
    return this.scans.get(id) ?? [];
  }

  addScan(line) {
    const owner = this.ownerOf(line);
    if (!owner) return;
    if (this.scans.has(owner)) this.scans.get(owner).push(line);
    else this.scans.set(owner, [line]);
  }

  /** How many are in at a checkpoint now. */
  inside(placeKey) {
    if (!this.numbers) {
      this.numbers = new Map();
      for (const person of this.everybody()) {
        if (person.state === "confirmed") this.count(person, 1); // others take no place, as on the server
      }
    }
    return this.numbers.get(placeKey) ?? 0;
  }

  count(person, change) {
    for (const key of this.whereIs(person).keys()) this.numbers.set(key, (this.numbers.get(key) ?? 0) + change);
  }

  /** The list's people, and those registered here whom the list does not have yet. */
  *everybody() {
    yield* this.people.values();
    for (const walkIn of this.walkIns.values()) if (!this.people.has(walkIn.registration)) yield walkIn.card;
  }

  groupsOf(person) {
    return (person.groups ?? []).map((key) => this.places.get(key)?.short).filter(Boolean);
  }

  find(query, most) {
    const words = this.folding.words(query);
    if (!words.length) return [];
    const found = [];
    for (const person of this.everybody()) {
      if (this.folding.matches(words, person.search)) found.push(person);
    }
    const confirmed = ({ state }) => (state === "confirmed" ? 0 : 1);
    return found.sort((a, b) => confirmed(a) - confirmed(b) || a.name.localeCompare(b.name)).slice(0, most);
  }

  /** For when nobody is found: who is called nearly so. */
  similar(query, most) { return similar(this.folding, query, this.everybody(), most); }

  /** Notes a scan (or a changed one) of this device. Only its person is counted anew: the next one waits already. */
  note(line) {
    const owner = this.ownerOf(line);
    const person = owner ? this.person(owner) : null;
    const counts = this.numbers && person?.state === "confirmed";
    if (counts) this.count(person, -1);
    if (this.scans?.has(owner)) this.scans.set(owner, this.scans.get(owner).filter(({ id }) => id !== line.id));
    this.log.set(line.id, line);
    if (this.scans) this.addScan(line);
    this.whereabouts.delete(owner);
    if (counts) this.count(person, 1);
  }

  /** Takes over an answer to the list: whole, or what changed. Returns the log lines that the list now includes. */
  takeList({ registrations, ...list }, whole) {
    const kinds = JSON.stringify([...this.kinds]);
    this.list = list;
    this.indexList();
    const asked = Date.parse(list.now);
    const listed = [...this.log.values()].filter((line) => !line.listed && line.answered && line.answered < asked);
    listed.forEach((line) => { line.listed = true; });
    if (whole) this.people = new Map(registrations.map((person) => [person.public_id, person]));
    else registrations.forEach((person) => this.replace(person));
    if (whole || JSON.stringify([...this.kinds]) !== kinds) this.index();
    else this.reckonAnew(listed);
    return listed;
  }

  /** Whose scans these are: where they are is worked out again when it is asked for. */
  reckonAnew(lines) {
    lines.forEach((line) => this.whereabouts.delete(this.ownerOf(line)));
    if (lines.length) this.numbers = null;
  }

  /** The last scans here, latest first. */
  recent(most) {
    const since = Date.now() - DAY_MS;
    return [...this.log.values()].filter(({ at }) => at > since).sort((a, b) => b.at - a.at).slice(0, most);
  }
}
