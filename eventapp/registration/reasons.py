"""Why a row of a nomination list, a cell, or a whole file was not taken: as sentences for people."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.registration.sheets import reasons

OURS = {
    "no_delegation": _l("It cannot be told which delegation this row belongs to; choose one."),
    "no_seats": _l("%(delegation)s has no seats at this workshop."),
    "answer_refused": _l("The answer to “%(field)s” cannot be used: %(why)s"),
    "gone": _l("This registration is %(state)s; reading a list does not change that."),
}


def reason_text(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a reason in the language in force."""
    if code in OURS:
        return str(OURS[code]) % facts
    return str(_(reasons.MESSAGES[code])) % facts
