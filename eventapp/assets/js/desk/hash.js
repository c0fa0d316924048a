/** SHA-256 as the list has it. Not crypto.subtle: pages on plain http (a laptop's own network) have none. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export const sha256Hex = (text) => bytesToHex(sha256(utf8ToBytes(text)));

/** A badge code's fingerprint: blanks and case do not matter (eventapp.core.tokens.fingerprint). */
export const fingerprint = (code) => sha256Hex(code.replace(/\s+/gu, "").toUpperCase());

/** A random UUID; crypto.randomUUID is missing on plain http as well. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
