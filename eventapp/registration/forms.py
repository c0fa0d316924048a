"""What people type about themselves, and organizers about delegations, types and lists."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    ColorField,
    EmailField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Regexp
from wtforms.validators import Optional as OptionalInput

from eventapp.core import countries
from eventapp.core.forms import BaseForm, TextsField, choices
from eventapp.core.i18n import LANGUAGES, language, tr
from eventapp.registration.labels import APPROVAL_LABELS, FUNCTION_LABELS, FUNDING_LABELS, delegation_label
from eventapp.registration.models import Approval, Delegation, DelegationType, Registration
from eventapp.registration.person_forms import PersonForm, usable_address
from eventapp.registration.sheets.headings import FIELDS

MOST_SEATS = 100_000


class StaffForm(PersonForm):
    """A person as the organizer writes them: with what people do not say of themselves."""

    function = SelectField(_l("Function"), choices=choices(FUNCTION_LABELS.items()), default="")
    alternate = BooleanField(_l("Alternate: comes if one of the delegation cannot"))
    funding = SelectField(_l("Funding"), choices=choices(FUNDING_LABELS.items()), default="")

    def facts(self, kind: DelegationType | None = None) -> dict[str, Any]:
        said = {"function": self.function.data or "", "funding": self.funding.data or ""}
        return {**super().facts(kind), **said, "alternate": bool(self.alternate.data)}

    @staticmethod
    def typed(registration: Registration) -> dict[str, Any]:
        more = {fact: getattr(registration, fact) for fact in ("function", "alternate", "funding")}
        return {**PersonForm.typed(registration), **more}


class EntryForm(StaffForm):
    """Somebody whom the organizer enters."""

    delegation_id = SelectField(_l("Delegation"), coerce=int)
    confirm = BooleanField(_l("Confirm at once, if there is a seat"))
    another_person = BooleanField(_l("This is another person of the same name"))
    submit_key = HiddenField(validators=[Length(max=100)])

    def offer(self, delegations: Sequence[Delegation]) -> None:
        """The delegations among which one may choose, by type."""
        self.delegation_id.choices = grouped(delegation_choices(delegations))


class MoveForm(BaseForm):
    """Another delegation."""

    delegation_id = SelectField(_l("Delegation"), coerce=int)

    def offer(self, delegations: Sequence[Delegation]) -> None:
        self.delegation_id.choices = grouped(delegation_choices(delegations))


class DelegationForm(BaseForm):
    """A delegation: a country or an organization within a type, its seats, its focal point."""

    type_id = SelectField(_l("Delegation type"), coerce=int)
    country = SelectField(_l("Country"), default="")
    organization = StringField(_l("Organization"), [OptionalInput()], description=_l("Leave it empty for a State."))
    seats = IntegerField(
        _l("Seats"),
        [OptionalInput(), NumberRange(0, MOST_SEATS)],
        description=_l("Empty: bounded by the quota of the type alone. 0: no seats at all."),
        render_kw={"inputmode": "numeric"},
    )
    region = StringField(
        _l("Region"),
        [OptionalInput(), Length(max=120)],
        description=_l("For attribution: “an official from Central Asia”."),
    )
    host = BooleanField(_l("Hosts the workshop"))
    precedence = IntegerField(
        _l("Place in the order"),
        [OptionalInput(), NumberRange(0, MOST_SEATS)],
        description=_l("Empty: in alphabetical order, behind those that have a place."),
        render_kw={"inputmode": "numeric"},
    )
    focal_name = StringField(_l("Focal point"), [OptionalInput()])
    focal_email = EmailField(_l("E-mail of the focal point"), [OptionalInput(), Length(max=254), usable_address])
    language = SelectField(_l("Language in which we write to the focal point"), default="")
    funded_seats = IntegerField(
        _l("Funded seats"),
        [OptionalInput(), NumberRange(0, MOST_SEATS)],
        description=_l("Of the seats, how many are paid for. Empty: not settled."),
        render_kw={"inputmode": "numeric"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = choices(countries.choices(language()), blank="—")
        self.language.choices = choices(LANGUAGES.items(), blank=_("As the workshop"))

    def offer(self, types: Sequence[DelegationType]) -> None:
        self.type_id.choices = choices((kind.id, tr(kind.name)) for kind in types)

    def facts(self) -> dict[str, Any]:
        texts = ("country", "organization", "region", "focal_name", "focal_email", "language")
        return {
            **{name: self[name].data or "" for name in texts},
            "seats": self.seats.data,
            "funded_seats": self.funded_seats.data,
            "precedence": self.precedence.data,
            "host": bool(self.host.data),
        }


class TypeForm(BaseForm):
    """A delegation type: name, phrase of attribution, colour, quota, approval."""

    name = TextsField(_l("Name of the type"), required=True)
    attribution = TextsField(
        _l("How its members are quoted"),
        description=_l("{region} stands for the region of the delegation. Empty: they are not quoted."),
    )
    colour = ColorField(
        _l("Colour"), [DataRequired(), Regexp(re.compile("^#[0-9a-fA-F]{6}$"))], description=_l("Of the badge.")
    )
    quota = IntegerField(
        _l("Quota"),
        [OptionalInput(), NumberRange(0, MOST_SEATS)],
        description=_l("Seats for the whole type. Empty: bounded by the workshop's capacity alone."),
        render_kw={"inputmode": "numeric"},
    )
    approval = SelectField(_l("Approval"), choices=choices(APPROVAL_LABELS.items()))
    visa_support = BooleanField(_l("Visa support is offered"))
    counts_as_participant = BooleanField(
        _l("Counted as participants"), description=_l("Interpreters, for instance, take no seat of a participant.")
    )

    def facts(self) -> dict[str, Any]:
        return {
            "name": self.name.data,
            "attribution": self.attribution.data,
            "colour": self.colour.data,
            "quota": self.quota.data,
            "approval": Approval(self.approval.data),
            "visa_support": bool(self.visa_support.data),
            "counts_as_participant": bool(self.counts_as_participant.data),
        }


class UploadForm(BaseForm):
    """Nomination lists, and whose they are."""

    files = MultipleFileField(
        _l("Nomination lists"),
        description=_l("Excel, LibreOffice or text tables of any layout, in any language; up to 10 MB each."),
        render_kw={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt", "multiple": True},
    )
    home = SelectField(_l("Delegation"), default="")

    def offer(self, types: Sequence[DelegationType], delegations: Sequence[Delegation]) -> None:
        self.home.choices = grouped(home_choices(types, delegations))


class RereadForm(BaseForm):
    """Whose list it is and what its columns hold, where that was not understood rightly."""

    home = SelectField(_l("Delegation"), default="")

    def offer(self, types: Sequence[DelegationType], delegations: Sequence[Delegation]) -> None:
        self.home.choices = grouped(home_choices(types, delegations))


class ReasonForm(BaseForm):
    """A decision with its reason, told to the person."""

    reason = TextAreaField(
        _l("Reason (the person reads it)"), [OptionalInput(), Length(max=2000)], render_kw={"rows": 2}
    )


def delegation_choices(delegations: Sequence[Delegation]) -> dict[str, list[tuple[int, str]]]:
    """Delegations to choose from, grouped by type, in precedence order."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for delegation in delegations:
        label = delegation_label(delegation, language())
        groups.setdefault(tr(delegation.type.name), []).append((delegation.id, label))
    return groups


