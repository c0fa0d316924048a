"""Which badges are to be printed, and how; blank ones, name plates, signs for doors."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField, StringField

from eventapp.badges import queries, signs
from eventapp.badges.labels import LAYOUT_LABELS
from eventapp.badges.queries import Wanted
from eventapp.core.errors import Invalid
from eventapp.core.forms import BaseForm, choices
from eventapp.core.i18n import LANGUAGES, language, tr
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop
from exports.badge_sheet import DEFAULT_LAYOUT, LAYOUTS
from exports.tent_cards import COUNTRY, NAME

ORDER_LABELS = {
    queries.PRECEDENCE: _l("Delegations in their order"),
    queries.ALPHABET: _l("Alphabet of names"),
}
STYLE_LABELS = {
    NAME: _l("The name large, the country or organization below"),
    COUNTRY: _l("The country or organization large, the name below"),
}


SIGN_LABELS = {
    signs.ROOM_AND_DAY: _l("Each room and day"),
    signs.ROOM: _l("Each room, all days on it"),
    signs.SESSION: _l("Each session"),
}


class ChoiceForm(BaseForm):
    """The filter of the page; what is chosen here is what is printed."""

    type = SelectField(_l("Delegation type"), coerce=str)
    delegation = SelectField(_l("Delegation"), coerce=str)
    q = StringField(_l("Name"))
    unprinted = BooleanField(_l("Not printed yet"))
    unapproved = BooleanField(_l("Name not approved"))
    order = SelectField(_l("Order"), choices=choices(ORDER_LABELS.items()), default=queries.PRECEDENCE)

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        kinds = [(str(kind.id), tr(kind.name)) for kind in registrations.delegation_types(workshop.id)]
        delegations = [
            (str(delegation.id), delegation_label(delegation, language()))
            for delegation in registrations.delegations(workshop.id, language())
        ]
        self.type.choices = choices(kinds, blank=_l("All types"))
        self.delegation.choices = choices(delegations, blank=_l("All delegations"))

    def wanted(self) -> Wanted:
        """What was chosen; a choice that is not there any more does not matter."""
        return Wanted(
            type_id=_known(self.type),
            delegation_id=_known(self.delegation),
            unprinted=bool(self.unprinted.data),
            unapproved=bool(self.unapproved.data),
            text=self.q.data or "",
            order=queries.ALPHABET if self.order.data == queries.ALPHABET else queries.PRECEDENCE,
        )


class PrintForm(BaseForm):
    """How they are printed."""

    layout = SelectField(
        _l("Layout"), choices=choices((key, LAYOUT_LABELS[key]) for key in LAYOUTS), default=DEFAULT_LAYOUT
    )
    language = SelectField(_l("Language of the texts"))
    again = BooleanField(_l("Print again what was printed before"))

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language.choices = _languages(workshop)


class PlatesForm(BaseForm):
    """How name plates are printed."""

    style = SelectField(_l("On the plate"), choices=choices(STYLE_LABELS.items()))
    language = SelectField(_l("Language of the texts"), id="plates-language")

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language.choices = _languages(workshop)


class SignsForm(BaseForm):
    """How signs for doors are printed."""

    kind = SelectField(_l("One sign for"), choices=choices(SIGN_LABELS.items()))
    language = SelectField(_l("Language above"), id="signs-language")

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language.choices = _languages(workshop)


class SparesForm(BaseForm):
    """How many blank badges of each delegation type; the fields are named by the types' ids."""

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.types = registrations.delegation_types(workshop.id)

    def numbers(self, sent: Mapping[str, str]) -> dict[int, int]:
        """{delegation type: how many} as sent, "" being none. Raises Invalid for what is no number."""
        found = {}
        for kind in self.types:
            text = sent.get(f"type-{kind.id}", "").strip()
            if text and not text.isdecimal():
                raise Invalid(_("“%(text)s” is not a number of badges.", text=text[:20]))
            found[kind.id] = int(text[:6] or 0)
        return found


def _languages(workshop: Workshop) -> list[SelectChoice]:
    codes = [code for code in workshop.languages if code in LANGUAGES] or list(LANGUAGES)
    return choices((code, LANGUAGES[code]) for code in codes)


def _known(field: SelectField) -> int | None:
    return int(field.data) if field.data and field.data in {choice.value for choice in field.choices} else None
