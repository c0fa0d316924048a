/**
 * Whether somebody is let in: the first rule whose every named fact holds. The rules come from the server with the list
 * (eventapp/checkin/rules.json), which goes by the same ones: without a network nothing is decided otherwise.
 */
const holds = (wanted, is) => (Array.isArray(wanted) ? wanted.includes(is) : wanted === is);

/** `rules`: [{when: {fact: value | [values]}, then: outcome}]; the outcome of the first that matches. */
export function decide(rules, facts) {
  const rule = rules.find(({ when }) => Object.entries(when).every(([fact, wanted]) => holds(wanted, facts[fact])));
  if (!rule) throw new Error("no rule matches");
  return rule.then;
}
