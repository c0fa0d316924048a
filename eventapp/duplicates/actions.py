"""Making one person of two, taking that back, and remembering who are two people.

Everything that points at the person or the registration that goes, in whatever feature, points at the one that stays;
where both had the same (a badge that works, an answer to one question), that of the one who stays stands. Of two
registrations for one workshop the state that got further stands, with its delegation. All is kept in the merge.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Table, UniqueConstraint, select

from eventapp.core import audit, vault, web
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.audit import AuditEntry
from eventapp.core.db import Base, session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.core.names import search_key
from eventapp.duplicates import journal, policy, queries
from eventapp.duplicates.journal import Journal, Row
from eventapp.duplicates.models import PeopleApart, PersonMerge
from eventapp.duplicates.queries import MARK
from eventapp.fields.sealing import about
from eventapp.registration import actions as registration
from eventapp.registration import facts, seats
from eventapp.registration.models import HOLDS_SEAT, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

_FURTHER = (State.CONFIRMED, State.PENDING, State.NOMINATED, State.WAITLISTED, State.DECLINED, State.CANCELLED)
_PLACE = ("state", "waitlist_number", "offered_until", "type_id", "delegation_id", "rank", "is_head", "decline_reason")
_OWN = {"id", "public_id", "workshop_id", "person_id", "link_serial", "link_hash", "submit_key", "created_at", *_PLACE}
CHOICES = tuple(fact for fact in facts.PERSON_FACTS if fact != "latin_proposed")
"""The facts of which one may choose whose stands."""


def merge(
    kept_id: int,
    gone_id: int,
    workshop_id: int,
    take: Collection[str] = (),
    *,
    actor: Actor,
    now: datetime,
) -> PersonMerge:
    """Make one person of two. `take`: the facts (`CHOICES`) that are right for the person who goes; empty ones are
    filled in any case. The second seat goes to whoever waits. Raises Denied, Missing, UserError."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        kept, gone = queries.pair(workshop, kept_id, gone_id)
        if kept_id == gone_id:
            raise UserError(_("That is one person already."))
        _lock_others(kept, gone)
        session.flush()
        kept_label, gone_label = kept.person.badge_name, gone.person.badge_name
        notes = Journal()
        workshops = _merge_registrations(kept, gone, notes, now)
        _point(notes, "person", gone_id, kept_id)
        _apart_no_more(notes, gone_id)
        _person(notes, kept_id, gone_id, set(take))
        session.expire_all()
        row = PersonMerge(
            series_id=workshop.series_id,
            workshop_id=workshop_id,
            kept_id=kept_id,
            gone_id=gone_id,
            before={"changes": notes.entries, "kept_name": kept_label, "gone_name": gone_label},
            merged_by=actor.label,
            merged_at=now,
        )
        session.add(row)
        session.flush()
        _tell("duplicates.merged", row, actor, now)
        for each in workshops:
            registration.fill_freed_seats(each, actor=SYSTEM, now=now)
    return row


