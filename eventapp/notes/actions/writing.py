"""One note at a time."""

from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.notes import checks, naming, policy, queries
from eventapp.notes.facts import Known, NoteFacts, Stale, facts_of, write
from eventapp.notes.models import Note, NoteKind
from eventapp.workshops.models import Workshop

NAMES_FIELD = "names_agreed"
"""The field under which Invalid reports that a text names participants."""


def add_note(workshop_id: int, facts: NoteFacts, *, actor: Actor, now: datetime, names_agreed: bool = False) -> Note:
    """Write a note down, under the next number. The same words of the same kind from the same user in the same session
    are one note, so that a request that is sent again adds nothing.

    Raises Invalid field by field; under `NAMES_FIELD` if the text names participants and `names_agreed` is not said.
    """
    allow(actor, workshop_id)
    with transaction():
        lock(workshop_id)
        known = queries.known(workshop_id)
        check(workshop_id, facts, known, names_agreed=names_agreed)
        twin = queries.same(workshop_id, known.sessions.get(facts.session), facts.kind, facts.text)
        if twin is not None and twin.user_id == actor.user_id:
            return twin
        return insert(workshop_id, facts, known, actor=actor, now=now)


def change_note(
    workshop_id: int,
    number: int,
    facts: NoteFacts,
    version: int,
    *,
    actor: Actor,
    now: datetime,
    names_agreed: bool = False,
) -> Note:
    """Change a note that the person saw at `version`. Saying what it says already changes nothing.

    Raises Stale (with what it says now) if somebody changed it meanwhile, Missing, and Invalid as `add_note` does; a
    text is looked through for names only where it differs.
    """
    allow(actor, workshop_id)
    with transaction():
        lock(workshop_id)
        note = existing(workshop_id, number)
        before = facts_of(note)
        if facts.kind == NoteKind.RECOMMENDATION and facts.recommendation_number is None:
            facts = replace(facts, recommendation_number=before.recommendation_number)
        if facts == before:
            return note
        if note.version != version:
            raise Stale(_("Somebody else changed this note while you were editing it."), before, note.version)
        known = queries.known(workshop_id)
        names_agreed = names_agreed or (facts.text, facts.title) == (before.text, before.title)
        check(workshop_id, facts, known, names_agreed=names_agreed, note=note)
        update(note, facts, known, actor=actor, now=now)
    return note


def remove_note(workshop_id: int, number: int, *, actor: Actor, now: datetime) -> Note:
    """Take a note away; `restore_note` brings it back, and its number is never used again. Raises Missing."""
    allow(actor, workshop_id)
    with transaction():
        lock(workshop_id)
        note = existing(workshop_id, number)
        note.removed_at = note.changed_at = now
        note.version += 1
        audit.record(actor, "notes.removed", now, workshop=workshop_id, subject=note, number=number)
    return note


def restore_note(workshop_id: int, number: int, *, actor: Actor, now: datetime) -> Note:
    """Bring a removed note back under its number; a recommendation whose own number was given away gets the next.

    A note that is there already stays as it is. Raises Missing.
    """
    allow(actor, workshop_id)
    with transaction():
        lock(workshop_id)
        if (there := queries.by_number(workshop_id, number)) is not None:
            return there
        note = queries.by_number(workshop_id, number, removed=True)
        if note is None:
            raise Missing(_("There is no such note."))
        if note.recommendation_number in queries.recommendation_numbers(workshop_id):
            note.recommendation_number = queries.next_recommendation(workshop_id)
        note.removed_at, note.changed_at = None, now
        note.version += 1
        audit.record(actor, "notes.restored", now, workshop=workshop_id, subject=note, number=number)
    return note


def record_export(workshop_id: int, *, sensitive: bool, actor: Actor, now: datetime) -> None:
    """Note in the history that the notes left the system, and whether the sensitive ones did. Raises Denied."""
    allow(actor, workshop_id)
    with transaction():
        audit.record(actor, "reports.exported", now, workshop=workshop_id, what="notes", sensitive=sensitive)


def allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_write(actor, workshop_id):
        raise Denied(_("Only organizers and rapporteurs may do this."))


def lock(workshop_id: int) -> None:
    """Numbers are given one after the other, on PostgreSQL too."""
    session.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update())


def existing(workshop_id: int, number: int) -> Note:
    note = queries.by_number(workshop_id, number)
    if note is None:
        raise Missing(_("There is no such note."))
    return note


def check(workshop_id: int, facts: NoteFacts, known: Known, *, names_agreed: bool, note: Note | None = None) -> None:
    """Raise Invalid with everything that is wrong with a note that is new, or that `note` is to become."""
    errors = checks.errors(facts, known)
    taken = queries.recommendation_numbers(workshop_id, except_id=note.id if note else None)
    if facts.kind == NoteKind.RECOMMENDATION and facts.recommendation_number in taken:
        errors["recommendation_number"] = _("Another recommendation has this number.")
    named = [] if names_agreed else naming.names_in(f"{facts.title}\n{facts.text}", queries.people(workshop_id))
    if named:
        errors[NAMES_FIELD] = _(
            "This text names %(names)s; statements are attributed to a category.", names=", ".join(named)
        )
    if errors:
        raise Invalid(_("The note was not saved."), errors)


def insert(workshop_id: int, facts: NoteFacts, known: Known, *, actor: Actor, now: datetime) -> Note:
    """A new row from checked facts, under the lock."""
    if facts.kind == NoteKind.RECOMMENDATION and facts.recommendation_number is None:
        facts = replace(facts, recommendation_number=queries.next_recommendation(workshop_id))
    note = Note(
        workshop_id=workshop_id,
        number=queries.next_number(workshop_id),
        user_id=actor.user_id,
        created_at=now,
        changed_at=now,
    )
    write(note, facts, known)
    session.add(note)
    session.flush()
    audit.record(actor, "notes.added", now, workshop=workshop_id, subject=note, number=note.number, kind=note.kind)
    return note


def update(note: Note, facts: NoteFacts, known: Known, *, actor: Actor, now: datetime) -> None:
    """The row from checked facts, under the lock; the history keeps what it said before."""
    if facts.kind == NoteKind.RECOMMENDATION and facts.recommendation_number is None:
        facts = replace(facts, recommendation_number=queries.next_recommendation(note.workshop_id))
    before = facts_of(note).snapshot()
    write(note, facts, known)
    note.version += 1
    note.changed_at = now
    session.flush()
    session.refresh(note)
    changes = audit.diff(before, facts_of(note).snapshot())
    audit.record(actor, "notes.changed", now, workshop=note.workshop_id, subject=note, **changes)
