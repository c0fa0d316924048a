/**
 * What a screen reader says by itself. The regions hold nothing else: what is shown is filled anew at any time, and would
 * be read again each time.
 */
import { byId, fill, h } from "./dom.js";

/** Once for each answer, at once. A new node each time: the same words may be the answer to the next badge as well. */
export const say = (text) => fill(byId("spoken"), h("p", {}, text));

/** When nothing else is being said. */
export const mention = (text) => fill(byId("mentioned"), h("p", {}, text));
