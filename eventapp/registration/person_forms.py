"""What people say about themselves: the fields of a person, for the person and for those who write in their name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as OptionalInput

from eventapp.core import countries, names
from eventapp.core.forms import BaseForm, TicksField, choices
from eventapp.core.i18n import LANGUAGES, language, language_name, tr
from eventapp.registration.consent import Consent
from eventapp.registration.labels import SEX_LABELS
from eventapp.registration.models import DelegationType, Registration

SPOKEN = ("en", "ru", "kk", "ky", "tg", "tk", "uz", "fa", "ps", "mn", "zh", "tr", "ar", "fr", "de", "es")
"""Languages that one can say one speaks, ISO 639-1; fa stands for Persian and Dari."""
SEXES = ("", "female", "male", "other", "undisclosed")


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
    badge_name = StringField(
        _l("How your name shall stand on your badge"),
        [OptionalInput()],
        description=_l("Leave it empty to have it as in Latin letters above."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    sex = SelectField(
        _l("Sex"),
        choices=choices((key, SEX_LABELS[key]) for key in SEXES),
        default="",
        description=_l("For the statistics only; you need not say."),
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
    languages = TicksField(_l("Languages you speak"))
    interpretation = SelectField(
        _l("Do you need interpretation?"), default="", description=_l("Into the language in which you want to listen.")
    )
    dietary = StringField(_l("Dietary needs"), [OptionalInput()])
    access_needs = StringField(
        _l("Access needs"), [OptionalInput()], description=_l("A wheelchair, a seat near the front, large print …")
    )
    visa_support = BooleanField(_l("I need support for a visa"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = choices(countries.choices(language()), blank="—")
        self.language.choices = choices(LANGUAGES.items(), blank="—")
        self.languages.choices = choices((code, language_name(code)) for code in SPOKEN)
        here = g.workshop.languages if "workshop" in g else list(LANGUAGES)
        self.interpretation.choices = choices(((code, language_name(code)) for code in here), blank=_("No"))

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
            "badge_name": self._own_badge_name(latin),
            "languages": list(self.languages.data or ()),
            "interpretation": self.interpretation.data or "",
            "visa_support": bool(self.visa_support.data) if kind is None or kind.visa_support else None,
        }

    def _own_badge_name(self, latin: str) -> str:
        """Empty where it is the name itself, so that it follows when the name is corrected."""
        wanted: str = self.badge_name.data or ""
        return "" if wanted == latin else wanted

    @staticmethod
    def typed(registration: Registration) -> dict[str, Any]:
        """The form's content for somebody who is registered."""
        person = registration.person
        fields = ("latin_name", "latin_family", "original_name", "honorific", "sex", "country", "email", "phone")
        more = ("position", "organization", "language", "dietary", "access_needs", "visa_support")
        return {
            **{name: getattr(person, name) for name in fields},
            **{name: getattr(registration, name) for name in (*more, "badge_name", "languages", "interpretation")},
        }


class OwnForm(PersonForm):
    """What a person says of themselves on their own page: everything, and what they agree to."""

    photo_consent = RadioField(
        _l("May we take and publish photographs of you at the workshop?"),
        [OptionalInput()],
        choices=choices((("yes", _l("Yes")), ("no", _l("No; my badge will bear a small mark")))),
    )
    consent = BooleanField(_l("I have read this and agree"))

    asked: Consent | None = None
    """The text that the person has not agreed to yet; None: nothing to agree to."""

    def ask(self, current: Consent | None, agreed: int | None = None) -> None:
        """The text in force, and the version that the person agreed to before."""
        self.asked = current if current is not None and current.version != agreed else None

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.asked is not None and not self.consent.data:
            self.consent.errors = [*self.consent.errors, _("Without this we may not keep what you write.")]
        return valid and not self.consent.errors

    def facts(self, kind: DelegationType | None = None) -> dict[str, Any]:
        said = {"yes": True, "no": False}.get(self.photo_consent.data or "")
        return {**super().facts(kind), "photo_consent": said}

    @staticmethod
    def typed(registration: Registration) -> dict[str, Any]:
        may = {True: "yes", False: "no", None: None}[registration.photo_consent]
        return {**PersonForm.typed(registration), "photo_consent": may}


class RegisterForm(OwnForm):
    """The public page: everything about a person, and the delegation type."""

    type_id = RadioField(_l("You come as"), [InputRequired(_l("Choose one."))], coerce=int)
    submit_key = HiddenField(validators=[Length(max=100)])

    def __iter__(self) -> Iterator[Field]:
        """As they stand on the page: the type first."""
        return iter(sorted(super().__iter__(), key=lambda field: field is not self.type_id))

    def offer(self, types: Sequence[DelegationType]) -> None:
        """The types among which one may choose."""
        self.type_id.choices = choices((kind.id, tr(kind.name)) for kind in types)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if not self.organization.data and not self.country.data:
            self.organization.errors = [*self.organization.errors, _("Say for which organization or country.")]
        return valid and not self.organization.errors


def _without(name: str, part: str) -> str | None:
    """The name without a run of its words ("" if there is nothing else), or None if they do not stand in it."""
    words, wanted = name.split(), part.split()
    for start in range(len(words) - len(wanted) + 1):
        if [names.fold(word) for word in words[start : start + len(wanted)]] == [names.fold(word) for word in wanted]:
            return " ".join(words[:start] + words[start + len(wanted) :])
    return None
