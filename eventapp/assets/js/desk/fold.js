/**
 * Finding names in any script, as eventapp.core.names does it: the letters' tables come from there with the page
 * (folding_tables), the steps are those of fold, search_words and matches; tests compare the two.
 */
const APOSTROPHES = /['`´\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02bf\u02be\u02c8\u2032\uff07]/gu;
const DASHES = /[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu;
const DROPPED = /[\p{Mn}\p{Me}\p{Cf}]/gu;
const CONTROLS = /\p{Cc}/gu;
const DIGIT = /\p{Nd}/gu;
const WORD = /\p{L}+/gu;
const isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The value of a decimal digit of any script: each script's ten stand in a row, its zero first. */
function valueOf(digit) {
  let value = 0;
  while (value < 9 && isDigit(digit.codePointAt(0) - value - 1)) value += 1;
  return String(value);
}

// By way of capitals: "ß", "ẞ" and "ss" are one, as with Python's casefold.
const caseless = (text) => text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");

export class Folding {
  constructor({ plain, passport, everyday }) {
    Object.assign(this, { plain, passport, everyday });
  }

  fold(text) {
    const apart = caseless(text.normalize("NFKD")).normalize("NFKD");
    const bare = apart
      .replace(DROPPED, "")
      .replace(DIGIT, valueOf)
      .replace(CONTROLS, (letter) => (/\s/u.test(letter) ? " " : ""));
    const plain = [...bare].map((letter) => this.plain[letter] ?? letter).join("");
    return plain.replace(APOSTROPHES, "").replace(DASHES, " ").normalize("NFC").split(/\s+/u).filter(Boolean).join(" ");
  }

  spellings(text) {
    const found = [text, this.latin(text, this.passport), this.latin(text, this.everyday)].map((each) => this.fold(each));
    const both = [...found, ...found.map((each) => each.replaceAll("kh", "h"))];
    return [...new Set(both)].filter(Boolean);
  }

  latin(text, table) {
    // Case does not matter here: what comes out is folded.
    return text.normalize("NFC").replace(WORD, (word) => [...word].map((letter) => table[letter.toLowerCase()] ?? letter).join(""));
  }

  /** For each word of a query, the spellings any one of which must stand in a search key. */
  words(query) {
    return query.split(/\s+/u).filter((word) => this.fold(word)).map((word) => this.spellings(word));
  }

  matches(words, key) {
    return words.every((word) => word.some((spelling) => key.includes(spelling)));
  }

  /** What the list would hold for names written here (search_key). */
  key(...texts) {
    return [...new Set(texts.flatMap((text) => this.spellings(text ?? "")))].join(" ");
  }
}
