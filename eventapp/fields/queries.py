"""Reading what is asked, what was answered, what is missing, and who looked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventapp.core import vault
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.stored import StoredFile
from eventapp.fields import conditions, participants
from eventapp.fields.models import Field, FieldAnswer, Stage
from eventapp.fields.sealing import opened

MOST_IDS = 5000
"""Of one query; a list in SQL is bounded by the database."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer beside the version of the field that was asked.

    `value`: typed as `values` says, of a file its name; None where it cannot be opened under the present secret key.
    """

    field: Field
    value: Any
    at: datetime
    file: StoredFile | None = None


def valid(workshop_id: int) -> list[Field]:
    """What is asked now, in order."""
    rows = session.scalars(select(Field).where(Field.workshop_id == workshop_id, Field.retired_at.is_(None)))
    return sorted(rows, key=lambda field: field.place)


def asked(workshop_id: int, type_id: int, stage: str | None = None) -> list[Field]:
    """What is asked of a delegation type (at a stage), in order, conditions not considered."""
    return [
        field
        for field in valid(workshop_id)
        if (stage is None or field.stage == stage) and (not field.type_ids or type_id in field.type_ids)
    ]


def by_key(workshop_id: int) -> dict[str, Field]:
    """What is asked now, by key."""
    return {field.key: field for field in valid(workshop_id)}


def field(workshop_id: int, field_id: int) -> Field:
    """A field of this workshop, whichever version. Raises Missing."""
    row = session.get(Field, field_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such question at this workshop."))
    return row


def retired(workshop_id: int) -> list[Field]:
    """The last version of everything that is no longer asked at all, latest first."""
    every = session.scalars(select(Field).where(Field.workshop_id == workshop_id).order_by(Field.version))
    last = {row.key: row for row in every}
    gone = [row for row in last.values() if row.retired_at is not None]
    return sorted(gone, key=lambda row: (row.retired_at, row.id), reverse=True)


def earlier_versions(row: Field) -> list[Field]:
    """The versions before this one, latest first."""
    return list(
        session.scalars(
            select(Field)
            .where(Field.workshop_id == row.workshop_id, Field.key == row.key, Field.version < row.version)
            .order_by(Field.version.desc())
        )
    )


def readable_back(workshop_id: int) -> list[Field]:
    """What is asked now, each followed by its earlier versions that have answers; then what is no longer asked."""
    numbers = counts(workshop_id)
    every = session.scalars(select(Field).where(Field.workshop_id == workshop_id))
    rows = [row for row in every if row.retired_at is None or numbers[row.id]]
    places = {row.key: row.place for row in rows if row.retired_at is None}
    return sorted(rows, key=lambda row: (row.key not in places, places.get(row.key, row.place), -row.version))


def counts(workshop_id: int) -> Counter[int]:
    """How many answers each version of each field has: {field id: number}."""
    rows = session.execute(
        select(FieldAnswer.field_id, func.count())
        .join(Field)
        .where(Field.workshop_id == workshop_id)
        .group_by(FieldAnswer.field_id)
    )
    return Counter({field_id: number for field_id, number in rows})  # noqa: C416 - rows are no pairs to mypy


def rows_of(registration_ids: Iterable[int], groups: Collection[str] | None = None) -> list[FieldAnswer]:
    """The rows of answers of these participants, with field and file loaded, by version."""
    ids = list(registration_ids)
    found: list[FieldAnswer] = []
    for start in range(0, len(ids), MOST_IDS):
        query = (
            select(FieldAnswer)
            .join(FieldAnswer.field)
            .where(FieldAnswer.registration_id.in_(ids[start : start + MOST_IDS]))
            .options(joinedload(FieldAnswer.field), joinedload(FieldAnswer.file))
            .order_by(Field.version)
        )
        if groups is not None:
            query = query.where(Field.reader_group.in_([str(group) for group in groups]))
        found.extend(session.scalars(query))
    return found


def values(registration_ids: Iterable[int], groups: Collection[str]) -> dict[int, dict[str, Answered]]:
    """{registration id: {key: answer}} of these groups, the sealed ones opened; who has none is left out.

    Whoever shows sealed ones to staff records it: `actions.record_look`.
    """
    found: defaultdict[int, dict[str, Answered]] = defaultdict(dict)
    for row in rows_of(registration_ids, groups):
        found[row.registration_id][row.field.key] = Answered(row.field, _value(row), row.answered_at, row.file)
    return dict(found)


def given(registration_ids: Iterable[int]) -> dict[int, dict[str, Field]]:
    """{registration id: {key: the version that was answered}}, of all groups, without opening anything."""
    found: defaultdict[int, dict[str, Field]] = defaultdict(dict)
    for row in rows_of(registration_ids):
        found[row.registration_id][row.field.key] = row.field
    return dict(found)


def missing(workshop_id: int, language: str = "en") -> dict[int, list[Field]]:
    """{registration id: what they must still answer}, at the stage they have reached; nobody who does not come.

    An answer to an earlier version is none: the question has come to mean something else.
    """
    return missing_of(workshop_id, participants.source().listed(workshop_id, language))


def missing_of(workshop_id: int, people: Iterable[participants.Participant]) -> dict[int, list[Field]]:
    """As `missing`, of these participants."""
    every = valid(workshop_id)
    coming = [each for each in people if each.comes] if any(field.required for field in every) else []
    rows: defaultdict[int, dict[str, FieldAnswer]] = defaultdict(dict)
    for row in rows_of(each.id for each in coming):
        rows[row.registration_id][row.field.key] = row
    found = {each.id: _missing(each, every, rows[each.id]) for each in coming}
    return {registration_id: fields for registration_id, fields in found.items() if fields}


def _missing(who: participants.Participant, every: list[Field], rows: dict[str, FieldAnswer]) -> list[Field]:
    asked_of_type = [field for field in every if not field.type_ids or who.type_id in field.type_ids]
    plain = {key: row.value for key, row in rows.items()}  # what conditions depend on is never sealed
    return [
        field
        for field in conditions.asked_of(asked_of_type, plain)
        if field.required
        and (field.stage == Stage.REGISTRATION or who.confirmed)
        and (field.key not in rows or rows[field.key].field_id != field.id)
    ]


def looks(workshop_id: int, registration_id: int | None = None, most: int = 50) -> list[AuditEntry]:
    """Who looked at sealed answers, latest first; of one participant or of all."""
    query = select(AuditEntry).where(AuditEntry.workshop_id == workshop_id, AuditEntry.tag == "fields.read")
    if registration_id is not None:
        query = query.where(AuditEntry.subject_id == registration_id)
    return list(session.scalars(query.order_by(AuditEntry.id.desc()).limit(most)))


def _value(row: FieldAnswer) -> Any:
    try:
        return opened(row, row.field)
    except vault.Unreadable:
        return None
