"""Names of people: kept as their owners write them, found again in any script, taken apart only when sure."""

import re
import unicodedata
from collections.abc import Sequence

from eventapp.core.transliteration import everyday_spelling, spelling_tables, transliterate

__all__ = [
    "clean",
    "display",
    "fold",
    "folding_tables",
    "matches",
    "scripts",
    "search_key",
    "search_words",
    "sort_key",
    "split_full_name",
    "split_like",
    "transliterate",
]

_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
_INVISIBLE_LETTERS = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")
_ZWNJ_BETWEEN_ARABIC = re.compile(r"(?<=[\u0620-\u06ff\u0750-\u077f])\u200c(?=[\u0620-\u06ff\u0750-\u077f])")

# Letters that lose no mark when taken apart, yet are typed by their plain neighbour on another keyboard.
_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ə": "e", "æ": "ae", "œ": "oe", "þ": "th",
    "қ": "к", "ғ": "г", "ң": "н", "ө": "о", "ү": "у", "ұ": "у", "ә": "а", "һ": "х", "ҳ": "х", "ҷ": "ч", "җ": "ж",
    "і": "и", "ґ": "г",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ە": "ه", "ٱ": "ا", "ـ": "",
})  # fmt: skip
_APOSTROPHES = re.compile("['`´\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02bf\u02be\u02c8\u2032\uff07]")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")

_NAME = re.compile(rf"(?:[^\W\d_]|[ .'\u2019\u02bb\u02bc{_ZWNJ}-])+")

# Turkic patronymic words: the family name is the two words together («Асан уулу Азамат»).
_CHILD_OF = frozenset(
    {
        "уулу",
        "уул",
        "улуу",
        "кызы",
        "кизи",
        "угли",
        "оглы",
        "гызы",
        "оглу",
        "uulu",
        "kyzy",
        "ogly",
    }
)
_PARTICLES = frozenset({
    "al", "bin", "ibn", "bint", "abu", "ul", "van", "von", "der", "den", "de", "del", "della", "da", "di", "dos",
    "das", "du", "la", "le", "el", "ter", "ten", "zu", "zum",
})  # fmt: skip


def clean(text: str) -> str:
    """One line of text as it may be stored: composed (NFC), trimmed, blanks single, nothing invisible in it.

    Control characters, bidirectional marks, soft hyphens and zero-width characters go; only the zero-width
    non-joiner inside a Persian or Arabic word stays, since it belongs to the spelling.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = []
    for character in unicodedata.normalize("NFC", text).translate(_INVISIBLE_LETTERS):
        category = unicodedata.category(character)
        if character.isspace() or category in ("Zs", "Zl", "Zp"):
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Cn") or character == _ZWNJ:
            kept.append(character)
    joined = re.sub(f"{_ZWNJ}+", _ZWNJ, "".join(kept))
    joined = _ZWNJ_BETWEEN_ARABIC.sub("\0", joined).replace(_ZWNJ, "").replace("\0", _ZWNJ)
    return unicodedata.normalize("NFC", " ".join(joined.split()))


def fold(text: str) -> str:
    """The text without what people leave out when they search: case, accents, apostrophes, kinds of blank or dash.

    Letters with several code points become one (ё and е, ي and ی, ك and ک, the Kazakh and Tajik letters and
    their Russian neighbours). Folding twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().replace("'", "").replace("`", "").replace("-", " ").split())
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(_folded(character) for character in apart)
    bare = _DASHES.sub(" ", _APOSTROPHES.sub("", bare.translate(_PLAIN)))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Cc":
        return " " if character.isspace() else ""
    return character


def search_key(*texts: str | None) -> str:
    """What to store beside names so that they are found: the folded texts, and their Latin spellings if Cyrillic.

    Look for a query in it with :func:`search_words` (in a database) or :func:`matches` (in Python).
    """
    spellings: dict[str, None] = {}
    for text in texts:
        spellings.update(dict.fromkeys(_spellings(text or "")))
    return " ".join(spelling for spelling in spellings if spelling)


def search_words(query: str) -> list[tuple[str, ...]]:
    """For each word of a query, the spellings any one of which must stand somewhere in a search key.

    The words are in no order: "ivanova anna" finds «Анна Иванова», and «Иванова» finds "Anna Ivanova".
    """
    return [_spellings(word) for word in query.split() if fold(word)]


def matches(query: str, key: str) -> bool:
    """Whether every word of the query stands in a key made by :func:`search_key`, in one spelling or another."""
    return all(any(spelling in key for spelling in word) for word in search_words(query))


