"""Reading notes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from eventapp.agenda.models import SUBSTANTIVE, Session
from eventapp.core.db import session
from eventapp.core.names import matches, search_key
from eventapp.notes.attribution import is_quotable, said_by
from eventapp.notes.facts import Known
from eventapp.notes.models import Note, NoteKind
from eventapp.registration.models import Delegation, DelegationType, Person, Registration
from eventapp.workshops.models import Theme

NONE = "none"
"""In a filter: the notes without a session, theme, attribution or country."""


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What a list of notes is narrowed to, in keys; "" narrows nothing. `sensitive`: "yes", "no" or ""."""

    session: str = ""
    kind: str = ""
    theme: str = ""
    said_by: str = ""
    country: str = ""
    sensitive: str = ""
    search: str = ""

    @property
    def narrows(self) -> bool:
        return self != NoteFilter()


def select_notes(workshop_id: int, *, removed: bool = False) -> Select[Note]:
    """The live notes of a workshop (or the removed ones) with session, theme and type: one statement in all."""
    at = Note.removed_at.is_not(None) if removed else Note.removed_at.is_(None)
    return (
        select(Note)
        .where(Note.workshop_id == workshop_id, at)
        .options(joinedload(Note.session), joinedload(Note.theme), joinedload(Note.attribution_type))
    )


def notes(workshop_id: int, wanted: NoteFilter | None = None, *, sensitive: bool = True) -> list[Note]:
    """The live notes in order of their sessions, then of their numbers; notes without a session come last."""
    found = select_notes(workshop_id).outerjoin(Session, Session.id == Note.session_id)
    if not sensitive:
        found = found.where(Note.sensitive.is_(False))
    rows = session.scalars(
        found.order_by(Session.starts_at.is_(None), Session.starts_at, Session.room_id, Session.id, Note.number)
    )
    return [row for row in rows if wanted is None or _passes(row, wanted)]


def recommendations(workshop_id: int, *, sensitive: bool = False) -> list[Note]:
    """The live recommendations in order of their own numbers."""
    found = select_notes(workshop_id).where(Note.kind == NoteKind.RECOMMENDATION)
    if not sensitive:
        found = found.where(Note.sensitive.is_(False))
    return list(session.scalars(found.order_by(Note.recommendation_number.is_(None), Note.recommendation_number)))


def by_number(workshop_id: int, number: int, *, removed: bool = False) -> Note | None:
    """A note of this workshop, as it is in the database now."""
    return session.scalar(select_notes(workshop_id, removed=removed).where(Note.number == number))


def by_numbers(workshop_id: int) -> dict[int, Note]:
    """Every note of the workshop by its number, removed ones too."""
    both = [*session.scalars(select_notes(workshop_id)), *session.scalars(select_notes(workshop_id, removed=True))]
    return {note.number: note for note in both}


def counts_by_kind(workshop_id: int) -> Counter[str]:
    """How many live notes of each kind there are."""
    rows = session.execute(
        select(Note.kind, func.count())
        .where(Note.workshop_id == workshop_id, Note.removed_at.is_(None))
        .group_by(Note.kind)
    )
    return Counter(dict(rows.all()))


def next_number(workshop_id: int) -> int:
    """The number of the next note: one above every number ever given, so that none is used twice."""
    return (session.scalar(select(func.max(Note.number)).where(Note.workshop_id == workshop_id)) or 0) + 1


def recommendation_numbers(workshop_id: int, except_id: int | None = None) -> set[int]:
    """The numbers of the live recommendations, `except_id` aside."""
    found = select(Note.recommendation_number).where(
        Note.workshop_id == workshop_id, Note.removed_at.is_(None), Note.recommendation_number.is_not(None)
    )
    if except_id is not None:
        found = found.where(Note.id != except_id)
    return {number for number in session.scalars(found) if number is not None}


def next_recommendation(workshop_id: int) -> int:
    """The number that is proposed for the next recommendation."""
    return max(recommendation_numbers(workshop_id), default=0) + 1


def same(workshop_id: int, session_id: int | None, kind: str, text: str) -> Note | None:
    """A live note that says the same in the same session."""
    return session.scalar(
        select_notes(workshop_id).where(
            Note.kind == kind,
            Note.text == text,
            Note.session_id.is_(None) if session_id is None else Note.session_id == session_id,
        )
    )


def last_of_user(workshop_id: int, user_id: int | None) -> Note | None:
    """The note that a user wrote last here."""
    if user_id is None:
        return None
    return session.scalar(select_notes(workshop_id).where(Note.user_id == user_id).order_by(Note.id.desc()).limit(1))


def running_session(sessions: Iterable[Session], now: datetime, preferred: str = "") -> Session | None:
    """Which session is going on at an instant; of parallel ones the `preferred` (key), else the first."""
    running = [each for each in sessions if each.type in SUBSTANTIVE and each.starts_at <= now < each.ends_at]
    return next((each for each in running if each.key == preferred), next(iter(running), None))


def known(workshop_id: int) -> Known:
    """The keys that a note of this workshop may refer to."""
    return Known(
        sessions=_keys(select(Session.key, Session.id).where(Session.workshop_id == workshop_id)),
        themes=_keys(select(Theme.key, Theme.id).where(Theme.workshop_id == workshop_id)),
        types={kind.key: kind.id for kind in quotable_types(workshop_id)},
    )


def quotable_types(workshop_id: int) -> list[DelegationType]:
    """The delegation types whose members may be quoted, in precedence order."""
    rows = session.scalars(
        select(DelegationType).where(DelegationType.workshop_id == workshop_id).order_by(DelegationType.position)
    )
    return [kind for kind in rows if is_quotable(kind)]


def regions(workshop_id: int) -> list[str]:
    """The regions of the delegations, for the field's suggestions."""
    found = select(Delegation.region).where(Delegation.workshop_id == workshop_id, Delegation.region != "")
    return list(session.scalars(found.distinct().order_by(Delegation.region)))


def organizations(workshop_id: int) -> list[str]:
    """The organizations that are delegations, for the field's suggestions."""
    found = select(Delegation.organization).where(Delegation.workshop_id == workshop_id, Delegation.organization != "")
    return list(session.scalars(found.distinct().order_by(Delegation.organization)))


def delegation_countries(workshop_id: int) -> list[str]:
    """The codes of the countries that sent delegations."""
    found = select(Delegation.country).where(Delegation.workshop_id == workshop_id, Delegation.country != "")
    return list(session.scalars(found.distinct()))


def people(workshop_id: int) -> list[Person]:
    """Everybody with a registration at the workshop, whatever its state."""
    found = select(Person).join(Registration, Registration.person_id == Person.id)
    return list(session.scalars(found.where(Registration.workshop_id == workshop_id).order_by(Person.id)))


def _keys(pairs: Select[str, int]) -> dict[str, int]:
    return dict(session.execute(pairs).all())


def _passes(note: Note, wanted: NoteFilter) -> bool:
    pairs = (
        (wanted.session, note.session.key if note.session else ""),
        (wanted.kind, note.kind),
        (wanted.theme, note.theme.key if note.theme else ""),
        (wanted.said_by, said_by(note)),
        (wanted.country, note.country),
    )
    if any(want and want != (value or NONE) for want, value in pairs):
        return False
    if wanted.sensitive and note.sensitive != (wanted.sensitive == "yes"):
        return False
    return not wanted.search or matches(wanted.search, _searchable(note))


def _searchable(note: Note) -> str:
    return search_key(str(note.number), note.title, note.text, *note.addressees, note.attribution_organization)