def unmerge(merge_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> list[str]:
    """Make two people again of what was merged, exactly as they were.

    Whose seat somebody else has by now waits, in their old place behind those who wait; their names are returned.
    Raises UserError if it was undone already, or if something of it was changed since.
    """
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        row = queries.merge(workshop_id, merge_id)
        if row.undone_at is not None:
            raise UserError(_("This merge has been undone already."))
        entries = row.before["changes"]
        if touched := journal.touched(entries):
            message = _(
                "Something of it was changed since (%(what)s), so it cannot be undone exactly.", what=touched[0]
            )
            raise UserError(message)
        session.flush()
        session.expire_all()
        journal.take_back(entries)
        session.expire_all()
        row.undone_at = now
        session.flush()
        waiting = _wait_without_seats(entries, actor, now)
        _tell("duplicates.unmerged", row, actor, now)
    return waiting


def tell_apart(first_id: int, second_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> PeopleApart:
    """Remember that two people who look alike are two. Raises Denied, Missing."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        queries.pair(workshop, first_id, second_id)
        if (known := queries.told_apart(first_id, second_id)) is not None:
            return known
        low, high = sorted((first_id, second_id))
        row = PeopleApart(first_id=low, second_id=high, told_by=actor.label, told_at=now)
        session.add(row)
        session.flush()
        audit.record(actor, "duplicates.told_apart", now, workshop=workshop_id, subject=row, first=low, second=high)
    return row


def _lock_others(kept: queries.Someone, gone: queries.Someone) -> None:
    both = {row.workshop_id for row in kept.registrations} & {row.workshop_id for row in gone.registrations}
    for workshop_id in sorted(both):
        seats.lock(workshop_id)


def _merge_registrations(kept: queries.Someone, gone: queries.Someone, notes: Journal, now: datetime) -> list[int]:
    """Where both came to one workshop, one registration; the ids of those workshops."""
    table = Registration.metadata.tables["registration"]
    both = []
    for old in gone.registrations:
        new = kept.at(old.workshop_id)
        if new is None:
            continue
        both.append(old.workshop_id)
        old_id, new_id = old.id, new.id
        _badges(notes, old_id, new_id, now)
        _answers(notes, old_id, new_id)
        _sheets(notes, old.workshop_id, old_id, new_id)
        _point(notes, "registration", old_id, new_id)
        _history(notes, old_id, new_id)
        _registration(notes, table, old_id, new_id)
    return both


def _registration(notes: Journal, table: Table, old_id: int, new_id: int) -> None:
    old, new = (journal.rows(table, table.c.id == each)[0] for each in (old_id, new_id))
    further = _FURTHER.index(old["state"]) < _FURTHER.index(new["state"])
    changes = {name: old[name] for name in _PLACE} | {"state_changed_at": old["state_changed_at"]} if further else {}
    for name, value in old.items():
        if name not in _OWN and new[name] in (None, "", [], False) and value not in (None, "", []):
            changes.setdefault(name, value)
    if changes.get("replaces_id") == new_id:
        changes["replaces_id"] = None
    notes.remove(table, old)
    notes.change(table, new, **changes)


def _badges(notes: Journal, old_id: int, new_id: int, now: datetime) -> None:
    table = Base.metadata.tables["badge"]
    valid = journal.rows(table, table.c.registration_id.in_((old_id, new_id)), table.c.revoked_at.is_(None))
    if len(valid) == 2:
        old = next(row for row in valid if row["registration_id"] == old_id)
        reason = _("The same person was registered twice")
        notes.change(table, old, revoked_at=now, revoked_reason=reason)


def _answers(notes: Journal, old_id: int, new_id: int) -> None:
    """Sealed answers are sealed for the registration they belong to: they are sealed anew."""
    table, field = Base.metadata.tables["field_answer"], Base.metadata.tables["field"]
    secret = web.settings().secret_key
    keys: dict[int, str] = {row.id: row.key for row in session.execute(select(field.c.id, field.c.key))}
    there = {row["field_id"] for row in journal.rows(table, table.c.registration_id == new_id)}
    for row in journal.rows(table, table.c.registration_id == old_id):
        if row["field_id"] in there:
            continue
        sealed = row["sealed"]
        if sealed:
            key = keys[row["field_id"]]
            text = vault.unseal_text(secret, sealed, about(old_id, key))
            sealed = vault.seal_text(secret, text, about(new_id, key))
        notes.change(table, row, registration_id=new_id, sealed=sealed)


def _sheets(notes: Journal, workshop_id: int, old_id: int, new_id: int) -> None:
    """Who stood on a line of a printed attendance sheet stands there still."""
    table = Base.metadata.tables["attendance_sheet"]
    for row in journal.rows(table, table.c.workshop_id == workshop_id):
        notes.change(table, row, lines=[new_id if line == old_id else line for line in row["lines"]])


def _history(notes: Journal, old_id: int, new_id: int) -> None:
    table = AuditEntry.metadata.tables["audit_entry"]
    for row in journal.rows(table, table.c.subject == "registration", table.c.subject_id == old_id):
        notes.change(table, row, subject_id=new_id)


def _point(notes: Journal, name: str, old_id: int, new_id: int) -> None:
    """What points at one row points at another; what may be there only once, and is, goes."""
    for table, column in journal.pointing_at(name):
        if table.name == "people_apart":
            continue
        for row in journal.rows(table, column == old_id):
            if _clashes(table, {**row, column.name: new_id}, row):
                notes.remove(table, row)
            elif row.get("id") == new_id and table.name == name:
                notes.change(table, row, **{column.name: None})
            else:
                notes.change(table, row, **{column.name: new_id})


def _clashes(table: Table, wanted: Row, row: Mapping[str, Any]) -> bool:
    unique = [list(table.primary_key.columns)]
    unique += [list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)]
    for columns in unique:
        if all(wanted[column.name] == row[column.name] for column in columns):
            continue
        if any(wanted[column.name] is None for column in columns):
            continue
        if journal.rows(table, *(column == wanted[column.name] for column in columns)):
            return True
    return False


def _apart_no_more(notes: Journal, gone_id: int) -> None:
    table = PeopleApart.metadata.tables["people_apart"]
    for row in journal.rows(table, (table.c.first_id == gone_id) | (table.c.second_id == gone_id)):
        notes.remove(table, row)


def _person(notes: Journal, kept_id: int, gone_id: int, take: set[str]) -> None:
    """One set of facts; all spellings stay findable."""
    table = Base.metadata.tables["person"]
    kept, gone = (journal.rows(table, table.c.id == each)[0] for each in (kept_id, gone_id))
    wanted = {fact for fact in CHOICES if gone[fact] and (fact in take or not kept[fact])}
    for script in ("latin", "original"):  # the parts of a name go with it
        parts = {f"{script}_{part}" for part in ("name", "family", "given")}
        wanted = wanted - parts | (parts if f"{script}_name" in wanted else set())
    changes = {fact: gone[fact] for fact in wanted}
    if "latin_name" in wanted:
        changes["latin_proposed"] = gone["latin_proposed"]
    name, original = ({**kept, **changes}[fact] for fact in ("latin_name", "original_name"))
    spellings = {kept["latin_name"], kept["original_name"], gone["latin_name"], gone["original_name"]} - {
        name,
        original,
        "",
    }
    known = [*kept["search"].partition(MARK)[2].split("|"), *gone["search"].partition(MARK)[2].split("|")]
    more = "|".join(dict.fromkeys([*map(search_key, sorted(spellings)), *(each for each in known if each)]))
    changes["search"] = search_key(name, original) + (MARK + more if more else "")
    notes.change(table, kept, **changes)
    notes.remove(table, gone)


def _wait_without_seats(entries: list[dict[str, Any]], actor: Actor, now: datetime) -> list[str]:
    """Who came back to a workshop whose seats are taken by now."""
    names = []
    for entry in entries:
        if entry["table"] != "registration" or entry["after"] is not None:
            continue
        row = session.get_one(Registration, entry["before"]["id"])
        if row.state not in HOLDS_SEAT:
            continue
        tally = Tally(session.get_one(Workshop, row.workshop_id))
        tally.add(row.delegation_id, row.type, -1)
        if tally.reached(row.type, row.delegation) is not None:
            was = State(row.state)
            registration.put(row, State.WAITLISTED, actor=actor, now=now)
            told = {"state": [was, State.WAITLISTED]}
            audit.record(actor, "registration.state_changed", now, workshop=row.workshop_id, subject=row, **told)
            names.append(row.person.badge_name)
    return names


def _tell(tag: str, row: PersonMerge, actor: Actor, now: datetime) -> None:
    names = {"kept": row.before["kept_name"], "gone": row.before["gone_name"]}
    people = [row.kept_id] if tag == "duplicates.merged" else [row.kept_id, row.gone_id]
    for each in session.scalars(select(Registration).where(Registration.person_id.in_(people))):
        audit.record(actor, tag, now, workshop=each.workshop_id, subject=each, merge=row.id, **names)


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_merge(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
