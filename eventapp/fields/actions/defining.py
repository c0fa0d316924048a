"""Deciding what participants are asked: added, changed (with or without a new version), moved, no longer asked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import tr
from eventapp.core.texts import Texts
from eventapp.fields import conditions, participants, policy, queries, standard
from eventapp.fields.models import Field, FieldAnswer, Group, Kind, Stage
from eventapp.workshops import keys
from eventapp.workshops.models import Workshop

MEANING = ("kind", "text", "help", "choices", "limits", "reader_group")
"""What an answer is an answer to; other facts (order, types, stage, condition, required) change without a version."""
WORDING = ("text", "help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A question as the organizer wants it. `choices`: (key, text), key "" for a new one."""

    kind: str
    text: Texts
    help: Texts = field(default_factory=Texts)
    choices: tuple[tuple[str, Texts], ...] = ()
    limits: dict[str, Any] = field(default_factory=dict)
    required: bool = False
    type_ids: tuple[int, ...] = ()
    condition: dict[str, Any] = field(default_factory=dict)
    stage: str = Stage.REGISTRATION
    reader_group: str = Group.GENERAL


def add(workshop_id: int, wanted: Definition, *, key: str = "", actor: Actor, now: datetime) -> Field:
    """Ask something more, after what is asked already in its group. `key` "": made from its text. Raises Invalid."""
    with transaction():
        workshop = _managed(workshop_id, actor)
        row = _new(workshop, key or _free_key(workshop_id, wanted.text), wanted, now)
        _refuse_faults(workshop_id)
        audit.record(actor, "fields.added", now, workshop=workshop_id, subject=row, key=row.key, text=dict(row.text))
    return row


def add_standard(
    workshop_id: int, wanted: Iterable[str], *, type_ids: Collection[int] = (), actor: Actor, now: datetime
) -> list[Field]:
    """Ask ready questions (keys of `standard.FIELDS`), of these delegation types or of everybody.

    Those asked already are passed over; one that is no longer asked comes back as it was. Raises Invalid.
    """
    with transaction():
        workshop = _managed(workshop_id, actor)
        present = queries.by_key(workshop_id)
        retired = {row.key: row for row in queries.retired(workshop_id)}
        added: list[Field] = []
        for key in dict.fromkeys(wanted):
            if key in present or key not in standard.FIELDS:
                continue
            if key in retired:
                row = _revive(retired[key])
            else:
                ready = standard.FIELDS[key]
                known = {*present, *(each.key for each in added)}
                condition = ready.condition if ready.condition.get("key") in known else {}
                row = _new(workshop, key, _ready(ready, type_ids, condition), now)
            added.append(row)
            audit.record(actor, "fields.added", now, workshop=workshop_id, subject=row, key=key, text=dict(row.text))
        _refuse_faults(workshop_id)
    return added


def change(
    workshop_id: int, field_id: int, wanted: Definition, *, correction: bool = False, actor: Actor, now: datetime
) -> Field:
    """Change a question; the row that is valid afterwards.

    Where it has answers and its meaning changes, a new version is asked from now on and the answers stay beside the
    old one. `correction`: the organizer says that new wording asks the same, so no version is needed; never so for
    another kind, other readers, or fewer choices. Raises Invalid.
    """
    with transaction():
        _managed(workshop_id, actor)
        row = _valid(workshop_id, field_id)
        _check(workshop_id, wanted)
        before, after = _facts(row), _columns(wanted)
        changes = audit.diff(before, after)
        if not changes:
            return row
        if _answered(row) and _means_else(before, after, correction=correction):
            row = _new_version(row, after, now)
        else:
            for name, value in after.items():
                setattr(row, name, value)
        if "stage" in changes or "reader_group" in changes:
            row.position = _last(workshop_id, row) + 1
        session.flush()
        _refuse_faults(workshop_id)
        audit.record(
            actor,
            "fields.changed",
            now,
            workshop=workshop_id,
            subject=row,
            key=row.key,
            version=row.version,
            **changes,
        )
    return row


