"""A mailing: to whom, and what it says; when it is sent."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired

from eventapp.core import id_ranges
from eventapp.core.forms import BaseForm, choices
from eventapp.messages.forms import WordsForm, whole_number
from eventapp.messages.occasions import FOCAL_POINTS
from eventapp.registration.labels import STATE_LABELS
from eventapp.registration.queries import PeopleFilter

FILTER = ("text", "state", "type_id", "delegation_id", "country")
ARGUMENTS = {"q": "text", "type": "type_id", "delegation": "delegation_id"}
"""How the addresses of the participants' list name what `PeopleFilter` calls otherwise."""


class MailingForm(WordsForm):
    """Words, and the filter of those who get them. `ids`: ticked on a list, they stand for the filter."""

    audience = HiddenField()
    occasion = HiddenField()
    ids = HiddenField()
    text = StringField(_l("Name or organization"))
    state = SelectField(_l("State"), validate_choice=False)
    type_id = SelectField(_l("Delegation type"), coerce=whole_number, validate_choice=False)
    delegation_id = SelectField(_l("Delegation"), coerce=whole_number, validate_choice=False)
    country = SelectField(_l("Country"), validate_choice=False)
    missing = BooleanField(_l("Only those of whom something is missing"))
    empty_seats = BooleanField(_l("Only delegations with empty seats"))

    def offer_filter(
        self,
        types: Sequence[tuple[int, str]],
        delegations: Mapping[str, Sequence[tuple[int, str]]],
        countries: Sequence[tuple[str, str]],
    ) -> None:
        """Whom there is to choose from."""
        self.state.choices = choices(STATE_LABELS.items(), _l("Everybody but declined and cancelled"))
        self.type_id.choices = choices(types, _l("Every type"))
        every = [pair for group in delegations.values() for pair in group]
        self.delegation_id.choices = choices(every, _l("Every delegation"))
        self.country.choices = choices(countries, _l("Every country"))

    def recipients(self) -> dict[str, Any]:
        """As `mailings.actions.Facts` wants them."""
        if self.ids.data:
            return {"ids": id_ranges.read(self.ids.data)}
        names = ("type_id",) if self.audience.data == FOCAL_POINTS else FILTER
        kept = {name: self[name].data for name in names if self[name].data}
        flag = "empty_seats" if self.audience.data == FOCAL_POINTS else "missing"
        return {"filter": kept, **({flag: True} if self[flag].data else {})}


class TimeForm(BaseForm):
    """When to send, on the workshop's clock."""

    at = DateTimeLocalField(_l("Send at"), [InputRequired()], format="%Y-%m-%dT%H:%M")


def form_data(recipients: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of kept recipients."""
    if (ids := recipients.get("ids")) is not None:
        return {"ids": id_ranges.write(ids)}
    return {
        **recipients.get("filter", {}),
        "missing": recipients.get("missing", False),
        "empty_seats": recipients.get("empty_seats", False),
    }


def filter_of(arguments: Mapping[str, str]) -> dict[str, Any]:
    """A filter of the participants' list, as its address has it: {name in `PeopleFilter`: value}."""
    kept: dict[str, Any] = {}
    for field in dataclasses.fields(PeopleFilter):
        name = next((short for short, long in ARGUMENTS.items() if long == field.name), field.name)
        value = arguments.get(name, arguments.get(field.name, ""))
        if not value:
            continue
        if "int" in str(field.type):
            if (number := whole_number(value)) is not None:
                kept[field.name] = number
        elif "bool" in str(field.type):
            kept[field.name] = True
        else:
            kept[field.name] = value.removeprefix("-")[:300]  # "-" asks for those who did not say
    return kept


def shown_by_form(kept: Mapping[str, Any]) -> bool:
    """Whether the form has a field for every part of a filter; otherwise the people it finds are settled at once."""
    return set(kept) <= set(FILTER)
