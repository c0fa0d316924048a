"""The short word by which devices, files and addresses know a session."""

from collections.abc import Collection

from flask_babel import gettext as _

from eventapp.core.texts import Texts
from eventapp.workshops import keys


def from_title(title: Texts, taken: Collection[str]) -> str:
    """A key made of the title's Latin letters and figures, with a number where it would be taken."""
    return keys.from_title(title, taken, fallback="session")


def errors(key: str, taken: Collection[str]) -> dict[str, str]:
    """What is wrong with a key that somebody typed, as {"key": message}; empty when nothing is."""
    if not keys.is_key(key):
        return {"key": _("A key has small Latin letters, figures and hyphens only, such as “d1-opening”.")}
    if key in taken:
        return {"key": _("Another session has this key.")}
    return {}
