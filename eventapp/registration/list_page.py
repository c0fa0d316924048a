"""What a page shows of one nomination list: the organizer's and the focal point's alike (`registration/_list.html`)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.registration import queries, verdicts
from eventapp.registration.actions import Undone
from eventapp.registration.labels import FACT_LABELS, FIELD_LABELS, VERDICT_LABELS, place_label
from eventapp.registration.models import NominationImport
from eventapp.registration.reasons import reason_text
from eventapp.registration.sheets.headings import FIELDS, KEPT_APART
from eventapp.registration.sheets.limits import column_letter
from eventapp.registration.sheets.model import cell_name
from eventapp.registration.verdicts import Line

MOST_LINES = 300
VERDICT_TONES = {
    "new": "good",
    "replaced": "good",
    "waitlisted": "violet",
    "changed": "info",
    "unchanged": "quiet",
    "duplicate": "warn",
    "refused": "bad",
    "skipped": "quiet",
}


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list. `show`: the verdict that is looked at alone, or ""; `everything`: however many lines there are."""

    draft: NominationImport
    language: str
    show: str = ""
    everything: bool = False

    @property
    def report(self) -> dict[str, Any]:
        return self.draft.report

    @property
    def understood(self) -> dict[str, Any]:
        found: dict[str, Any] = self.report.get("list", {})
        return found

    @property
    def being_read(self) -> bool:
        return queries.is_being_read(self.draft)

    @property
    def waits(self) -> bool:
        """Whether it can be read in, or put aside."""
        return self.draft.state == "draft" and not self.report.get("task")

    @property
    def undone(self) -> bool:
        return bool(self.report.get("undone_at"))

    @property
    def can_be_undone(self) -> bool:
        before = self.report.get("before", {})
        did = self.summary["imported"] + self.summary["waitlisted"] + self.summary["changed"]
        did += len(before.get("withdrawn", {}))
        return self.draft.state == "applied" and not self.undone and did > 0 and not self.being_read

    @property
    def lines(self) -> list[Line]:
        lines: list[Line] = self.report.get("lines", [])
        return lines

    @property
    def shown(self) -> list[Line]:
        """The lines that are looked at, not more than a page bears."""
        wanted = [line for line in self.lines if self.show in ("", line["verdict"])]
        return wanted if self.everything else wanted[:MOST_LINES]

    @property
    def hidden(self) -> int:
        return sum(self.show in ("", line["verdict"]) for line in self.lines) - len(self.shown)

    @property
    def summary(self) -> dict[str, int]:
        return verdicts.summary(self.lines)

    @property
    def tabs(self) -> list[tuple[str, str, int]]:
        """(verdict or "", label, number) of what can be looked at alone."""
        counts = Counter(line["verdict"] for line in self.lines)
        kinds = [(kind, str(VERDICT_LABELS[kind]), counts[kind]) for kind in VERDICT_LABELS if counts[kind]]
        return [("", str(_("All rows")), len(self.lines)), *kinds] if len(kinds) > 1 else []

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The columns that a person should look at."""
        return [column for column in self.understood.get("columns", []) if column.get("asked")]

    @property
    def sure(self) -> list[dict[str, Any]]:
        return [column for column in self.understood.get("columns", []) if not column.get("asked")]

    @property
    def remembered(self) -> bool:
        return any(column.get("source") == "remembered" for column in self.sure)

    @property
    def not_kept(self) -> list[str]:
        """The headings of columns that are understood and not kept, because the workshop does not ask for them."""
        return [
            column["heading"] or self.column_name(column)
            for column in self.understood.get("columns", [])
            if column["field"] in KEPT_APART and not column.get("kept")
        ]

    @property
    def missing(self) -> list[dict[str, Any]]:
        """Whom the list leaves out of those whom earlier ones named; with the name of who takes their place."""
        names = {line["row"]: line["name"] for line in self.lines}
        return [{**each, "by": names.get(each["row"], "")} for each in self.report.get("missing", [])]

    @property
    def other_sheets(self) -> list[str]:
        sheets: list[str] = self.understood.get("other_sheets", [])
        return sheets

    def choices(self, column: dict[str, Any]) -> list[tuple[str, str, bool]]:
        """(field, label, whether it is the one) for what a column may hold."""
        return [(name, str(FIELD_LABELS[name]), name == column.get("choice", column["field"])) for name in FIELDS]

    def column_name(self, column: dict[str, Any]) -> str:
        """The letter over a column; the number of the row in a list with people in columns."""
        return str(column["index"]) if self.understood.get("transposed") else str(column["letter"])

    def row_name(self, line: Line) -> str:
        """Where a person stands: the number of the row, or the letter of the column where people stand in columns."""
        return column_letter(line["row"]) if self.understood.get("transposed") else str(line["row"])

    def cell(self, line: Line, letter: str) -> str:
        """A cell as the spreadsheet program calls it."""
        return cell_name(line["row"], letter, transposed=bool(self.understood.get("transposed")))

    def home(self, line: Line) -> str:
        return place_label(str(line["country"]), str(line["organization"]), self.language)

    def verdict(self, line: Line) -> tuple[str, str]:
        """(label, tone)."""
        return str(VERDICT_LABELS[line["verdict"]]), VERDICT_TONES[line["verdict"]]

    def reason(self, code: str, facts: dict[str, Any]) -> str:
        if code == "answer_refused":
            facts = {**facts, "field": FIELD_LABELS[facts["field"]]}
        return reason_text(code, facts)

    def fact(self, name: str) -> str:
        return str(FACT_LABELS[name])

    def said(self, value: Any) -> str:
        """A fact in a word: what was said before, or is said now."""
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def told_of(draft: NominationImport) -> str:
    """What reading a list in did, in a sentence."""
    numbers = verdicts.summary(draft.report["lines"])
    parts = [
        _("%(num)s new", num=numbers["new"]),
        _("%(num)s replaced", num=numbers["replaced"]),
        _("%(num)s on the waiting list", num=numbers["waitlisted"]),
        _("%(num)s changed", num=numbers["changed"]),
        _("%(num)s unchanged", num=numbers["unchanged"]),
    ]
    keys = ("new", "replaced", "waitlisted", "changed", "unchanged")
    told = [part for part, key in zip(parts, keys, strict=True) if numbers[key]]
    alone = len(draft.report.get("before", {}).get("withdrawn", {})) - numbers["replaced"]
    if alone > 0:
        told.append(_("%(num)s withdrawn", num=alone))
    return str(_("The list has been read in: %(what)s.", what=", ".join(told) or _("nobody")))


def told_of_undoing(undone: Undone) -> tuple[str, list[str]]:
    """What undoing did, and what it left because it was touched since."""
    done = [ngettext("%(num)s person has been removed.", "%(num)s people have been removed.", undone.removed)]
    if undone.changed_back:
        done.append(ngettext("%(num)s change was taken back.", "%(num)s changes were taken back.", undone.changed_back))
    if undone.restored:
        done.append(ngettext("%(num)s person is back.", "%(num)s people are back.", undone.restored))
    left = []
    if undone.kept:
        left.append(
            ngettext(
                "%(num)s person stays: somebody decided about them, changed them or scanned their badge since.",
                "%(num)s people stay: somebody decided about them, changed them or scanned their badges since.",
                undone.kept,
            )
        )
    if undone.changes_kept:
        left.append(
            ngettext(
                "What was changed of %(num)s person stays: somebody changed it again since.",
                "What was changed of %(num)s people stays: somebody changed it again since.",
                undone.changes_kept,
            )
        )
    if undone.waiting:
        left.append(
            ngettext(
                "%(num)s of those who are back waits: the seat has been taken since.",
                "%(num)s of those who are back wait: their seats have been taken since.",
                undone.waiting,
            )
        )
    if undone.not_restored:
        left.append(
            ngettext(
                "%(num)s person who was withdrawn is not brought back: somebody decided about them since.",
                "%(num)s people who were withdrawn are not brought back: somebody decided about them since.",
                undone.not_restored,
            )
        )
    return " ".join(done), left
