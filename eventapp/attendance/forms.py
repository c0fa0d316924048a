"""Forms of attendance: corrections, marks for many, rules, lists from elsewhere."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from eventapp.attendance.actions.marks import LONGEST_REASON
from eventapp.attendance.lists.columns import FIELDS
from eventapp.attendance.rules import Base, DayRule, Rules, SessionRule
from eventapp.checkin.queries import Checkpoint
from eventapp.core import i18n
from eventapp.core.forms import BaseForm, choices

FIELD_LABELS = {
    "code": _l("Badge code"),
    "registration": _l("Registration number"),
    "name": _l("Name"),
    "family": _l("Family name"),
    "given": _l("Given name"),
    "email": _l("E-mail"),
    "checkpoint": _l("Day or session"),
    "date": _l("Date"),
    "time": _l("Time"),
    "present": _l("Present: yes or no"),
    "other": _l("Not needed"),
}


class CorrectionForm(BaseForm):
    """One person was, or was not, at one checkpoint, whatever the scans say; with the reason."""

    checkpoint = SelectField(_l("Where"), [InputRequired()])
    present = RadioField(
        _l("Was the person there?"), [InputRequired()], choices=choices([("yes", _l("Yes")), ("no", _l("No"))])
    )
    reason = StringField(
        _l("Reason"),
        [DataRequired(), Length(max=LONGEST_REASON)],
        description=_l("From where this is known. It stays with the correction, for whoever checks the figures."),
    )

    def offer(self, places: Sequence[Checkpoint]) -> None:
        self.checkpoint.choices = place_choices(places)


class RulesForm(BaseForm):
    """What counts as attended."""

    session = RadioField(
        _l("A session is attended with"),
        choices=choices(
            [(SessionRule.ANY, _l("one scan or mark")), (SessionRule.MINUTES, _l("a share of its minutes"))]
        ),
        description=_l("Minutes need scans on the way in and out, or from session to session; a mark counts as all."),
    )
    session_share = IntegerField(_l("Share of the minutes, percent"), [InputRequired(), NumberRange(1, 100)])
    day = RadioField(
        _l("A day is attended with"),
        choices=choices([(DayRule.ANY, _l("one scan or mark")), (DayRule.SESSIONS, _l("a share of its sessions"))]),
    )
    day_share = IntegerField(_l("Share of the day's sessions, percent"), [InputRequired(), NumberRange(1, 100)])
    base = RadioField(
        _l("A certificate asks for a share of"),
        choices=choices(
            [
                (Base.EACH_DAY, _l("the sessions of each day")),
                (Base.SESSIONS, _l("all sessions together")),
                (Base.DAYS, _l("the days")),
            ]
        ),
        description=_l("Sessions at the same time count once; only what attendance was taken at counts."),
    )
    threshold = IntegerField(_l("Share for a certificate, percent"), [InputRequired(), NumberRange(1, 100)])

    def rules(self) -> Rules:
        return Rules(
            session=SessionRule(self.session.data),
            session_share=self.session_share.data,
            day=DayRule(self.day.data),
            day_share=self.day_share.data,
            threshold=self.threshold.data,
            base=Base(self.base.data),
        )


class ListForm(BaseForm):
    """A list from another scanner."""

    file = FileField(
        _l("List"),
        [FileRequired(_l("Choose a file."))],
        description=_l("Excel, LibreOffice or text, in any layout; up to 10 MB and 5,000 rows."),
        render_kw={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"},
    )
    checkpoint = SelectField(
        _l("Day or session"),
        default="",
        description=_l("For the whole list; otherwise each row says by its time, date or session."),
    )

    def offer(self, places: Sequence[Checkpoint]) -> None:
        self.checkpoint.choices = [SelectChoice("", _l("Each row says")), *place_choices(places)]


def place_choices(places: Sequence[Checkpoint]) -> list[SelectChoice]:
    """Checkpoints to choose from, under the headings of their days."""
    return [SelectChoice(place.key, place.short, optgroup=i18n.day(place.day)) for place in places]


def read_mapping(report: Mapping[str, Any], sent: Mapping[str, str]) -> dict[int, str]:
    """{column: field} of the selects column-1 and so on that differ from what was understood, with what was said
    before."""
    understood = {column["key"]: column["field"] for column in report.get("columns", [])}
    said = {int(key): field for key, field in report.get("mapping", {}).items()}
    for name, value in sent.items():
        found = re.fullmatch(r"column-(\d{1,4})", name)
        key = int(found[1]) if found else 0
        if key in understood and value in FIELDS and value != understood[key]:
            said[key] = value
    return said


def read_choices(sent: Mapping[str, str]) -> dict[int, int]:
    """{row: registration id, 0 for nobody} of the selects who-2 and so on; those left open are left out."""
    found = ((re.fullmatch(r"who-(\d{1,6})", name), value) for name, value in sent.items())
    return {int(match[1]): int(value) for match, value in found if match and re.fullmatch(r"\d{1,9}", value)}
