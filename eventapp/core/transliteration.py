"""Cyrillic names in Latin letters, as a proposal for a name's owner to confirm or correct."""

import re
import unicodedata

# ICAO Doc 9303, Machine Readable Travel Documents, part 3, section 6 B, "Transliteration of Cyrillic
# characters". Rows that differ by language (Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian) stand
# here with their general value: a list does not say whose language a name is.
_ICAO = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y",
    "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u", "ѫ": "u",
    "ѵ": "y", "ђ": "d", "ѓ": "g", "ѕ": "dz", "ј": "j", "ќ": "k", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
}  # fmt: skip

# Letters that Doc 9303 has no row for, after the national romanizations as BGN/PCGN records them (Kazakh 1979,
# Kyrgyz 1979, Tajik 1994, Turkmen 1979, Uzbek 1979), reduced to the letters A to Z that a passport allows.
_CENTRAL_ASIAN = {
    "ғ": "gh", "қ": "q", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ә": "a", "ң": "ng", "ө": "o", "ұ": "u",
    "ү": "u", "һ": "h", "җ": "j",
}  # fmt: skip

_PASSPORT = _ICAO | _CENTRAL_ASIAN

# The spelling of newspapers and mailboxes (after BGN/PCGN Russian 1947); used for finding, never proposed.
_EVERYDAY = _PASSPORT | {
    "ё": "yo",
    "й": "y",
    "ъ": "",
    "ю": "yu",
    "я": "ya",
    "є": "ye",
    "ї": "yi",
}

_WORD = re.compile(r"[^\W\d_]+")


def transliterate(text: str) -> str:
    """The text with its Cyrillic letters in Latin ones by ICAO Doc 9303; all else as it is.

    Case is kept: «Щербакова» gives "Shcherbakova", «ЩЕРБАКОВА» gives "SHCHERBAKOVA". It is a proposal:
    the passport of the person may say otherwise, and then the passport is right.
    """
    return _WORD.sub(lambda word: _in_latin(word[0], _PASSPORT), unicodedata.normalize("NFC", text))


def everyday_spelling(text: str) -> str:
    """The text as mail addresses and the press spell it («Юлия Ёлкина»: "Yuliya Yolkina"), for search."""
    return _WORD.sub(lambda word: _in_latin(word[0], _EVERYDAY), unicodedata.normalize("NFC", text))


def spelling_tables() -> dict[str, dict[str, str]]:
    """{"passport": …, "everyday": …}: each small Cyrillic letter to its Latin ones, by either spelling."""
    return {"passport": dict(_PASSPORT), "everyday": dict(_EVERYDAY)}


def _in_latin(word: str, table: dict[str, str]) -> str:
    shouted = len(word) > 1 and word.isupper()
    letters = []
    for letter in word:
        latin = table.get(letter.lower())
        if latin is None:
            letters.append(letter)
        elif letter.islower():
            letters.append(latin)
        else:
            letters.append(latin.upper() if shouted else latin.capitalize())
    return "".join(letters)
