/**
 * What the rules ask for, gathered as eventapp/checkin/decision.py (facts_of) gathers it; tests/checkin/cases.json is run
 * against both.
 */

/**
 * `badge`: valid, revoked, unknown or none; `guest`: {state, type_id, groups} or null where a code stands for nobody here;
 * `door`: {key, capacity, type_ids, repeats, grouped, rivals}; `numberInside`: how many are in now.
 */
export function factsOf(badge, guest, door, direction, { inside, numberInside }) {
  return {
    badge,
    state: guest ? guest.state : "",
    direction,
    permitted: !guest || !door.type_ids.length || door.type_ids.includes(guest.type_id),
    group: group(guest, door),
    inside,
    repeats: door.repeats,
    full: door.capacity !== null && numberInside >= door.capacity,
  };
}

function group(guest, door) {
  if (!guest || !door.grouped) return "none";
  if (guest.groups.includes(door.key)) return "this";
  return door.rivals.some((key) => guest.groups.includes(key)) ? "other" : "none";
}

/** The keys of the other working groups at the same time as a checkpoint's session. */
export function rivalsOf(door, checkpoints) {
  const parallel = (other) => other.starts_at < door.ends_at && door.starts_at < other.ends_at;
  return checkpoints.filter((other) => other.grouped && other.key !== door.key && parallel(other)).map(({ key }) => key);
}
