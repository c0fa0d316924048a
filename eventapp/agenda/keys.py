"""The short word by which devices, files and addresses know a session."""

import re
from collections.abc import Collection
from itertools import count

from flask_babel import gettext as _

from eventapp.core.names import fold, transliterate
from eventapp.core.texts import Texts

LONGEST = 60
_SHORT_TITLE = 40
_FALLBACK = "session"


def from_title(title: Texts, taken: Collection[str]) -> str:
    """A key made of the title's Latin letters and figures, with a number where it would be taken."""
    words = re.findall(r"[a-z0-9]+", fold(transliterate(title.pick("en"))))
    stem = ""
    for word in words:
        longer = f"{stem}-{word}".strip("-")
        if len(longer) > _SHORT_TITLE:
            break
        stem = longer
    stem = stem or (words[0][:_SHORT_TITLE] if words else _FALLBACK)
    return stem if stem not in taken else _numbered(stem, taken)


def errors(key: str, taken: Collection[str]) -> dict[str, str]:
    """What is wrong with a key that somebody typed, as {"key": message}; empty when nothing is."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key) or len(key) > LONGEST:
        return {"key": _("A key has small Latin letters, figures and hyphens only, such as “d1-opening”.")}
    if key in taken:
        return {"key": _("Another session has this key.")}
    return {}


def _numbered(stem: str, taken: Collection[str]) -> str:
    return next(key for number in count(2) if (key := f"{stem}-{number}") not in taken)
