"""What each row of a list comes to: taken, to be chosen, unknown, a repetition, or not of this workshop."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from eventapp.attendance.lists.columns import ListTable
from eventapp.attendance.lists.people import Finder
from eventapp.attendance.lists.places import Places
from eventapp.attendance.lists.times import Moment, read_moment, together
from eventapp.registration.sheets.values import read_yes_or_no

LEFT_OUT = 0
"""Chosen for a row: it is nobody."""


class Verdict(StrEnum):
    MATCHED = "matched"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    OUTSIDE = "outside"


VERDICT_LABELS = {
    Verdict.MATCHED: _l("Matched"),
    Verdict.UNSURE: _l("To choose"),
    Verdict.UNKNOWN: _l("Unknown"),
    Verdict.DUPLICATE: _l("Repeated"),
    Verdict.OUTSIDE: _l("Outside"),
}
REASONS = {
    "code": _l("By the badge code."),
    "registration": _l("By the registration number."),
    "email": _l("By the e-mail address."),
    "name": _l("By the name."),
    "chosen": _l("Chosen by hand."),
    "several": _l("Several people may be meant; choose one."),
    "nobody": _l("Nobody of this workshop is found by what the row says."),
    "nothing": _l("The row says nothing about who it is."),
    "left_out": _l("Left out by hand."),
    "repeated": _l("The same person at the same checkpoint as in row %(first)s."),
    "marked": _l("Read in before; nothing changes."),
    "not_confirmed": _l("The registration is not confirmed, so it does not count."),
    "no_place": _l("The row does not say when or where; choose a checkpoint for the whole list."),
    "unknown_place": _l("“%(value)s” is no day and no session of this workshop."),
    "other_day": _l("%(value)s is no day of this workshop."),
    "unread_time": _l("“%(value)s” is not understood as a time."),
    "unread_present": _l("“%(value)s” says neither yes nor no."),
}


@dataclass
class Line:
    """One row of a list. `facts` fill the reason's placeholders; `candidates`: registrations to choose from."""

    row: int
    who: str
    verdict: Verdict = Verdict.MATCHED
    reason: str = ""
    facts: dict[str, str | int] = field(default_factory=dict)
    registration_id: int | None = None
    candidates: tuple[int, ...] = ()
    checkpoint: str = ""
    at: datetime | None = None
    present: bool = True

    def refuse(self, verdict: Verdict, reason: str, **facts: str | int) -> None:
        self.verdict, self.reason, self.facts = verdict, reason, facts

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "who": self.who,
            "verdict": str(self.verdict),
            "reason": self.reason,
            "facts": self.facts,
            "registration": self.registration_id,
            "candidates": list(self.candidates),
            "checkpoint": self.checkpoint,
            "at": self.at.isoformat() if self.at else None,
            "present": self.present,
        }


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the rows of one list. `checkpoint`: of the whole list, or ""; `choices`: {row: registration id chosen, or
    LEFT_OUT}; `marked`: (registration id, checkpoint, present) that lists said before.
    """

    finder: Finder
    places: Places
    checkpoint: str = ""
    choices: Mapping[int, int] = field(default_factory=dict)
    marked: Collection[tuple[int, str, bool]] = ()

    def judge(self, table: ListTable) -> list[Line]:
        """Every row, in the order of the list."""
        lines = [self._line(number, table.said(texts)) for number, texts in table.rows]
        self._mark_repeated(lines)
        return lines

    def _line(self, number: int, said: Mapping[str, str]) -> Line:
        line = Line(number, said.get("name") or said.get("email") or said.get("code") or said.get("registration") or "")
        self._who(line, said)
        if line.verdict is Verdict.MATCHED:
            self._where(line, said)
        return line

    def _who(self, line: Line, said: Mapping[str, str]) -> None:
        if line.row in self.choices:
            chosen = self.choices[line.row]
            if chosen == LEFT_OUT:
                return line.refuse(Verdict.UNKNOWN, "left_out")
            line.registration_id, line.reason = chosen, "chosen"
        else:
            found = self.finder.find(said)
            line.candidates, line.reason, line.registration_id = found.candidates, found.how, found.registration_id
        if line.registration_id is None:
            if line.candidates:
                return line.refuse(Verdict.UNSURE, "several")
            return line.refuse(Verdict.UNKNOWN, "nobody" if line.who else "nothing")
        if not self.finder.by_id[line.registration_id].confirmed:
            line.refuse(Verdict.OUTSIDE, "not_confirmed")
        return None

    def _where(self, line: Line, said: Mapping[str, str]) -> None:
        moment = self._moment(line, said)
        if line.verdict is not Verdict.MATCHED:
            return
        line.at = moment.at
        if self.checkpoint:
            line.checkpoint = self.checkpoint
        elif said.get("checkpoint"):
            line.checkpoint = self.places.named(said["checkpoint"]) or ""
            if not line.checkpoint:
                line.refuse(Verdict.OUTSIDE, "unknown_place", value=said["checkpoint"][:80])
        elif moment.day is None:
            line.refuse(Verdict.OUTSIDE, "no_place")
        else:
            line.checkpoint = self.places.venues.get(moment.day, "")
            if not line.checkpoint:
                line.refuse(Verdict.OUTSIDE, "other_day", value=moment.day.isoformat())
        if said.get("present") and line.verdict is Verdict.MATCHED:
            self._said_present(line, said["present"])

    def _moment(self, line: Line, said: Mapping[str, str]) -> Moment:
        """When the row says it was; a date and a time in two columns are put together."""
        found: list[Moment] = []
        for text in (said.get("date"), said.get("time")):
            if text:
                moment = read_moment(text, self.places.venues.keys(), self.places.zone)
                if moment is None:
                    line.refuse(Verdict.OUTSIDE, "unread_time", value=text[:80])
                    return Moment()
                found.append(moment)
        if len(found) == 1 or not found:
            return found[0] if found else Moment()
        day = found[0].day or found[1].day
        return together(day, found[1].clock or found[0].clock, self.places.zone)

    def _said_present(self, line: Line, text: str) -> None:
        present = read_yes_or_no(text)
        if present is None:
            line.refuse(Verdict.OUTSIDE, "unread_present", value=text[:80])
        else:
            line.present = present

    def _mark_repeated(self, lines: list[Line]) -> None:
        """Of several rows of one person at one checkpoint, the earliest counts."""
        first: dict[tuple[int, str], Line] = {}
        for line in sorted(lines, key=lambda each: (each.at.timestamp() if each.at else math.inf, each.row)):
            if line.verdict is not Verdict.MATCHED or line.registration_id is None:
                continue
            key = (line.registration_id, line.checkpoint)
            if key in first:
                line.refuse(Verdict.DUPLICATE, "repeated", first=first[key].row)
            elif (*key, line.present) in self.marked:
                first[key] = line
                line.refuse(Verdict.DUPLICATE, "marked")
            else:
                first[key] = line


def reason_text(line: Mapping[str, Any]) -> str:
    """Why a line of a report came to what it is, in the language in force."""
    return str(REASONS[line["reason"]]) % line["facts"] if line["reason"] in REASONS else ""


def summary(lines: Collection[Mapping[str, Any]]) -> dict[str, int]:
    """How many rows came to what; "read": all."""
    counted = {str(verdict): 0 for verdict in Verdict}
    for line in lines:
        counted[line["verdict"]] += 1
    return {"read": len(lines), **counted}
