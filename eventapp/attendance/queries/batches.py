"""Marks that came together, and the people that the rows of a list are compared with."""

from collections import defaultdict

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select

from eventapp.agenda.models import Session
from eventapp.attendance.lists.people import Candidate
from eventapp.attendance.lists.places import Place, Places
from eventapp.attendance.models import AttendanceBatch, AttendanceMark
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Stop
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.registration.models import Badge, Person, Registration, State
from eventapp.workshops.models import Workshop


def batch(workshop_id: int, batch_id: int) -> AttendanceBatch:
    """A batch of this workshop. Raises Missing."""
    row = session.get(AttendanceBatch, batch_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such list at this workshop."))
    return row


def draft_list(workshop_id: int, batch_id: int) -> AttendanceBatch:
    """A list from elsewhere, of this workshop. Raises Missing."""
    row = batch(workshop_id, batch_id)
    if row.kind != "list":
        raise Missing(_("There is no such list at this workshop."))
    return row


def marked_together(workshop_id: int, checkpoint: str) -> list[tuple[AttendanceBatch, int]]:
    """The batches of people marked together at one checkpoint that stand, with how many of their marks do."""
    return _batches(
        AttendanceBatch.workshop_id == workshop_id,
        AttendanceBatch.kind == "many",
        AttendanceBatch.state == "applied",
        AttendanceBatch.checkpoint == checkpoint,
    )


def batches(workshop_id: int) -> list[tuple[AttendanceBatch, int]]:
    """Every batch with how many of its marks stand, the latest first."""
    return _batches(AttendanceBatch.workshop_id == workshop_id)


def _batches(*where: ColumnElement[bool]) -> list[tuple[AttendanceBatch, int]]:
    standing = (
        select(AttendanceMark.batch_id, func.count().label("marks"))
        .where(AttendanceMark.batch_id.is_not(None), AttendanceMark.voided_at.is_(None))
        .group_by(AttendanceMark.batch_id)
        .subquery()
    )
    rows = session.execute(
        select(AttendanceBatch, func.coalesce(standing.c.marks, 0))
        .outerjoin(standing, standing.c.batch_id == AttendanceBatch.id)
        .where(*where)
        .order_by(AttendanceBatch.id.desc())
    )
    return [(row, marks) for row, marks in rows]


def candidates(workshop_id: int) -> list[Candidate]:
    """Every registration of the workshop, as rows of a list are compared with it."""
    codes: defaultdict[int, set[str]] = defaultdict(set)
    badges = select(Badge.registration_id, Badge.code_hash).join(Registration, Registration.id == Badge.registration_id)
    for owner, code in session.execute(badges.where(Registration.workshop_id == workshop_id)):
        codes[owner].add(code)
    rows = session.execute(
        select(
            Registration.id,
            Registration.public_id,
            Registration.state,
            Person.latin_name,
            Person.original_name,
            Registration.badge_name,
            Person.email,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.workshop_id == workshop_id)
        .order_by(Registration.id)
    )
    return [
        Candidate(
            registration_id=who,
            public_id=str(public_id),
            confirmed=state == State.CONFIRMED,
            latin_name=latin,
            original_name=original,
            badge_name=badge_name,
            email=email,
            codes=frozenset(codes.get(who, ())),
        )
        for who, public_id, state, latin, original, badge_name, email in rows
    ]


def places(workshop: Workshop) -> Places:
    """The checkpoints, with every name by which a list may call them."""
    titles: defaultdict[int, list[str]] = defaultdict(list)
    for session_id, key, title in session.execute(
        select(Session.id, Session.key, Session.title).where(Session.workshop_id == workshop.id)
    ):
        titles[session_id] += [key, *title.values()]
    stops = {
        row.key: list(row.name.values()) for row in session.scalars(select(Stop).where(Stop.workshop_id == workshop.id))
    }
    return Places(
        [
            Place(
                place.key,
                place.day,
                place.is_venue,
                (
                    place.key,
                    place.label,
                    place.short,
                    *(titles[place.session_id] if place.session_id else ()),
                    *stops.get(place.key.removeprefix("stop-"), ()),
                ),
            )
            for place in checkin.checkpoints(workshop)
        ],
        workshop.timezone,
    )