def move(workshop_id: int, field_id: int, *, up: bool, actor: Actor, now: datetime) -> None:
    """Exchange a question with the one before or after it in its group; at the end nothing happens."""
    with transaction():
        _managed(workshop_id, actor)
        row = _valid(workshop_id, field_id)
        order = [each for each in queries.valid(workshop_id) if each.place[:2] == row.place[:2]]
        at = order.index(row)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(order):
            return
        order[at], order[to] = order[to], order[at]
        for position, each in enumerate(order, start=1):
            each.position = position
        session.flush()
        _refuse_faults(workshop_id)
        audit.record(actor, "fields.changed", now, workshop=workshop_id, subject=row, key=row.key, position=[at, to])


def retire(workshop_id: int, field_id: int, *, actor: Actor, now: datetime) -> Field:
    """Ask it no longer; its answers stay. Raises UserError while another question depends on it."""
    with transaction():
        _managed(workshop_id, actor)
        row = _valid(workshop_id, field_id)
        others = [each for each in queries.valid(workshop_id) if each.condition.get("key") == row.key]
        if others:
            raise UserError(_("“%(other)s” is asked only after an answer to this question.", other=tr(others[0].text)))
        row.retired_at = now
        audit.record(actor, "fields.removed", now, workshop=workshop_id, subject=row, key=row.key, text=dict(row.text))
    return row


def restore(workshop_id: int, field_id: int, *, actor: Actor, now: datetime) -> Field:
    """Ask again what was no longer asked, at the end of its group."""
    with transaction():
        _managed(workshop_id, actor)
        row = queries.field(workshop_id, field_id)
        if row.retired_at is None:
            return row
        if row not in queries.retired(workshop_id):
            raise UserError(_("A later version of this question is asked."))
        _revive(row)
        _refuse_faults(workshop_id)
        audit.record(actor, "fields.added", now, workshop=workshop_id, subject=row, key=row.key, text=dict(row.text))
    return row


def set_deadline(workshop_id: int, closes_at: datetime | None, *, actor: Actor, now: datetime) -> None:
    """Until when the second form can be sent and changed; None: it stays open."""
    with transaction():
        workshop = _managed(workshop_id, actor)
        before = workshop.details_close_at
        if before != closes_at:
            workshop.details_close_at = closes_at
            changes = audit.diff({"details_close_at": before}, {"details_close_at": closes_at})
            audit.record(actor, "fields.changed", now, workshop=workshop_id, subject=workshop, **changes)


def _managed(workshop_id: int, actor: Actor) -> Workshop:
    if not policy.can_define(actor, workshop_id):
        raise Denied(_("Only organizers decide what participants are asked."))
    return session.scalars(select(Workshop).where(Workshop.id == workshop_id).with_for_update()).one()


def _valid(workshop_id: int, field_id: int) -> Field:
    row = queries.field(workshop_id, field_id)
    if row.retired_at is not None:
        raise UserError(_("This question is no longer asked."))
    return row


def _new(workshop: Workshop, key: str, wanted: Definition, now: datetime) -> Field:
    _check(workshop.id, wanted)
    row = Field(workshop_id=workshop.id, key=key, version=1, created_at=now, **_columns(wanted))
    row.position = _last(workshop.id, row) + 1
    session.add(row)
    session.flush()
    return row


def _new_version(row: Field, after: dict[str, Any], now: datetime) -> Field:
    row.retired_at = now
    session.flush()
    new = Field(
        workshop_id=row.workshop_id,
        key=row.key,
        version=row.version + 1,
        position=row.position,
        created_at=now,
        **after,
    )
    session.add(new)
    session.flush()
    return new


def _revive(row: Field) -> Field:
    row.retired_at = None
    row.position = _last(row.workshop_id, row) + 1
    session.flush()
    return row


