"""What people type about themselves, and organizers about delegations, types and lists."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    ColorField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp
from wtforms.validators import Optional as OptionalInput

from eventapp.core import countries, names
from eventapp.core.forms import BaseForm, TextsField, choices
from eventapp.core.i18n import LANGUAGES, language, tr
from eventapp.registration.labels import APPROVAL_LABELS, SEX_LABELS, delegation_label
from eventapp.registration.models import Approval, Delegation, DelegationType, Registration
from eventapp.registration.sheets.headings import FIELDS

MOST_SEATS = 100_000


def usable_address(form: BaseForm, field: EmailField) -> None:
    """The address in its normal form; nothing is sent to find out whether it exists."""
    try:
        checked = validate_email(field.data, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValidationError(_("This is not an e-mail address.")) from error
    field.data = checked.normalized


class PersonForm(BaseForm):
    """A person's names and details, as the person or the organizer writes them."""

    latin_name = StringField(
        _l("Full name in Latin letters"),
        [OptionalInput()],
        description=_l("As you write it yourself, for instance as in your passport. It goes on your badge like this."),
        render_kw={"autocomplete": "name", "dir": "auto"},
    )
    latin_family = StringField(
        _l("Which part of it is your family name?"),
        [OptionalInput(), Length(max=200)],
        description=_l("Leave it empty if you have none."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    original_name = StringField(
        _l("Full name in your own script"),
        [OptionalInput()],
        description=_l("If you usually write it in another script, such as Cyrillic or Dari."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    honorific = StringField(
        _l("Honorific"),
        [OptionalInput(), Length(max=60)],
        description=_l("Ms, Mr, Dr, H.E. …"),
        render_kw={"autocomplete": "honorific-prefix"},
    )
    sex = SelectField(
        _l("Sex"), choices=choices((key, SEX_LABELS[key]) for key in ("", "female", "male", "other")), default=""
    )
    position = StringField(_l("Position"), [OptionalInput()], render_kw={"autocomplete": "organization-title"})
    organization = StringField(
        _l("Organization"),
        [OptionalInput()],
        description=_l("Ministry, department, association, agency …"),
        render_kw={"autocomplete": "organization"},
    )
    country = SelectField(_l("Country"), default="", render_kw={"autocomplete": "country"})
    email = EmailField(
        _l("E-mail"),
        [OptionalInput(), Length(max=254), usable_address],
        description=_l("Several people may share one."),
        render_kw={"autocomplete": "email"},
    )
    phone = TelField(_l("Telephone"), [OptionalInput(), Length(max=60)], render_kw={"autocomplete": "tel"})
    language = SelectField(_l("Language in which we write to you"), default="")
    dietary = StringField(_l("Dietary needs"), [OptionalInput()])
    access_needs = StringField(
        _l("Access needs"), [OptionalInput()], description=_l("A wheelchair, a seat near the front, large print …")
    )
    visa_support = BooleanField(_l("I need support for a visa"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = choices(countries.choices(language()), blank="—")
        self.language.choices = choices(LANGUAGES.items(), blank="—")

    def validate_latin_family(self, field: StringField) -> None:
        """The family name is a part of the name, wherever in it."""
        if field.data and self.latin_name.data and _without(self.latin_name.data, field.data) is None:
            raise ValidationError(_("This is not a part of the name above."))

    def validate_latin_name(self, field: StringField) -> None:
        if names.scripts(field.data) - {"latin"}:
            raise ValidationError(_("This field is for Latin letters; the other script has its own field below."))

    def validate(self, extra_validators: Any = None) -> bool:
        """As ever; and without a Latin name, one is proposed for the person to look over and send."""
        valid: bool = super().validate(extra_validators)
        if valid and not self.latin_name.data and self.original_name.data:
            self.latin_name.errors = [*self.latin_name.errors, *self._proposal()]
        elif not self.latin_name.data and not self.original_name.data:
            missing = _("A name is needed, in Latin letters or in your own script.")
            self.latin_name.errors = [*self.latin_name.errors, missing]
        return valid and not self.latin_name.errors

    def _proposal(self) -> Iterable[str]:
        proposed = names.transliterate(self.original_name.data)
        if names.scripts(proposed) == {"latin"}:
            self.latin_name.data = proposed
            yield _("Is this how you write your name in Latin letters? Change it if not, then send the form again.")

    def facts(self, kind: DelegationType | None = None) -> dict[str, Any]:
        """What was typed, as the actions take it; visa support only where the type offers it."""
        latin, family = self.latin_name.data or "", self.latin_family.data or ""
        given = _without(latin, family) if family else None
        original = self.original_name.data or ""
        original_family, original_given = names.split_like(original, family) if family and original else (None, None)
        plain = ("honorific", "sex", "position", "organization", "country", "email", "phone", "language")
        return {
            "latin_name": latin,
            "latin_family": family if given else "",
            "latin_given": given or "",
            "latin_proposed": False,
            "original_name": original,
            "original_family": original_family or "",
            "original_given": original_given or "",
            **{fact: self[fact].data or "" for fact in (*plain, "dietary", "access_needs")},
            "visa_support": bool(self.visa_support.data) if kind is None or kind.visa_support else None,
        }

    @staticmethod
    def typed(registration: Registration) -> dict[str, Any]:
        """The form's content for somebody who is registered."""
        person = registration.person
        fields = ("latin_name", "latin_family", "original_name", "honorific", "sex", "country", "email", "phone")
        more = ("position", "organization", "language", "dietary", "access_needs", "visa_support")
        return {
            **{name: getattr(person, name) for name in fields},
            **{name: getattr(registration, name) for name in more},
        }


class RegisterForm(PersonForm):
    """The public page: everything about a person, and the delegation type."""

    type_id = RadioField(_l("You come as"), [InputRequired(_l("Choose one."))], coerce=int)
    submit_key = HiddenField(validators=[Length(max=100)])

    def offer(self, types: Sequence[DelegationType]) -> None:
        """The types among which one may choose."""
        self.type_id.choices = choices((kind.id, tr(kind.name)) for kind in types)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if not self.organization.data and not self.country.data:
            self.organization.errors = [*self.organization.errors, _("Say for which organization or country.")]
        return valid and not self.organization.errors


class EntryForm(PersonForm):
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


def _without(name: str, part: str) -> str | None:
    """The name without a run of its words ("" if there is nothing else), or None if they do not stand in it."""
    words, wanted = name.split(), part.split()
    for start in range(len(words) - len(wanted) + 1):
        if [names.fold(word) for word in words[start : start + len(wanted)]] == [names.fold(word) for word in wanted]:
            return " ".join(words[:start] + words[start + len(wanted) :])
    return None
