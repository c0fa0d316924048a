"""Who may be the same person, among those of a workshop and all who are known from the series."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.names import fold
from eventapp.duplicates import alike
from eventapp.duplicates.models import PeopleApart, PersonMerge
from eventapp.fields.models import Field, FieldAnswer
from eventapp.fields.sealing import opened
from eventapp.registration import merged
from eventapp.registration.models import Delegation, Person, Registration
from eventapp.workshops.models import Workshop

MARK = "\n"
"""In `Person.search`, before the spellings that came by a merge (see `registration.facts.index`)."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with all they came as, the latest workshop last."""

    person: Person
    registrations: tuple[Registration, ...]

    def at(self, workshop_id: int) -> Registration | None:
        return next((row for row in self.registrations if row.workshop_id == workshop_id), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two who may be one. `first` is at this workshop; `again`: the other one is, too (the same person named twice)."""

    first: Someone
    second: Someone
    score: float
    reasons: tuple[str, ...]
    again: bool

    @property
    def percent(self) -> int:
        return round(self.score * 100)


def candidates(workshop: Workshop) -> list[Candidate]:
    """The pairs with somebody of this workshop in them, the likeliest first; without those known to be two people."""
    everybody = _everybody(workshop.series_id)
    apart = _apart(workshop.series_id)
    found = []
    for pair in alike.pairs(_faces(list(everybody.values()), workshop.series_id)):
        one, other = everybody[pair.first], everybody[pair.second]
        here = [someone for someone in (one, other) if someone.at(workshop.id)]
        if not here or (pair.first, pair.second) in apart:
            continue
        second = other if here[0] is one else one
        found.append(Candidate(here[0], second, pair.score, pair.reasons, len(here) == 2))
    return found


def people_known(workshop: Workshop) -> int:
    """How many people the series knows."""
    query = select(func.count()).where(Person.series_id == workshop.series_id, Person.erased_at.is_(None))
    return session.scalar(query.select_from(Person)) or 0


def pair(workshop: Workshop, first_id: int, second_id: int) -> tuple[Someone, Someone]:
    """Two people of the series, at least one of whom is at this workshop. Raises Missing."""
    found = _everybody(workshop.series_id, {first_id, second_id})
    if len(found) != 2 or not any(someone.at(workshop.id) for someone in found.values()):
        raise Missing(_("There is no such pair of people at this workshop."))
    return found[first_id], found[second_id]


def told_apart(first_id: int, second_id: int) -> PeopleApart | None:
    """That somebody said of two people that they are not one."""
    low, high = sorted((first_id, second_id))
    return session.scalar(select(PeopleApart).where(PeopleApart.first_id == low, PeopleApart.second_id == high))


def merges(workshop_id: int) -> list[PersonMerge]:
    """What was merged from this workshop, the latest first."""
    query = select(PersonMerge).where(PersonMerge.workshop_id == workshop_id).order_by(PersonMerge.id.desc())
    return list(session.scalars(query))


def merge(workshop_id: int, merge_id: int) -> PersonMerge:
    """A merge made from this workshop. Raises Missing."""
    row = session.get(PersonMerge, merge_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such merge at this workshop."))
    return row


def twins(workshop: Workshop, registration_id: int) -> list[Candidate]:
    """The pairs in which this participant stands."""
    return [
        each
        for each in candidates(workshop)
        if any((row := someone.at(workshop.id)) and row.id == registration_id for someone in (each.first, each.second))
    ]


def _everybody(series_id: int, only: Collection[int] | None = None) -> dict[int, Someone]:
    people = select(Person).where(Person.series_id == series_id, Person.erased_at.is_(None))
    coming = (
        select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(Person.series_id == series_id, Person.erased_at.is_(None))
        .order_by(Registration.created_at, Registration.id)
        .options(joinedload(Registration.delegation).joinedload(Delegation.type), joinedload(Registration.type))
    )
    if only is not None:
        people, coming = people.where(Person.id.in_(only)), coming.where(Person.id.in_(only))
    of: defaultdict[int, list[Registration]] = defaultdict(list)
    for row in session.scalars(coming):
        of[row.person_id].append(row)
    return {person.id: Someone(person, tuple(of[person.id])) for person in session.scalars(people)}


def _faces(everybody: Sequence[Someone], series_id: int) -> list[alike.Face]:
    born = _born(series_id)
    return [_face(someone, born) for someone in everybody]


def _face(someone: Someone, born: dict[int, str]) -> alike.Face:
    person, rows = someone.person, someone.registrations
    works = frozenset((fold(row.position), fold(row.organization)) for row in rows if row.organization or row.position)
    birth = next((born[row.id] for row in rows if row.id in born), "")
    country = person.country or next((row.delegation.country for row in rows if row.delegation.country), "")
    more = person.search.partition(MARK)[2].split("|")
    names = tuple(name for name in (person.latin_name, person.original_name, *more) if name)
    return alike.Face(person.id, names, person.email, person.phone, country, person.sex, birth, works)


def _born(series_id: int) -> dict[int, str]:
    """{registration id: date of birth}, to be compared and not shown."""
    rows = session.scalars(
        select(FieldAnswer)
        .join(Field, Field.id == FieldAnswer.field_id)
        .join(Registration, Registration.id == FieldAnswer.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Person.series_id == series_id, Field.key == "birth_date")
        .options(joinedload(FieldAnswer.field))
    )
    return {row.registration_id: str(opened(row, row.field)) for row in rows}


def _apart(series_id: int) -> set[tuple[int, int]]:
    rows = session.execute(
        select(PeopleApart.first_id, PeopleApart.second_id)
        .join(Person, Person.id == PeopleApart.first_id)
        .where(Person.series_id == series_id)
    )
    return {(first, second) for first, second in rows}


@merged.register
def registration_kept(workshop_id: int, public_id: UUID) -> int | None:
    """The registration that one was merged into, for a desk that found the person on an older list."""
    series = select(Workshop.series_id).where(Workshop.id == workshop_id).scalar_subquery()
    rows = session.scalars(select(PersonMerge).where(PersonMerge.series_id == series, PersonMerge.undone_at.is_(None)))
    merges = {row.gone_id: row for row in rows}
    person = next((row.kept_id for row in merges.values() if _removed(row, workshop_id, str(public_id))), None)
    while person in merges:
        person = merges[person].kept_id
    return session.scalar(
        select(Registration.id).where(Registration.workshop_id == workshop_id, Registration.person_id == person)
    )


def _removed(row: PersonMerge, workshop_id: int, public_id: str) -> bool:
    """Whether a merge ended this registration."""
    return any(
        entry["table"] == "registration"
        and entry["after"] is None
        and entry["before"]["public_id"] == public_id
        and entry["before"]["workshop_id"] == workshop_id
        for entry in row.before["changes"]
    )
