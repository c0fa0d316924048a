"""What a focal point types: a person, a question, a list."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange
from wtforms.validators import Optional as OptionalInput

from eventapp.core import names
from eventapp.core.forms import BaseForm, choices
from eventapp.registration.models import Delegation, Registration
from eventapp.registration.person_forms import PersonForm, usable_address

TAKEN = (
    "latin_name",
    "latin_family",
    "latin_given",
    "latin_proposed",
    "original_name",
    "original_family",
    "original_given",
    "honorific",
    "sex",
    "position",
    "organization",
    "country",
    "email",
    "language",
)
"""What a focal point says of a person; the person completes the rest on their own page."""


class NomineeForm(PersonForm):
    """A person of the delegation, said by somebody else; of `PersonForm` only what is in TAKEN is shown and used."""

    latin_name = StringField(
        _l("Full name in Latin letters"),
        [OptionalInput()],
        description=_l("As in the passport. It goes on the badge like this."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    latin_family = StringField(
        _l("Which part of it is the family name?"),
        [OptionalInput(), Length(max=200)],
        description=_l("Leave it empty if there is none."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    original_name = StringField(
        _l("Full name in the original script"),
        [OptionalInput()],
        description=_l("If it is usually written in another script, such as Cyrillic or Dari."),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    email = EmailField(
        _l("E-mail"),
        [OptionalInput(), Length(max=254), usable_address],
        description=_l("Several people may share one. Without one, you send this person their link yourself."),
        render_kw={"autocomplete": "off"},
    )
    language = SelectField(_l("Language in which we write to this person"), default="")
    head = BooleanField(_l("Heads the delegation"))
    submit_key = HiddenField(validators=[Length(max=100)])

    def _proposal(self) -> Iterable[str]:
        proposed = names.transliterate(self.original_name.data)
        if names.scripts(proposed) == {"latin"}:
            self.latin_name.data = proposed
            yield _("Is this how the name is written in the passport? Change it if not, then send the form again.")

    def said(self) -> dict[str, Any]:
        """The facts, as the actions take them."""
        return {fact: value for fact, value in self.facts().items() if fact in TAKEN}

    @staticmethod
    def known(registration: Registration) -> dict[str, Any]:
        """The form's content for somebody who is named."""
        typed = PersonForm.typed(registration)
        return {name: value for name, value in typed.items() if name in TAKEN}

    @staticmethod
    def blank(delegation: Delegation, submit_key: str) -> dict[str, Any]:
        """The form's content for somebody new."""
        return {
            "country": delegation.country,
            "organization": delegation.organization,
            "language": delegation.language,
            "submit_key": submit_key,
        }


class QuestionForm(BaseForm):
    """A question to the organizers."""

    text = TextAreaField(
        _l("Your question or request"), [DataRequired(), Length(max=4000)], render_kw={"rows": 5, "dir": "auto"}
    )


class ListForm(BaseForm):
    """Lists with the people of one delegation."""

    files = MultipleFileField(
        _l("A list in Excel"),
        description=_l("Excel, LibreOffice or text tables of any layout, in any language; up to 10 MB."),
        render_kw={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"},
    )


class LendForm(BaseForm):
    """Empty seats for another delegation."""

    number = IntegerField(
        _l("How many"), [DataRequired(), NumberRange(1, 1000)], default=1, render_kw={"inputmode": "numeric"}
    )
    to = SelectField(_l("For"), coerce=int)

    def offer(self, delegations: Iterable[tuple[int, str]]) -> None:
        self.to.choices = choices(delegations)
