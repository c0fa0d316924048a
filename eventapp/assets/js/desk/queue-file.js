/**
 * The queue as a file, for a device that may not come back to the network: plain JSON with a format number and a checksum.
 * Another desk of the same workshop reads it in; the events keep their ids, so that each counts once.
 */
import { sha256Hex } from "./hash.js";
import { SCHEMA } from "./schema.js";

const KIND = "eventapp-desk-queue";

/** Why a file was not read in: a key of the texts. */
export class BadFile extends Error {}

const checksum = (events) => sha256Hex(JSON.stringify(events));

/** `clock`: by how many ms this device's clock is ahead of the server's. */
export function write(events, { slug, desk, clock }) {
  const file = { kind: KIND, format: SCHEMA, workshop: slug, desk, saved_at: new Date().toISOString(), clock, events, checksum: checksum(events) };
  return JSON.stringify(file, null, 1);
}

/** The events of a file, their times as this device's clock (`clock` ahead) would have said. Throws BadFile. */
export function read(text, { slug, clock }) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new BadFile("queue-bad-file");
  }
  if (file?.kind !== KIND || !Array.isArray(file.events)) throw new BadFile("queue-bad-file");
  if (file.format > SCHEMA) throw new BadFile("queue-newer");
  if (file.checksum !== checksum(file.events)) throw new BadFile("queue-bad-file");
  if (file.workshop !== slug) throw new BadFile("queue-other-workshop");
  const shift = clock - (Number(file.clock) || 0);
  return file.events.map((event) => ({ ...event, at: new Date(Date.parse(event.at) + shift).toISOString() }));
}

export function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
