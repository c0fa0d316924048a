/**
 * Who is called nearly as what was typed: a slip of the finger, or a name written by ear ("Nuri" for Noori). For when
 * nobody of that name is on the list.
 */
const SEPARATORS = /[\s\p{Pd}]+/u;
/** What sounds alike in the spellings of our region's names, once they are folded. */
const ALIKE = [[/[kg]h/g, (pair) => (pair === "kh" ? "h" : "g")], [/ph/g, "f"], [/oo|ou/g, "u"], [/ee|y/g, "i"], [/w/g, "v"], [/q/g, "k"], [/(.)\1+/gu, "$1"]];
const ONE_SLIP = 4; // letters a word needs for one slip, and for two
const TWO_SLIPS = 7;
const UNFINISHED = 0.5; // the beginning of a name counts, after whole ones

const soundOf = (word) => ALIKE.reduce((text, [pattern, by]) => text.replace(pattern, by), word);

const slipsIn = (word) => (word.length < ONE_SLIP ? 0 : word.length < TWO_SLIPS ? 1 : 2);

/**
 * How many letters have to be put in, left out, changed or swapped with the next one to get from `typed` to `name` (optimal
 * string alignment), or to its beginning (and UNFINISHED); Infinity beyond `most`.
 */
export function slips(typed, name, most) {
  if (typed.length - name.length > most) return Infinity;
  const wide = Math.min(name.length, typed.length + most + 1);
  let earlier = [];
  let above = Array.from({ length: wide + 1 }, (_each, at) => at);
  for (let row = 1; row <= typed.length; row += 1) {
    const current = [row];
    let least = row;
    for (let at = 1; at <= wide; at += 1) {
      const same = typed[row - 1] === name[at - 1] ? 0 : 1;
      let cost = Math.min(above[at] + 1, current[at - 1] + 1, above[at - 1] + same);
      if (row > 1 && at > 1 && typed[row - 1] === name[at - 2] && typed[row - 2] === name[at - 1]) cost = Math.min(cost, earlier[at - 2] + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return Infinity;
    [earlier, above] = [above, current];
  }
  const whole = wide === name.length ? above[wide] : Infinity;
  const begun = Math.min(...above);
  const found = Math.min(whole, begun < whole ? begun + UNFINISHED : Infinity);
  return begun > most ? Infinity : found;
}

const sounds = new WeakMap(); // by person: rows are replaced, never changed

function soundsOf(person) {
  if (!sounds.has(person)) sounds.set(person, [...new Set(person.search.split(" ").map(soundOf))]);
  return sounds.get(person);
}

/** For one word that was typed (in its spellings): what a name's word costs, each reckoned once. */
function costs(spellings) {
  const typed = [...new Set(spellings.map(soundOf))];
  const known = new Map();
  return (name) => {
    if (!known.has(name)) known.set(name, Math.min(...typed.map((word) => slips(word, name, slipsIn(word)))));
    return known.get(name);
  };
}

/** The people nearest to `query`, those confirmed first; `people`: of the list, with their folded `search`. */
export function similar(folding, query, people, most) {
  const words = query.split(SEPARATORS).map((word) => folding.spellings(word)).filter(({ length }) => length).map(costs);
  if (!words.length) return [];
  const found = [];
  for (const person of people) {
    let total = 0;
    for (const cost of words) total += Math.min(...soundsOf(person).map(cost));
    if (total < Infinity) found.push({ person, total });
  }
  const unlikely = ({ person, total }) => total + (person.state === "confirmed" ? 0 : 100);
  found.sort((a, b) => unlikely(a) - unlikely(b) || a.person.name.localeCompare(b.person.name));
  return found.slice(0, most).map(({ person }) => person);
}
