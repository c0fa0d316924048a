"""Forms about paper: which sheets to print, what stands on them, scans of signed ones."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange

from eventapp.attendance import evidence_files
from eventapp.attendance.models import AttendanceSheet
from eventapp.attendance.sheet_settings import EVERY_LANGUAGE, MOST_EMPTY_LINES, SheetSettings
from eventapp.checkin.queries import Checkpoint
from eventapp.core.forms import BaseForm, TextsField, TicksField, choices
from eventapp.core.i18n import LANGUAGES
from eventapp.workshops.models import Partner, Workshop
from exports.attendance_sheet import COUNTRY, ORGANIZATION, POST, SEX, TYPE

COLUMN_LABELS = {
    POST: _l("Post"),
    ORGANIZATION: _l("Organization"),
    COUNTRY: _l("Country"),
    SEX: _l("Sex"),
    TYPE: _l("Delegation type"),
}
SHEET = "sheet-"
"""Before the number of a sheet among the choices of a scan's place; no checkpoint is named like that."""


def _languages(workshop: Workshop) -> list[tuple[str, Any]]:
    own = [code for code in workshop.languages if code in LANGUAGES] or ["en"]
    each = [(EVERY_LANGUAGE, " / ".join(LANGUAGES[code] for code in own))] if len(own) > 1 else []
    return [*each, *((code, LANGUAGES[code]) for code in own)]


class PrintSheetsForm(BaseForm):
    """For which days and sessions, and how."""

    checkpoints = TicksField(_l("Days"), coerce=str)
    sessions = TicksField(_l("Sessions"), coerce=str)
    filled = SelectField(
        _l("Lines"),
        choices=choices([("names", _l("With the names of those expected")), ("empty", _l("Empty, to be filled in"))]),
    )
    language = SelectField(_l("Language of the texts"))

    def __init__(self, workshop: Workshop, places: Sequence[Checkpoint], settings: SheetSettings, **kw: Any) -> None:
        super().__init__(**kw)
        self.checkpoints.choices = choices((place.key, place.label) for place in places if place.is_venue)
        self.sessions.choices = choices((place.key, place.label) for place in places if not place.is_venue)
        self.language.choices = choices(_languages(workshop))
        if not self.is_submitted():
            offered = {choice.value for choice in self.language.choices}
            self.language.data = settings.language if settings.language in offered else EVERY_LANGUAGE

    def keys(self) -> list[str]:
        """The checkpoints chosen."""
        return [*(self.checkpoints.data or ()), *(self.sessions.data or ())]


class SheetSettingsForm(BaseForm):
    """What stands on every sheet."""

    project = TextsField(_l("Title of the project"))
    project_number = StringField(_l("Number of the project or contract"))
    funding = TextsField(_l("Sentence on the funding"), area=True)
    data_protection = TextsField(_l("Sentence on data protection"), area=True)
    logos = TicksField(_l("Logos"), coerce=int)
    columns = TicksField(_l("Columns"), coerce=str, choices=choices(COLUMN_LABELS.items()))
    split = BooleanField(
        _l("Local and international participants on separate lists"),
        description=_l("Local is who stands for the country of the workshop. Some funders ask for it."),
    )
    empty_lines = IntegerField(
        _l("Empty lines after the names"),
        [InputRequired(), NumberRange(0, MOST_EMPTY_LINES)],
        description=_l("For those who come without registration."),
    )
    language = SelectField(_l("Language of the texts"))

    def __init__(self, workshop: Workshop, partners: Iterable[Partner], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.partners = list(partners)
        self.logos.choices = choices((partner.id, partner.short or partner.name) for partner in self.partners)
        self.language.choices = choices(_languages(workshop))

    def settings(self) -> SheetSettings:
        """As they were filled in."""
        everyone = {partner.id for partner in self.partners}
        chosen = tuple(self.logos.data or ())
        return SheetSettings(
            project=self.project.data,
            project_number=self.project_number.data or "",
            funding=self.funding.data,
            data_protection=self.data_protection.data,
            logos=None if everyone == set(chosen) else chosen,
            columns=tuple(self.columns.data or ()),
            split=bool(self.split.data),
            empty_lines=self.empty_lines.data,
            language=self.language.data,
        )


class EvidenceForm(BaseForm):
    """Scans of the pages of one sheet, and which one."""

    file = MultipleFileField(
        _l("Scans or photographs of the signed sheet"),
        [FileRequired(_l("Choose a file."))],
        description=_l("PDF, JPEG or PNG, at most 10 MB each. They are kept as they are, encrypted, with checksums."),
        render_kw={"accept": evidence_files.ACCEPT, "multiple": True},
    )
    place = SelectField(_l("Sheet or checkpoint"))
    note = StringField(_l("Note"))

    def __init__(
        self, sheets: Iterable[tuple[AttendanceSheet, str]], places: Iterable[Checkpoint], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        numbered = [(f"{SHEET}{sheet.number}", label) for sheet, label in sheets]
        self.place.choices = choices([*numbered, *((place.key, place.label) for place in places)])

    def target(self) -> dict[str, Any]:
        """What `actions.evidence.add_evidence` is told of the place."""
        value = str(self.place.data)
        number = value.removeprefix(SHEET)
        if value.startswith(SHEET) and number.isdecimal():
            return {"sheet_number": int(number)}
        return {"checkpoint": value}
