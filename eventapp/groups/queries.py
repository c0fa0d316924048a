"""Who is in which working group. A working group is a session of that type; its places are its own, or its room's."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import Session, SessionType
from eventapp.core.db import session
from eventapp.groups.models import GroupMember
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration, State


@dataclass(frozen=True, slots=True)
class Group:
    """One working group: who has a place in it and who waits for one, both in order (precedence; first come)."""

    session: Session
    members: list[Registration]
    waiting: list[Registration]
    sources: dict[int, str]

    @property
    def capacity(self) -> int | None:
        return self.session.seats

    @property
    def free(self) -> int | None:
        """Places left; None: the room has no bound."""
        return None if self.capacity is None else max(self.capacity - len(self.members), 0)


def groups(workshop_id: int) -> list[Session]:
    """The working groups in order of time, then of rooms."""
    return [each for each in agenda.sessions(workshop_id) if each.type == SessionType.WORKING_GROUP]


def parallel(one: Session, other: Session) -> bool:
    """Whether nobody can be in both."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def slots(workshop_id: int) -> list[list[Session]]:
    """The working groups in order, those together of which a person can be in one only."""
    found: list[list[Session]] = []
    for each in groups(workshop_id):
        if found and any(parallel(each, other) for other in found[-1]):
            found[-1].append(each)
        else:
            found.append([each])
    return found


def members(workshop_id: int) -> dict[int, set[int]]:
    """Session id to the registration ids of the confirmed who have a place in it; none without anybody."""
    found: dict[int, set[int]] = defaultdict(set)
    for session_id, registration_id in _places(workshop_id):
        found[session_id].add(registration_id)
    return dict(found)


def of_people(workshop_id: int) -> dict[int, list[int]]:
    """Registration id to the session ids of the groups a confirmed person has a place in, in order of time."""
    found: dict[int, list[int]] = defaultdict(list)
    for session_id, registration_id in _places(workshop_id):
        found[registration_id].append(session_id)
    return dict(found)


def of_person(registration_id: int) -> dict[int, GroupMember]:
    """A person's places and wishes by session id."""
    rows = session.scalars(select(GroupMember).where(GroupMember.registration_id == registration_id))
    return {row.session_id: row for row in rows}


def whole(workshop_id: int, language: str = "en", slot: Collection[Session] | None = None) -> list[Group]:
    """Every working group with its people, or those of a slot; as many statements whatever their number."""
    people = {row.id: row for row in registrations.confirmed(workshop_id, language)}
    order = {registration_id: place for place, registration_id in enumerate(people)}
    rows = session.scalars(
        select(GroupMember)
        .join(Session, Session.id == GroupMember.session_id)
        .where(Session.workshop_id == workshop_id, Session.type == SessionType.WORKING_GROUP)
        .order_by(GroupMember.id)
    )
    by_session: dict[int, list[GroupMember]] = defaultdict(list)
    for row in rows:
        if row.registration_id in people:
            by_session[row.session_id].append(row)
    wanted = groups(workshop_id) if slot is None else slot
    return [_group(each, by_session[each.id], people, order) for each in wanted]


def _group(item: Session, rows: list[GroupMember], people: dict[int, Registration], order: dict[int, int]) -> Group:
    held = sorted((row.registration_id for row in rows if not row.waits), key=order.__getitem__)
    return Group(
        session=item,
        members=[people[registration_id] for registration_id in held],
        waiting=[people[row.registration_id] for row in rows if row.waits],
        sources={row.registration_id: row.source for row in rows},
    )


def _places(workshop_id: int) -> list[tuple[int, int]]:
    found = session.execute(
        select(GroupMember.session_id, GroupMember.registration_id)
        .join(Session, Session.id == GroupMember.session_id)
        .join(Registration, Registration.id == GroupMember.registration_id)
        .where(
            Session.workshop_id == workshop_id,
            Session.type == SessionType.WORKING_GROUP,
            GroupMember.waits.is_(False),
            Registration.state == State.CONFIRMED,
        )
        .order_by(Session.starts_at, Session.id, Registration.id)
    )
    return [(session_id, registration_id) for session_id, registration_id in found]
