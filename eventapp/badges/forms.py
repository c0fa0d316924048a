"""Which badges are to be printed, and how."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField

from eventapp.badges.queries import Wanted
from eventapp.core.forms import BaseForm, choices
from eventapp.core.i18n import LANGUAGES, language, tr
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop
from exports.badge_sheet import DEFAULT_LAYOUT, LAYOUTS
from exports.tent_cards import COUNTRY, NAME

LAYOUT_LABELS = {
    "a6-4up": _l("A6, four on a sheet of A4"),
    "a6": _l("A6, one on each page"),
    "a7": _l("A7, eight on a sheet of A4"),
    "card": _l("Card 86 × 54 mm, ten on a sheet of A4"),
}


STYLE_LABELS = {
    NAME: _l("The name large, the country or organization below"),
    COUNTRY: _l("The country or organization large, the name below"),
}


class ChoiceForm(BaseForm):
    """The filter of the page; what is chosen here is what is printed."""

    type = SelectField(_l("Delegation type"), coerce=str)
    delegation = SelectField(_l("Delegation"), coerce=str)
    q = StringField(_l("Name"))
    unprinted = BooleanField(_l("Not printed yet"))
    unapproved = BooleanField(_l("Name not approved"))

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
        )


class PrintForm(BaseForm):
    """How they are printed."""

    layout = SelectField(
        _l("Layout"), choices=choices((key, LAYOUT_LABELS[key]) for key in LAYOUTS), default=DEFAULT_LAYOUT
    )
    language = SelectField(_l("Language of the texts"))

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        codes = [code for code in workshop.languages if code in LANGUAGES] or list(LANGUAGES)
        self.language.choices = choices((code, LANGUAGES[code]) for code in codes)


class PlatesForm(BaseForm):
    """How name plates are printed."""

    style = SelectField(_l("On the plate"), choices=choices(STYLE_LABELS.items()))
    language = SelectField(_l("Language of the texts"), id="plates-language")

    def __init__(self, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        codes = [code for code in workshop.languages if code in LANGUAGES] or list(LANGUAGES)
        self.language.choices = choices((code, LANGUAGES[code]) for code in codes)


def _known(field: SelectField) -> int | None:
    return int(field.data) if field.data and field.data in {choice.value for choice in field.choices} else None
