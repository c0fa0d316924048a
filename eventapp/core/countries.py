"""Countries: ISO 3166 codes, the short names of the United Nations, and the many ways lists spell them."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from eventapp.core import names
from eventapp.core.country_names import NO_COUNTRIES, UN_SHORT_NAMES, USUAL_SPELLINGS

# The languages in whose names a country is found, the first ones first where two would differ.
_READ_IN = (
    "en",
    "ru",
    "kk",
    "ky",
    "tg",
    "uz",
    "uz_Cyrl",
    "tk",
    "fa",
    "fr",
    "de",
    "es",
    "tr",
)
_UN_LANGUAGES = {"en": 0, "ru": 1}

_STYLE = re.compile(
    r"^(?:the )?(?:(?:(?:federal|islamic|socialist|democratic|arab|united|peoples|plurinational|bolivarian|hellenic) )*"
    r"(?:republic|kingdom|state|emirate|commonwealth|principality|grand duchy|sultanate|federation) of )?(?:the )?"
)
_STYLE_RU = re.compile(
    r"^(?:(?:исламская|арабская|федеративная|социалистическая|итальянская) )*(?:республика|королевство) "
)


def name(code: str, language: str = "en") -> str:
    """The official short name of a country (two-letter code) in a language, as the United Nations writes it.

    English and Russian follow UNTERM, other languages CLDR; a language without names falls back to English,
    and a code that is no country's to the code itself.
    """
    code, base = code.upper(), _base(language)
    if code in UN_SHORT_NAMES and base in _UN_LANGUAGES:
        return UN_SHORT_NAMES[code][_UN_LANGUAGES[base]]
    found = _territories(language).get(code) or _territories("en").get(code) or code
    if base == "ru":
        found = found.replace("о-ва", "острова").replace("о-в", "остров")
        return found[0].upper() + found[1:]
    return found.replace(" & ", " and ").replace("\u2019", "'") if base == "en" else found


def codes() -> frozenset[str]:
    """The two-letter codes of all countries and areas a participant may come from."""
    return frozenset(
        code for code in _territories("en") if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    )


def find(text: str) -> str | None:
    """The code of the country that a text names: by code of two or three letters, or by any usual name; else None."""
    wanted = _plain(text)
    if not wanted:
        return None
    index = _index()
    for form in (wanted, _STYLE.sub("", wanted), _STYLE_RU.sub("", wanted)):
        if form in index:
            return index[form]
    return None


def sort_key(code: str, language: str = "en") -> str:
    """A key that puts countries in the alphabetical order of their names in the language."""
    return names.sort_key(name(code, language), language)


def choices(language: str = "en") -> list[tuple[str, str]]:
    """(code, name) of all countries, in the alphabetical order of the language."""
    return [(code, name(code, language)) for code in sorted(codes(), key=lambda code: sort_key(code, language))]


def _base(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return {}
    return dict(locale.territories.items())


def _plain(text: str) -> str:
    """The folded text without punctuation, articles' commas and "and" signs, for comparing names."""
    folded = names.fold(text.replace("&", " and "))
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"(?<=\w)\.(?=\w\b)", "", folded)).split())


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    known = codes()
    index: dict[str, str] = {}
    for code in known:
        index.update(dict.fromkeys((_plain(code), _plain(name(code, "en")), _plain(name(code, "ru"))), code))
    for code, spellings in USUAL_SPELLINGS.items():
        index.update(dict.fromkeys(map(_plain, (*spellings, *UN_SHORT_NAMES.get(code, ()))), code))
    for code, spellings in UN_SHORT_NAMES.items():
        index.update(dict.fromkeys(map(_plain, spellings), code))
    # CLDR's territory aliases hold the three-letter codes of ISO 3166.
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and targets[0] in known:
            index.setdefault(_plain(alias), targets[0])
    for language in _READ_IN:
        for code, spelling in _territories(language).items():
            if code in known:
                index.setdefault(_plain(spelling), code)
    return index