def home_choices(
    types: Sequence[DelegationType], delegations: Sequence[Delegation]
) -> dict[str, list[tuple[str, str]]]:
    """Whose list it is: found out, a delegation, or a type within which each row finds its own."""
    groups = {
        group: [(f"delegation:{number}", label) for number, label in rows]
        for group, rows in delegation_choices(delegations).items()
    }
    within = [(f"type:{kind.id}", tr(kind.name)) for kind in types]
    found_out = [("", _("Find out from the list"))]
    return {_("As the list says"): found_out, **groups, _("Each row by its organization"): within}


def grouped(groups: Mapping[str, Sequence[tuple[Any, str]]]) -> list[SelectChoice]:
    """Choices of a select field under the headings of their groups."""
    return [SelectChoice(value, label, optgroup=group) for group, rows in groups.items() for value, label in rows]


def read_mapping(sent: Mapping[str, str]) -> dict[int, str]:
    """{column: field} of the selects named column-3 and so on; anything else is left out."""
    found = ((re.fullmatch(r"column-(\d{1,4})", name), value) for name, value in sent.items())
    return {int(match.group(1)): value for match, value in found if match and value in FIELDS}


def corrected_mapping(report: Mapping[str, Any], sent: Mapping[str, str]) -> dict[int, str]:
    """What a person says about the columns of a draft: what differs from what was understood, and what was said before.

    What was asked about and is sent as it was proposed counts as said.
    """
    understood = {column["key"]: column for column in report.get("list", {}).get("columns", [])}
    by_hand = {int(index): field for index, field in report.get("mapping", {}).items()}
    changed = {
        key: field
        for key, field in read_mapping(sent).items()
        if key in understood and (understood[key]["choice"] != field or understood[key]["asked"])
    }
    return by_hand | changed


def read_withdrawn(sent: Any) -> list[int]:
    """The registrations whose box is ticked, of a form's data."""
    return [int(number) for number in sent.getlist("withdraw") if number.isdigit()]
