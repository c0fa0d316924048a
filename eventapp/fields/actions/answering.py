"""Keeping answers, letting go of them, and noting who looked at those that are protected."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit, stored
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.timezones import local
from eventapp.core.vault import Unreadable
from eventapp.fields import conditions, participants, policy, queries, sealing
from eventapp.fields.models import SEALED, Field, FieldAnswer, Group
from eventapp.fields.uploads import Upload
from eventapp.fields.values import check
from eventapp.fields.values import stored as as_json
from eventapp.workshops.models import Workshop


def answer(
    registration_id: int,
    workshop_id: int,
    type_id: int,
    stage: str | None,
    values: Mapping[str, Any],
    *,
    by: Actor,
    now: datetime,
) -> list[str]:
    """Keep typed answers (see `fields.values`) in the caller's transaction; the keys of what is different now.

    The caller checks who may. `values` is tolerant: keys not asked of this type (at this stage; None: at any) are
    passed over, keys not given stay, None takes an answer back. What is no longer asked because of a condition is
    taken back too. Raises Invalid with {key: message}.
    """
    fields = queries.asked(workshop_id, type_id, stage)
    workshop = session.get_one(Workshop, workshop_id)
    wanted = _checked(fields, values, now, workshop.timezone)
    rows = {row.field.key: row for row in queries.rows_of([registration_id])}
    plain = {key: _opened(row) for key, row in rows.items() if not row.field.sealed}
    everything = queries.asked(workshop_id, type_id)
    remain = {field.key for field in conditions.asked_of(everything, {**plain, **wanted})}
    changed: dict[str, list[Any] | None] = {}
    for field in fields:
        value = wanted.get(field.key) if field.key in remain else None
        touched = field.key in wanted or field.key not in remain
        if touched and (told := _keep(registration_id, field, rows.get(field.key), value, now)) is not None:
            changed[field.key] = told
    if changed:
        audit.record(
            by,
            "fields.answered",
            now,
            workshop=workshop_id,
            subject=participants.source().rows([registration_id])[0],
            keys=list(changed),
            values={key: told for key, told in changed.items() if told},
        )
    return list(changed)


def forget(registration_ids: Iterable[int], groups: Collection[str] | None = None) -> int:
    """Delete the answers of these participants (of some groups), files included, in the caller's transaction.

    How many there were. For retention and erasure, which keep their own history.
    """
    rows = queries.rows_of(registration_ids, groups)
    for row in rows:
        _drop(row)
    session.flush()
    return len(rows)


def hand_over(from_id: int, to_id: int) -> list[str]:
    """Move answers from one registration to another that has none under their key, in the caller's transaction.

    For merging duplicates; sealed ones are sealed anew. The keys that were moved.
    """
    taken = {row.field.key for row in queries.rows_of([to_id])}
    moved = []
    for row in queries.rows_of([from_id]):
        if row.field.key in taken:
            continue
        value = sealing.opened(row, row.field) if row.sealed else None
        row.registration_id = to_id
        if row.sealed:
            sealing.put(row, row.field, value)
        moved.append(row.field.key)
    session.flush()
    return moved


def record_look(
    workshop_id: int,
    registration_ids: Iterable[int],
    groups: Iterable[str],
    *,
    how: str = "page",
    actor: Actor,
    now: datetime,
) -> None:
    """Note that somebody looked at protected answers. `how`: "page", "file", "export" or "letter".

    Groups that are not protected are passed over. Raises Denied for who does not read them.
    """
    wanted = list(groups)
    if not policy.may_read_all(actor, workshop_id, wanted):
        raise Denied(_("Your role at this workshop does not include these answers."))
    sealed = [str(group) for group in Group if group in wanted and group in SEALED]
    if not sealed:
        return
    with transaction():
        for row in participants.source().rows(list(registration_ids)):
            audit.record(actor, "fields.read", now, workshop=workshop_id, subject=row, groups=sealed, how=how)


def _checked(fields: list[Field], values: Mapping[str, Any], now: datetime, zone: str) -> dict[str, Any]:
    """The values that are asked for, checked. Raises Invalid with the message beside each key."""
    today = local(now, zone).date()
    wanted, errors = {}, {}
    for field in fields:
        if field.key not in values:
            continue
        value = values[field.key]
        wanted[field.key] = None if value in ("", []) else value
        if wanted[field.key] is not None:
            try:
                check(field, value, today=today)
            except Invalid as error:
                errors[field.key] = error.message
    if errors:
        raise Invalid(_("Some answers cannot be used."), errors)
    return wanted


def _keep(registration_id: int, field: Field, row: FieldAnswer | None, value: Any, now: datetime) -> list[Any] | None:
    """Write one answer; [before, after] (empty of a protected one) where it is different, else None."""
    before = _opened(row) if row else None
    if value is None:
        if row is None:
            return None
        _drop(row)
        return [] if row.field.sealed else [as_json(row.field, before), None]
    if row is not None and row.field_id == field.id and _same(row, before, value):
        return None
    told = [] if field.sealed or (row and row.field.sealed) else [_told(row, before), _plain(field, value)]
    if row is not None and row.file is not None:
        _drop_file(row)
    if row is None:
        row = FieldAnswer(registration_id=registration_id)
        session.add(row)
    row.field, row.answered_at = field, now
    if isinstance(value, Upload):
        ending = value.filename[value.filename.rindex(".") :]
        name = f"{field.key}{ending}" if field.sealed else value.filename  # a name may tell a passport's number
        row.value, row.sealed = None, ""
        row.file = stored.keep(value.data, name, value.mime, sealed=field.sealed, now=now)
    else:
        sealing.put(row, field, value)
    session.flush()
    return told


def _same(row: FieldAnswer, before: Any, value: Any) -> bool:
    if isinstance(value, Upload):
        return row.file is not None and row.file.sha256 == sha256(value.data).hexdigest()
    return bool(before == value)


def _told(row: FieldAnswer | None, before: Any) -> Any:
    return None if row is None else as_json(row.field, before)


def _plain(field: Field, value: Any) -> Any:
    return value.filename if isinstance(value, Upload) else as_json(field, value)


def _opened(row: FieldAnswer) -> Any:
    try:
        return sealing.opened(row, row.field)
    except Unreadable:
        return None


def _drop(row: FieldAnswer) -> None:
    if row.file is not None:
        _drop_file(row)
    session.delete(row)
    session.flush()


def _drop_file(row: FieldAnswer) -> None:
    file, row.file = row.file, None
    session.flush()
    if file is not None:
        stored.forget(file)
