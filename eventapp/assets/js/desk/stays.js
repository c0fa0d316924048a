/** Where somebody is, by their passages: as eventapp/checkin/stays.py says it. */
const LET_IN = ["admitted", "already"];

/** Whether a scan of this device counts as a passage: by what the person was told, or because they were let in anyway. */
export function passes({ direction, told, forced }) {
  return Boolean(forced) || (direction === "out" ? told === "left" : LET_IN.includes(told));
}

/**
 * The checkpoints somebody is in, each with since when (ms), after `passages`: [{checkpoint, direction, at (ms)}]. They are
 * in one session at a time; who leaves the venue leaves the session. `kinds`: kind by checkpoint.
 */
export function insideAfter(passages, kinds) {
  const current = new Map();
  const ordered = [...passages].sort((a, b) => a.at - b.at);
  for (const { checkpoint, direction, at } of ordered) {
    const kind = kinds.get(checkpoint) ?? "session";
    const sphere = kind === "session" ? kind : checkpoint;
    const here = current.get(sphere)?.checkpoint === checkpoint;
    if (direction === "out") {
      if (here) current.delete(sphere);
      if (kind === "venue") current.delete("session");
    } else if (!here) {
      current.set(sphere, { checkpoint, at });
    }
  }
  return new Map([...current.values()].map(({ checkpoint, at }) => [checkpoint, at]));
}
