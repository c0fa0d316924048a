"""Keys and slugs: the short words by which files and addresses know a thing."""

import re
from collections.abc import Collection
from itertools import count

from eventapp.core.names import fold, transliterate
from eventapp.core.texts import Texts

SHORT_TITLE = 40
LONGEST_KEY = 60
RESERVED = frozenset({"new"})  # /workshops/new


def from_title(title: Texts, taken: Collection[str], *, fallback: str, ending: str = "") -> str:
    """The first words of a title in small Latin letters, then `ending`; with a number where that is taken."""
    words = re.findall(r"[a-z0-9]+", fold(transliterate(title.pick("en"))))
    stem = ""
    for word in words:
        longer = f"{stem}-{word}".strip("-")
        if len(longer) > SHORT_TITLE:
            break
        stem = longer
    stem = stem or (words[0][:SHORT_TITLE] if words else fallback)
    wanted = f"{stem}-{ending}" if ending else stem
    if wanted not in taken:
        return wanted
    return next(key for number in count(2) if (key := f"{wanted}-{number}") not in taken)


def is_key(text: str) -> bool:
    """Whether a text can stand in an address: small Latin letters and figures, with hyphens between them."""
    return len(text) <= LONGEST_KEY and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None


def is_slug(text: str) -> bool:
    """Whether a text can be the slug of a workshop; some addresses are taken by pages."""
    return is_key(text) and text not in RESERVED
