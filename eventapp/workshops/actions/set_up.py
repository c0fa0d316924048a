"""What is done with the set-up of a workshop: its series, rooms, themes, partners, the outline of its report."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.texts import Texts
from eventapp.workshops import keys, policy, queries
from eventapp.workshops.models import DEFAULT_OUTLINE, Partner, Series, Theme, Workshop
from eventapp.workshops.parts import (
    KINDS,
    Part,
    PartFacts,
    PartnerFacts,
    RoomFacts,
    columns,
    facts_of,
    label_of,
    rows_of,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What a person may say of a series. `signatories` are country codes."""

    code: str
    title: Texts
    summary: Texts
    started: str
    organizers: list[str]
    funders: list[str]
    signatories: list[str]
    earlier_topics: list[str]


def change_series(series_id: int, facts: SeriesFacts, *, actor: Actor, now: datetime) -> None:
    """Change a series, for all its workshops. Raises Invalid for a code that another series has, or no title."""
    with transaction():
        series = session.get(Series, series_id)
        if series is None:
            raise Missing(_("There is no such series."))
        if not policy.can_change_series(actor, queries.ids_in_series(series_id)):
            raise Denied(_("You may not change this series."))
        errors = {}
        other = queries.series_by_code(facts.code)
        if not facts.code or (other is not None and other.id != series_id):
            errors["code"] = _("Another series has this code.") if facts.code else _("A series needs a code.")
        if not facts.title:
            errors["title"] = _("A series needs a title.")
        if errors:
            raise Invalid(" ".join(errors.values()), errors)
        wanted = {part.name: getattr(facts, part.name) for part in fields(facts)}
        changes = audit.diff({name: getattr(series, name) for name in wanted}, wanted)
        for name in changes:
            setattr(series, name, wanted[name])
        if changes:
            audit.record(actor, "workshops.series_changed", now, subject=series, **changes)


def add_part(workshop_id: int, facts: PartFacts, *, actor: Actor, now: datetime) -> Part:
    """Add a room, a theme or a partner, as the last of its kind. Raises Invalid for one without a name."""
    with transaction():
        workshop = _workshop(workshop_id, actor)
        kind = _kind(facts)
        _check(facts)
        rows = rows_of(workshop, kind)
        part = KINDS[kind](workshop_id=workshop_id, position=max((row.position for row in rows), default=0) + 1)
        if isinstance(part, Theme):
            part.key = keys.from_title(Texts(en=facts.label()), {row.key for row in workshop.themes}, fallback="theme")
        _write(part, facts)
        session.add(part)
        session.flush()
        session.expire(workshop, [kind])
        audit.record(
            actor, "workshops.part_added", now, workshop=workshop_id, subject=part, kind=kind, name=label_of(part)
        )
    return part


def change_part(workshop_id: int, part_id: int, facts: PartFacts, *, actor: Actor, now: datetime) -> None:
    """Change a room, a theme or a partner. Saying what is so already changes nothing."""
    with transaction():
        workshop = _workshop(workshop_id, actor)
        kind = _kind(facts)
        part = part_in(workshop, kind, part_id)
        _check(facts)
        before = facts_of(part)
        _write(part, facts)
        changes = audit.diff(before, facts_of(part))
        if changes:
            audit.record(
                actor,
                "workshops.part_changed",
                now,
                workshop=workshop_id,
                subject=part,
                kind=kind,
                part=label_of(part),
                **changes,
            )


def move_part(workshop_id: int, kind: str, part_id: int, *, up: bool, actor: Actor, now: datetime) -> None:
    """Let a part change places with the one before it (or after it); the first one stays first."""
    with transaction():
        workshop = _workshop(workshop_id, actor)
        part = part_in(workshop, kind, part_id)
        rows = [row for row in rows_of(workshop, kind) if _peers(row, part)]
        ordered = _moved(rows, part, up=up)
        if ordered != rows:
            places = sorted(row.position for row in rows)
            for position, row in zip(places, ordered, strict=True):
                row.position = position
            session.flush()
            session.expire(workshop, [kind])
            audit.record(
                actor, "workshops.part_moved", now, workshop=workshop_id, subject=part, kind=kind, name=label_of(part)
            )


def set_outline(workshop_id: int, sections: Sequence[str], *, actor: Actor, now: datetime) -> None:
    """Set which sections the report has, in order. Raises Invalid for an unknown or repeated one."""
    with transaction():
        workshop = _workshop(workshop_id, actor)
        outline = list(sections)
        if not set(outline) <= set(DEFAULT_OUTLINE) or len(set(outline)) != len(outline):
            raise Invalid(_("The outline has a section that is unknown, or stands there twice."))
        changes = audit.diff({"outline": workshop.outline}, {"outline": outline})
        workshop.outline = outline
        if changes:
            audit.record(actor, "workshops.changed", now, workshop=workshop_id, subject=workshop, **changes)


def move_section(workshop_id: int, section: str, *, up: bool, actor: Actor, now: datetime) -> None:
    """Let a section of the report change places with the one before it (or after it)."""
    with transaction():
        workshop = _workshop(workshop_id, actor)
        if section not in workshop.outline:
            raise Missing(_("The report has no such section."))
        set_outline(workshop_id, _moved(workshop.outline, section, up=up), actor=actor, now=now)


def part_in(workshop: Workshop, kind: str, part_id: int) -> Part:
    """A part of this workshop. Raises Missing."""
    found = next((row for row in rows_of(workshop, kind) if row.id == part_id), None)
    if found is None:
        raise Missing(_("There is no such thing in this workshop."))
    return found


def _workshop(workshop_id: int, actor: Actor) -> Workshop:
    """The workshop, locked until the transaction ends. Raises Missing, Denied."""
    if not policy.can_change(actor, workshop_id):
        raise Denied(_("Only organizers may change the set-up."))
    found = session.scalar(select(Workshop).where(Workshop.id == workshop_id).with_for_update())
    if found is None:
        raise Missing(_("There is no such workshop."))
    return found


def _kind(facts: PartFacts) -> str:
    if isinstance(facts, RoomFacts):
        return "rooms"
    return "partners" if isinstance(facts, PartnerFacts) else "themes"


def _check(facts: PartFacts) -> None:
    if not facts.label():
        message = _("A name is needed.")
        raise Invalid(message, {"title" if _kind(facts) == "themes" else "name": message})
    if isinstance(facts, RoomFacts) and facts.capacity is not None and facts.capacity < 1:
        message = _("A room has at least one seat; leave the field empty if the room bounds nobody.")
        raise Invalid(message, {"capacity": message})
    if isinstance(facts, PartnerFacts) and facts.role not in ("organizer", "funder"):
        message = _("Choose organizer or funder.")
        raise Invalid(message, {"role": message})


def _write(part: Part, facts: PartFacts) -> None:
    for name, value in columns(facts).items():
        setattr(part, name, value)


def _peers(one: Part, other: Part) -> bool:
    """Organizers are ordered among organizers, funders among funders."""
    return not isinstance(one, Partner) or not isinstance(other, Partner) or one.role == other.role


def _moved(rows: Sequence[T], row: T, *, up: bool) -> list[T]:
    ordered = list(rows)
    place = ordered.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(ordered):
        ordered[place], ordered[other] = ordered[other], ordered[place]
    return ordered