def _last(workshop_id: int, row: Field) -> int:
    return max(
        (
            each.position
            for each in queries.valid(workshop_id)
            if each is not row and (each.stage, each.reader_group) == (row.stage, row.reader_group)
        ),
        default=0,
    )


def _ready(ready: "standard.Ready", type_ids: Collection[int], condition: dict[str, Any]) -> Definition:
    return Definition(
        kind=ready.kind,
        text=ready.text,
        help=ready.help,
        choices=ready.choices,
        limits=dict(ready.limits),
        required=ready.required,
        type_ids=tuple(type_ids),
        condition=condition,
        stage=ready.stage,
        reader_group=ready.group,
    )


def _free_key(workshop_id: int, text: Texts) -> str:
    taken = set(session.scalars(select(Field.key).where(Field.workshop_id == workshop_id)))
    title = text if text.get("en") else Texts(en=text.pick("ru"))
    return keys.from_title(title, taken | set(standard.FIELDS), fallback="question")


def _columns(wanted: Definition) -> dict[str, Any]:
    columns: dict[str, Any] = {part.name: getattr(wanted, part.name) for part in fields(wanted)}
    columns["type_ids"] = sorted(wanted.type_ids)
    taken = {key for key, _text in wanted.choices if key}
    choices = []
    for key, text in wanted.choices:
        name = key or keys.from_title(text if text.get("en") else Texts(en=text.pick("ru")), taken, fallback="choice")
        taken.add(name)
        choices.append({"key": name, "text": dict(text)})
    columns["choices"] = choices if wanted.kind in (Kind.CHOICE, Kind.MANY) else []
    return columns


def _facts(row: Field) -> dict[str, Any]:
    names = (*MEANING, "required", "type_ids", "condition", "stage")
    return {name: getattr(row, name) for name in names}


def _answered(row: Field) -> bool:
    return session.scalar(select(FieldAnswer.id).where(FieldAnswer.field_id == row.id).limit(1)) is not None


def _means_else(before: dict[str, Any], after: dict[str, Any], *, correction: bool) -> bool:
    """Whether answers to the one are no answers to the other."""
    if any(before[name] != after[name] for name in ("kind", "reader_group")):
        return True
    old, new = ({choice["key"] for choice in facts["choices"]} for facts in (before, after))
    if old - new:
        return True
    return not correction and any(before[name] != after[name] for name in (*WORDING, "choices"))


def _check(workshop_id: int, wanted: Definition) -> None:
    errors: dict[str, str] = {}
    if not wanted.text:
        errors["text"] = _("A question needs a text.")
    if wanted.kind not in list(Kind):
        errors["kind"] = _("Choose one of the kinds.")
    if wanted.stage not in list(Stage):
        errors["stage"] = _("Choose when it is asked.")
    if wanted.reader_group not in list(Group):
        errors["reader_group"] = _("Choose who reads it.")
    known = {kind.id for kind in participants.source().types(workshop_id)}
    if not set(wanted.type_ids) <= known:
        errors["type_ids"] = _("There is no such delegation type at this workshop.")
    if wanted.kind in (Kind.CHOICE, Kind.MANY) and len(wanted.choices) < 2:
        errors["offered"] = _("Give at least two choices.")
    least, most = wanted.limits.get("least"), wanted.limits.get("most")
    if least is not None and most is not None and least > most:
        errors["most"] = _("The largest is smaller than the smallest.")
    if errors:
        raise Invalid(_("This question cannot be asked so."), errors)


def _refuse_faults(workshop_id: int) -> None:
    """Raise Invalid while a condition of the workshop's questions is circular or cannot be met."""
    session.flush()
    valid = queries.valid(workshop_id)
    for key, fault in conditions.faults(valid).items():
        text = tr(next(each.text for each in valid if each.key == key))
        raise Invalid(_("“%(question)s”: %(fault)s", question=text, fault=fault), {"condition": fault})
