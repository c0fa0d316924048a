"""Forms about notes: the composer and the edit form, the filters, the workbook that comes back."""

import json
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import NumberRange, ValidationError
from wtforms.validators import Optional as OptionalInput

from eventapp.agenda.models import Session, SessionType
from eventapp.core import countries
from eventapp.core.errors import Invalid
from eventapp.core.forms import BaseForm, choices, tidy
from eventapp.core.i18n import clock, language, tr
from eventapp.core.timezones import local
from eventapp.notes import figures, queries
from eventapp.notes.attribution import ANY_PARTICIPANT, category_label
from eventapp.notes.comparing import split
from eventapp.notes.facts import NoteFacts
from eventapp.notes.labels import KIND_LABELS
from eventapp.notes.models import NoteKind
from eventapp.notes.workbook import READ, SheetRow
from eventapp.workshops.models import Workshop

AS_THE_SESSION = "session"
"""The theme of a new note whose writer leaves it to the session."""
MOST_CHANGES = 1_500_000
NOTHING_SAID = (SessionType.BREAK, SessionType.REGISTRATION)
Pairs = list[tuple[str, str]]


class NoteForm(BaseForm):
    """A note, new or edited. `names_agreed` is shown once a text was found to name participants."""

    session = SelectField(_l("Session"), default="")
    kind = RadioField(_l("Kind"), choices=choices((str(kind), label) for kind, label in KIND_LABELS.items()))
    text = TextAreaField(_l("Note"), render_kw={"rows": 3, "maxlength": 20_000})
    title = StringField(_l("Heading"), render_kw={"autocomplete": "off"})
    addressees = StringField(
        _l("Addressed to"), description=_l("Several, parted by semicolons."), render_kw={"autocomplete": "off"}
    )
    recommendation_number = IntegerField(
        _l("Recommendation no."), [OptionalInput(), NumberRange(1, 9999)], render_kw={"inputmode": "numeric"}
    )
    said_by = SelectField(_l("Attributed to"), default="")
    region = StringField(_l("Region"), render_kw={"list": "note-regions", "autocomplete": "off"})
    organization = StringField(
        _l("Spoke as organization"), render_kw={"list": "note-organizations", "autocomplete": "off"}
    )
    theme = SelectField(_l("Theme"), default="")
    country = SelectField(_l("Country"), default="")
    figures = StringField(
        _l("Figures"), description=_l("For example: planned: 50; trained: 300"), render_kw={"autocomplete": "off"}
    )
    sensitive = BooleanField(_l("Sensitive: stays out of what goes out"))
    names_agreed = BooleanField(_l("Save anyway"))
    version = HiddenField()

    def validate_figures(self, field: Any) -> None:
        try:
            figures.parse(field.data or "")
        except figures.BadFigure as bad:
            raise ValidationError(_("“%(part)s” is not a figure; write “what: number”.", part=str(bad))) from bad

    def facts(self, themes_by_session: dict[str, str]) -> NoteFacts:
        """What was typed; a theme left to the session is looked up."""
        of_session = self.theme.data == AS_THE_SESSION
        is_recommendation = self.kind.data == NoteKind.RECOMMENDATION
        return NoteFacts(
            kind=self.kind.data or "",
            text=self.text.data or "",
            session=self.session.data or "",
            theme=(themes_by_session.get(self.session.data, "") if of_session else self.theme.data) or "",
            title=self.title.data or "",
            said_by=self.said_by.data or "",
            region=self.region.data or "",
            organization=self.organization.data or "",
            country=self.country.data or "",
            sensitive=bool(self.sensitive.data),
            figures=figures.parse(self.figures.data or ""),
            addressees=split(self.addressees.data or ""),
            recommendation_number=self.recommendation_number.data if is_recommendation else None,
        )

    def offer(self, workshop: Workshop, sessions: list[Session], *, by_session: bool) -> "NoteForm":
        """The choices of this workshop; `by_session` puts "as the session" first among the themes."""
        themes = [(theme.key, tr(theme.title)) for theme in workshop.themes]
        first = [(AS_THE_SESSION, _("As the session"))] if by_session else []
        pairs = session_pairs(workshop, sessions, keep=self.session.data or "")
        self.session.choices = choices(pairs, blank=_("No session"))
        self.theme.choices = choices([*first, ("", _("No theme")), *themes])
        self.said_by.choices = choices(said_by_pairs(workshop), blank=_("Nobody in particular"))
        self.country.choices = choices(country_pairs(workshop), blank=_("No country"))
        return self


def data_of(facts: NoteFacts) -> dict[str, Any]:
    """Facts as the fields of the form show them."""
    return {**facts.snapshot(), "kind": facts.kind}


def session_pairs(workshop: Workshop, sessions: list[Session], keep: str = "") -> Pairs:
    """(key, "29.03. 10:15 Title") of the sessions; of breaks and registration only the one to `keep`."""
    zone = workshop.timezone
    return [
        (each.key, f"{local(each.starts_at, zone):%d.%m. }{clock(each.starts_at, zone)} {tr(each.title)}")
        for each in sessions
        if each.type not in NOTHING_SAID or each.key == keep
    ]


def said_by_pairs(workshop: Workshop) -> Pairs:
    """(key, phrase) of the categories that may be quoted, in precedence order, then any participant."""
    kinds = queries.quotable_types(workshop.id)
    return [
        *((kind.key, category_label(kind, language(), workshop)) for kind in kinds),
        (ANY_PARTICIPANT, _("a participant")),
    ]


def country_pairs(workshop: Workshop) -> Pairs:
    """(code, name) of all countries, those of the delegations first."""
    own = set(queries.delegation_countries(workshop.id))
    return sorted(countries.choices(language()), key=lambda pair: pair[0] not in own)


class WorkbookForm(BaseForm):
    """The edited workbook."""

    file = FileField(_l("Edited workbook"), [FileRequired(_l("Choose a file."))], render_kw={"accept": ".xlsx,.ods"})
    names_agreed = BooleanField(_l("Take texts that name participants, too"))


class ChangesForm(BaseForm):
    """The changes that a person has looked at, as `Compared.plain` made them."""

    names_agreed = HiddenField()


def sheet_rows(text: str) -> tuple[SheetRow, ...]:
    """The rows in the JSON that the page of changes sends back. Raises Invalid for anything else."""
    try:
        return tuple(_row(each) for each in json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Invalid(_("The changes could not be understood. Upload the workbook again.")) from error


def _row(plain: dict[str, Any]) -> SheetRow:
    cells = {str(key): tidy(str(text)) for key, text in plain["cells"].items() if key in READ}
    columns = {str(key): str(letter) for key, letter in plain["columns"].items()}
    version = None if plain["version"] is None else int(plain["version"])
    return SheetRow(int(plain["row"]), str(plain["number"]), cells, columns, version)
