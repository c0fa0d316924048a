"""How classes of data are spoken of."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventapp.core.i18n import day
from eventapp.privacy.classes import CLASSES
from eventapp.privacy.retention import NAMES, NAMES_LABEL, Planned

_LABELS: dict[str, Any] = {**{each.key: each.label for each in CLASSES}, NAMES: NAMES_LABEL}
HISTORY: dict[str, Any] = {
    "registration.consented": _l("Agreed to the consent text"),
    "privacy.copied": _l("A copy of all data was taken"),
    "privacy.erasure_asked": _l("Asked to be erased"),
    "privacy.erasure_refused": _l("Erasure refused"),
    "privacy.photo_consent_changed": _l("Consent to photographs changed"),
}
"""What the history of a registration says of it, beside its own lines."""
_OF_PEOPLE = {"identity", "needs", "photos", "travel", "contacts", "letters", NAMES}


def sentence(planned: Planned) -> str:
    """ "Passport and bank data of 12 people on 30 April 2016": what goes when."""
    counted = ngettext("%(num)s entry", "%(num)s entries", planned.count)
    if planned.key in _OF_PEOPLE:
        counted = ngettext("%(num)s person", "%(num)s people", planned.count)
    when = day(planned.on, "d MMMM y")
    return str(_("%(what)s (%(count)s) on %(when)s", what=planned.label, count=counted, when=when))


def purged(facts: dict[str, int]) -> str:
    """What was removed at once, as one line."""
    return ", ".join(f"{_LABELS.get(key, key)}: {count}" for key, count in facts.items())