def _spellings(text: str) -> tuple[str, ...]:
    found = dict.fromkeys((fold(text), fold(transliterate(text)), fold(everyday_spelling(text))))
    # «х» is "kh" in passports and "h" on many a visiting card: «Ахмад», Akhmad, Ahmad
    found.update(dict.fromkeys([spelling.replace("kh", "h") for spelling in found]))
    return tuple(spelling for spelling in found if spelling)


def folding_tables() -> dict[str, dict[str, str]]:
    """The letters that `fold` and the spellings go by, for a page that searches on the device.

    {"plain": …, "passport": …, "everyday": …}, each letter to its replacement.
    """
    plain = {chr(letter): str(replacement) for letter, replacement in _PLAIN.items()}
    return {"plain": plain, **spelling_tables()}


def sort_key(text: str, language: str = "en") -> str:
    """A key that puts texts in the alphabetical order of the language: in Russian ё follows е, й follows и."""
    if not re.match(r"ru\b|ru_", language):
        return fold(text)
    lowered = unicodedata.normalize("NFC", text).casefold()
    letters = _APOSTROPHES.sub("", _DASHES.sub(" ", lowered))
    return " ".join(letters.replace("ё", "е\U0010fffd").split())


def scripts(text: str) -> frozenset[str]:
    """The scripts of the letters of a text: any of "latin", "cyrillic", "arabic" and "other".

    Modifier letters such as the Uzbek ʻ belong to the word they stand in.
    """
    return frozenset(_script(letter) for letter in text if letter.isalpha() and unicodedata.category(letter) != "Lm")


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").removeprefix("FULLWIDTH ")
    first = name.split(" ", 1)[0].lower()
    return first if first in ("latin", "cyrillic", "arabic") else "other"


def display(given: str | None, family: str | None, whole: str | None = None) -> str:
    """ "Given FAMILY" as the lists of an international meeting print it, or the whole name where it was not split."""
    if family:
        return f"{given} {family.upper()}" if given else family.upper()
    return given or whole or ""


def split_full_name(text: str, *, family_first: bool = False) -> tuple[str | None, str | None]:
    """(family, given) of a full name where the text itself, or its heading, says which is which.

    The family name is the part before a comma, or else the words in capitals at one end ("Lola RAKHIMOVA",
    "Jan van der BERG"). With ``family_first`` (a heading such as «Ф.И.О.») it is otherwise the first word, or the
    first two of a Turkic patronymic («Асан уулу Азамат»). In all other cases (None, None): nothing is guessed.
    """
    before, comma, after = (part.strip() for part in clean(text).partition(","))
    if comma:
        return (before, after) if _NAME.fullmatch(before) and _NAME.fullmatch(after) else (None, None)
    words = before.split()
    start, end = _capitals(words)
    if end > start:
        return " ".join(words[start:end]), " ".join(words[:start] + words[end:])
    if family_first and len(words) > 1:
        cut = 2 if len(words) > 2 and words[1].casefold() in _CHILD_OF else 1
        return " ".join(words[:cut]), " ".join(words[cut:])
    return None, None


def split_like(name: str, family: str | None) -> tuple[str | None, str | None]:
    """(family, given) of a name whose family name is known in the other script.

    ``split_like("Лола Рахимова", "RAKHIMOVA")`` is ("Рахимова", "Лола"): the family name is the words at either end
    that are spelt like the known one, by any usual transliteration; (None, None) where there are none.
    """
    words, wanted = clean(name).split(), set(_spellings(family or ""))
    for count in range(1, len(words)):
        for found, rest in (
            (words[-count:], words[:-count]),
            (words[:count], words[count:]),
        ):
            if wanted.intersection(_spellings(" ".join(found))):
                return " ".join(found), " ".join(rest)
    return None, None


def _capitals(words: Sequence[str]) -> tuple[int, int]:
    """The span of words in capitals at the start or the end, with the particles before it; (0, 0) if unclear."""
    shouted = [_is_capitals(word) for word in words]
    if not any(shouted) or all(shouted):
        return 0, 0
    start, end = shouted.index(True), len(words) - shouted[::-1].index(True)
    if not all(shouted[start:end]):
        return 0, 0
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    if start == 0 or end == len(words):
        others = [*words[:start], *words[end:]]
        return (start, end) if any(any(map(str.islower, word)) for word in others) else (0, 0)
    return 0, 0


def _is_capitals(word: str) -> bool:
    """Whether a word is written in capitals: two letters at least, a lower-case beginning such as Mc- or al- aside."""
    core = re.sub(r"^(?:Mc|Mac|al-|el-|ul-|d['\u2019])(?=\w\w)", "", word)
    return core.isupper() and sum(map(str.isalpha, core)) > 1 and "." not in core.rstrip(".")
