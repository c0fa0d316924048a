"""Words of names as they sound, so that Latin, Cyrillic and Arabic spellings of one word can be compared.

Cyrillic goes through ICAO Doc 9303 first (`core.transliteration`); then usual spellings of one sound become one
("kh", "h"; "iu", "yu"; "dzh", "j"). Arabic script writes no short vowels: it is compared by consonants alone.
"""

import re
from functools import lru_cache

from eventapp.core.names import fold, scripts, transliterate

_SOUNDS = (
    ("ii", "i"),
    ("iy", "i"),
    ("yi", "i"),
    ("shch", "$"),
    ("dzh", "j"),
    ("sch", "$"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ch", "c"),
    ("sh", "$"),
    ("ts", "c"),
    ("ph", "f"),
    ("ck", "k"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("ie", "e"),
    ("ye", "e"),
    ("yo", "e"),
    ("io", "e"),
    ("iu", "u"),
    ("yu", "u"),
    ("ju", "u"),
    ("ia", "a"),
    ("ya", "a"),
    ("ja", "ja"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("y", "i"),
    ("ii", "i"),
)
_ARABIC = dict(
    zip(
        "بپتثجچحخدذرزژسشصضطظغفقکگلمن",
        [
            "b",
            "p",
            "t",
            "s",
            "j",
            "c",
            "h",
            "h",
            "d",
            "z",
            "r",
            "z",
            "j",
            "s",
            "$",
            "s",
            "z",
            "t",
            "z",
            "g",
            "f",
            "k",
            "k",
            "g",
            "l",
            "m",
            "n",
        ],
        strict=True,
    )
)
_VOWELS = frozenset("aeiouy")
_SILENT_IN_ARABIC = frozenset("hv")  # ه at the end is a vowel, و one of three


@lru_cache(maxsize=50_000)
def latin(word: str) -> str:
    """A folded word in plain Latin letters; Arabic script stays."""
    return fold(transliterate(word))


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a word in Latin or Cyrillic letters sounds: «Юлия», Iuliia and Yuliya are one."""
    heard = latin(word)
    for spelling, one in _SOUNDS:
        heard = heard.replace(spelling, one)
    return re.sub(r"(.)\1+", r"\1", heard)


@lru_cache(maxsize=50_000)
def consonants(word: str) -> str:
    """The consonants that every script writes: of «Ахмад», Ahmad and احمد they are the same."""
    if is_arabic(word):
        letters = [_ARABIC.get(letter, "") for letter in fold(word)]
    else:
        letters = [letter for letter in sound(word) if letter not in _VOWELS]
    plain = "".join(letter for letter in letters if letter.strip() and letter not in _SILENT_IN_ARABIC)
    return re.sub(r"(.)\1+", r"\1", plain)


def first(word: str) -> str:
    """The class of the first sound: a consonant, or "*" for any vowel or silent letter."""
    begins = _ARABIC.get(fold(word)[:1], "") if is_arabic(word) else sound(word)[:1]
    return "*" if not begins or begins in _VOWELS or begins in _SILENT_IN_ARABIC else begins


@lru_cache(maxsize=50_000)
def is_arabic(word: str) -> bool:
    return "arabic" in scripts(word)
