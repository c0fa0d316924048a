/** Which checkpoints a desk serves, and which one it stands at by room and clock. */
const EARLY_MS = 15 * 60 * 1000;

const day = (now, zone) => new Date(now).toLocaleDateString("sv", { timeZone: zone });

/** The desk's checkpoints: those it was paired for, those of its room, or all. */
export function places({ checkpoints, desk }) {
  const named = desk?.places ?? [];
  const room = desk?.room_id ?? null;
  if (!named.length && room === null) return checkpoints;
  return checkpoints.filter(({ key, room_id: itsRoom }) => named.includes(key) || (room !== null && itsRoom === room));
}

/**
 * Where the desk most likely stands at `now` (ms): the session of its room that runs or begins within 15 minutes; between
 * sessions the last one; else today's venue; else the next checkpoint to come.
 */
export function placeNow(list, now) {
  const own = places(list);
  const sessions = own.filter(({ room_id: room, starts_at: start }) => start && room === list.desk?.room_id);
  if (sessions.length) {
    const begun = sessions.filter(({ starts_at: start }) => Date.parse(start) - EARLY_MS <= now);
    const latest = begun.sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at)).at(-1);
    const today = day(now, list.workshop.timezone);
    return (latest?.day === today ? latest : sessions.find((each) => each.day >= today)) ?? latest ?? sessions[0];
  }
  const today = day(now, list.workshop.timezone);
  const open = own.filter(({ kind }) => kind !== "session");
  const choice = open.length ? open : own;
  return choice.find((each) => each.day === today) ?? choice.find((each) => each.day > today) ?? choice[0] ?? null;
}
