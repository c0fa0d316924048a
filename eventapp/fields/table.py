"""What participants answered, as a table and as a sheet: one group of fields, one row for each participant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core.i18n import tr
from eventapp.core.timezones import local
from eventapp.fields import conditions, participants, queries, values
from eventapp.fields.labels import GROUP_LABELS
from eventapp.fields.models import SEALED, Field, Group, Stage
from eventapp.fields.participants import Participant
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports.excel.cells import Value
from exports.excel.sheet import Column, Sheet
from exports.excel.tables import tables_workbook
from exports.labels import Labels


@dataclass(frozen=True, slots=True)
class Cell:
    """One participant's answer to one field. `state`: given, missing, open (may be answered), none (not asked)."""

    field: Field
    state: str
    text: str
    value: Any


@dataclass(frozen=True, slots=True)
class Row:
    """One participant and the answers, in the order of the fields."""

    who: Participant
    cells: list[Cell]

    @property
    def missing(self) -> int:
        return sum(1 for cell in self.cells if cell.state == "missing")

    @property
    def given(self) -> int:
        return sum(1 for cell in self.cells if cell.state == "given")


@dataclass(frozen=True, slots=True)
class Table:
    """A group's fields, earlier wordings with answers among them, and the rows of everybody who comes."""

    group: Group
    fields: list[Field]
    rows: list[Row]
    sealed: bool


def of_group(workshop: Workshop, group: Group, language: str, *, opened: bool = False) -> Table:
    """The answers of a group. Protected ones are only said to be given, unless `opened`."""
    every = queries.valid(workshop.id)
    fields = [field for field in queries.readable_back(workshop.id) if field.reader_group == group]
    people = [who for who in participants.source().listed(workshop.id, language) if who.comes]
    ids = [who.id for who in people]
    sealed = group in SEALED
    answers = queries.values(ids, [group]) if opened or not sealed else {}
    given = queries.given(ids) if sealed and not opened else {}
    plain = _plain(ids)
    rows = []
    for who in people:
        asked = conditions.asked_of((field for field in every if _is_asked(field, who)), plain.get(who.id, {}))
        numbers = {field.id for field in asked}
        cells = [
            _cell(field, answers.get(who.id, {}), given.get(who.id, {}), workshop.timezone, asked=field.id in numbers)
            for field in fields
        ]
        rows.append(Row(who, cells))
    return Table(group, fields, rows, sealed)


def workbook(table: Table, workshop: Workshop, code: str, *, generated_at: datetime) -> bytes:
    """The table as .xlsx in the language `code`; what was written stays text whatever it begins with."""
    with force_locale(code):
        columns = [Column(_("Name"), widest=28), Column(_("Delegation"), widest=24)]
        columns += [Column(heading(field), widest=36) for field in table.fields]
        rows = [
            [row.who.name, row.who.delegation, *(_in_sheet(cell, workshop.timezone) for cell in row.cells)]
            for row in table.rows
        ]
        title = str(GROUP_LABELS[table.group])
        return tables_workbook(
            workshop_facts(workshop),
            title,
            [Sheet(title, title, columns, rows, frozen_columns=2)],
            Labels.translated(_),
            generated_at=local(generated_at, workshop.timezone),
            demo=workshop.demo,
        )


def heading(field: Field) -> str:
    """The question as it was put; that it is asked no longer (so) is said beside it."""
    text = tr(field.text)
    return str(_("%(question)s (earlier wording)", question=text) if field.retired_at else text)


def _is_asked(field: Field, who: Participant) -> bool:
    of_type = not field.type_ids or who.type_id in field.type_ids
    return of_type and (field.stage == Stage.REGISTRATION or who.confirmed)


def _plain(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for row in queries.rows_of(ids):
        if not row.field.sealed:
            found.setdefault(row.registration_id, {})[row.field.key] = row.value
    return found


def _cell(
    field: Field,
    answers: dict[str, queries.Answered],
    given: dict[str, Field],
    zone: str,
    *,
    asked: bool,
) -> Cell:
    answer, version = answers.get(field.key), given.get(field.key)
    if answer is not None and answer.field.id == field.id:
        return Cell(field, "given", values.shown(field, answer.value, zone), answer.value)
    if version is not None and version.id == field.id:
        return Cell(field, "given", "", None)
    if not asked:
        return Cell(field, "none", "", None)
    return Cell(field, "missing" if field.required else "open", "", None)


def _in_sheet(cell: Cell, zone: str) -> Value:
    """Dates and numbers as what they are, everything else in words."""
    if isinstance(cell.value, datetime):
        return local(cell.value, zone).replace(tzinfo=None)
    if isinstance(cell.value, date) or (isinstance(cell.value, int | float) and not isinstance(cell.value, bool)):
        return cell.value
    return cell.text or None
