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
 * Where the desk most likely stands at `now` (ms), on the workshop's calendar. In a room: at the session that runs or begins
 * within 15 minutes, between sessions at the last one, in the morning at the first to come. Elsewhere: at the venue of the
 * day. When none of the workshop's days is today: at the first venue, or the first of the desk's places, as the server's
 * pages do (checkpoint_now).
 */
export function placeNow(list, now) {
  const own = places(list);
  const today = day(now, list.workshop.timezone);
  const during = list.workshop.starts_on <= today && today <= list.workshop.ends_on;
  const doors = own.filter(({ kind }) => kind !== "session");
  if (!during) return own.find(({ kind }) => kind === "venue") ?? doors[0] ?? own[0] ?? null;
  const sessions = own.filter(({ room_id: room, starts_at: start }) => start && room === list.desk?.room_id);
  if (sessions.length) return sessionNow(sessions, now, today);
  const choice = doors.length ? doors : own;
  return choice.find((each) => each.day === today) ?? choice.find((each) => each.day > today) ?? choice[0] ?? null;
}

function sessionNow(sessions, now, today) {
  const begun = sessions.filter(({ starts_at: start }) => Date.parse(start) - EARLY_MS <= now);
  const latest = begun.sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at)).at(-1);
  return (latest?.day === today ? latest : sessions.find((each) => each.day >= today)) ?? latest ?? sessions[0];
}
