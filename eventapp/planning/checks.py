"""What must hold for a workshop's facts, however they come."""

from datetime import date

from flask_babel import gettext as _

from eventapp.core import countries
from eventapp.core.errors import Invalid
from eventapp.core.texts import Texts
from eventapp.core.timezones import zone_names

LONGEST_WORKSHOP = 31  # days


def general_errors(
    *, title: Texts, city: str, country: str, starts_on: date, ends_on: date, timezone: str
) -> dict[str, str]:
    """{field: message} of what is wrong with the facts that every workshop has."""
    errors = {}
    if not title:
        errors["title"] = _("A workshop needs a title.")
    if not city:
        errors["city"] = _("A workshop needs a city.")
    if country not in countries.codes():
        errors["country"] = _("Choose a country.")
    if timezone not in zone_names():
        errors["timezone"] = _("Choose a time zone.")
    if ends_on < starts_on:
        errors["ends_on"] = _("The workshop cannot end before it starts.")
    elif (ends_on - starts_on).days >= LONGEST_WORKSHOP:
        errors["ends_on"] = _("A workshop has at most %(days)s days.", days=LONGEST_WORKSHOP)
    return errors


def refuse(errors: dict[str, str]) -> None:
    """Raise Invalid if there is any error."""
    if errors:
        raise Invalid(" ".join(errors.values()), errors)
