"""Forgetting a person: a pseudonym stays, so that counts are right, and an id, so that an old backup forgets again."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from eventapp.attendance.models import AttendanceBatch
from eventapp.checkin.models import WalkIn
from eventapp.core import audit, stored, web
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction, wipe_deleted
from eventapp.core.errors import Denied, UserError
from eventapp.core.names import search_key
from eventapp.core.outbox import Message
from eventapp.core.timezones import local
from eventapp.core.tokens import fingerprint, new_serial, new_token
from eventapp.privacy import policy, queries, removing
from eventapp.privacy.identity import Words
from eventapp.privacy.models import Erasure
from eventapp.privacy.recognizing import words_of
from eventapp.privacy.sweeping import Belongings, sweep
from eventapp.registration import actions as registrations
from eventapp.registration.models import Delegation, NominationImport, Person, Registration, State
from eventapp.tasks.models import UNFINISHED, Task
from eventapp.workshops.models import Workshop

KEPT_FACTS = {"state", "source", "consent_version", "layout", "version", "number", "kind"}
"""Of the history of an erased person: facts that say nothing about who it was."""
BLANK_PERSON = (
    *("latin_family", "latin_given", "original_name", "original_family", "original_given"),
    *("honorific", "email", "phone"),
)
BLANK_REGISTRATION = ("badge_name", "position", "organization", "dietary", "access_needs", "decline_reason")


def erase(person_id: int, *, actor: Actor, now: datetime) -> Erasure:
    """Erase somebody everywhere. Raises Denied, Missing, or UserError while a coming workshop expects them."""
    person = queries.person(person_id)
    rows = queries.registrations_of(person_id)
    if not policy.can_manage_person(actor, {row.workshop_id for row in rows}):
        raise Denied(_("Only an organizer of every workshop that the person is known from may do this."))
    with transaction():
        if person.erased_at is not None:
            raise UserError(_("This person is erased already."))
        _free_their_seats(person_id, now)
        erasure = _erase(person, None, actor, now)
    wipe_deleted()
    return erasure


def erase_again(facts: dict[str, Any], *, actor: Actor, now: datetime) -> bool:
    """Erase whom a restored backup still knows, by `Erasure.facts`; whether there was somebody.

    A registration's public id is the same in every copy of the data. The id in the database could be somebody else's
    by now, so it counts only for who never had a registration.
    """
    with transaction():
        person = session.get(Person, facts["person_id"])
        if facts["public_ids"]:
            known = Registration.public_id.in_([UUID(each) for each in facts["public_ids"]])
            row = session.scalars(select(Registration).where(known)).first()
            person = row.person if row else None
        if person is None or person.erased_at is not None:
            return False
        _erase(person, facts, actor, now)
    return True


def _free_their_seats(person_id: int, now: datetime) -> None:
    """Give up seats at workshops to come. Raises UserError where the person is confirmed."""
    for row in queries.registrations_of(person_id):
        workshop = session.get_one(Workshop, row.workshop_id)
        if local(now, workshop.timezone).date() > workshop.ends_on or row.state in registrations.GONE:
            continue
        if row.state == State.CONFIRMED:
            raise UserError(
                _("This person is confirmed for a workshop that is not over. Cancel the registration first.")
            )
        registrations.cancel(row.id, row.workshop_id, actor=SYSTEM, now=now)


def _erase(person: Person, earlier: dict[str, Any] | None, actor: Actor, now: datetime) -> Erasure:
    rows = queries.registrations_of(person.id)
    ids = [row.id for row in rows]
    erasure = _listed(person, rows, earlier, actor, now)
    everywhere, own = words_of(person, rows, erasure.pseudonym)
    removing.answers(ids)
    removing.letters(ids)
    removing.certificates(ids)
    removing.walk_ins(session.scalars(select(WalkIn).where(WalkIn.registration_id.in_(ids))))
    removing.merges(person.id, erasure.pseudonym, now)
    for message in session.scalars(select(Message).where(Message.registration_id.in_(ids))).all():
        removing.mail(message)
    for entry in session.scalars(
        select(AuditEntry).where(
            or_(
                (AuditEntry.subject == "registration") & AuditEntry.subject_id.in_(ids),
                (AuditEntry.subject == "person") & (AuditEntry.subject_id == person.id),
            )
        )
    ):
        entry.facts = {name: value for name, value in entry.facts.items() if name in KEPT_FACTS}
    _forget_focal_point(rows, own)
    _forget_files(rows, own, now)
    for row in rows:
        _empty(row, now)
    _be_pseudonym(person, erasure.pseudonym, now)
    session.flush()
    sweep(everywhere, own, Belongings(person.id, frozenset(ids)))
    for workshop_id in {row.workshop_id: None for row in rows} or (None,):
        audit.record(actor, "privacy.erased", now, workshop=workshop_id, subject=person, pseudonym=erasure.pseudonym)
    return erasure


def _listed(
    person: Person, rows: Sequence[Registration], earlier: dict[str, Any] | None, actor: Actor, now: datetime
) -> Erasure:
    number = (session.scalar(select(func.max(Erasure.id))) or 0) + 1
    facts = earlier or {"pseudonym": f"Erased person {number}", "erased_by": actor.label, "public_ids": []}
    public_ids = sorted({*facts["public_ids"], *(str(row.public_id) for row in rows)})
    erasure = session.scalar(select(Erasure).where(Erasure.person_id == person.id))
    if erasure is None:
        erasure = Erasure(person_id=person.id, erased_at=now)
        session.add(erasure)
    erasure.pseudonym, erasure.erased_by, erasure.public_ids = facts["pseudonym"], facts["erased_by"], public_ids
    session.flush()
    if earlier is None:
        _remember(erasure)
    return erasure


def _remember(erasure: Erasure) -> None:
    """Also outside of the database, so that a database that is lost and restored forgets them too."""
    line = json.dumps(erasure.facts(), ensure_ascii=False)
    with (web.settings().data_dir / "erased.jsonl").open("a", encoding="utf-8") as kept:
        kept.write(line + "\n")


def _forget_focal_point(rows: Sequence[Registration], own: Words) -> None:
    """Where the person was the focal point of their own or another delegation."""
    workshop_ids = {row.workshop_id for row in rows}
    for delegation in session.scalars(select(Delegation).where(Delegation.workshop_id.in_(workshop_ids))):
        if own.without(delegation.focal_name) != delegation.focal_name:
            removing.focal_point(delegation)


def _forget_files(rows: Sequence[Registration], own: Words, now: datetime) -> None:
    """Photographs, and the files in which they stand beside others: lists, results of long work."""
    for row in rows:
        removing.photo(row)
    workshop_ids = {row.workshop_id for row in rows}
    ids = {row.id for row in rows}
    for listed in session.scalars(select(NominationImport).where(NominationImport.workshop_id.in_(workshop_ids))).all():
        lines = listed.report.get("lines", [])
        mentioned = own.without(listed.report) != listed.report or own.without(listed.filename) != listed.filename
        if listed.stored_as and (mentioned or listed.id in {row.import_id for row in rows}):
            removing.list_rows(listed, now)
        elif any(line.get("registration") in ids for line in lines):
            emptied = [removing.line_without_words(line) if line.get("registration") in ids else line for line in lines]
            listed.report = {**listed.report, "lines": emptied}
    lists = select(AttendanceBatch).where(AttendanceBatch.workshop_id.in_(workshop_ids), AttendanceBatch.kind == "list")
    for batch in session.scalars(lists).all():
        mentioned = own.without(batch.report) != batch.report
        if mentioned or any(line.get("registration") in ids for line in batch.report.get("lines", [])):
            removing.attendance_list(batch, ids)
    for task in session.scalars(
        select(Task).where(Task.workshop_id.in_(workshop_ids), Task.file_id.is_not(None))
    ).all():
        if task.state in UNFINISHED:
            continue
        file = session.get(stored.StoredFile, task.file_id)
        task.file_id = None
        session.flush()
        if file is not None:
            stored.forget(file)


def _empty(row: Registration, now: datetime) -> None:
    for name in BLANK_REGISTRATION:
        setattr(row, name, "")
    row.languages, row.to_review, row.interpretation, row.submit_key = [], [], "", None
    row.link_serial, row.link_hash = new_serial(), fingerprint(new_token())
    for badge in row.badges:
        if badge.revoked_at is None:
            badge.revoked_at, badge.revoked_reason = now, "erased"


def _be_pseudonym(person: Person, pseudonym: str, now: datetime) -> None:
    """Sex and country stay, for the counts."""
    for name in BLANK_PERSON:
        setattr(person, name, "")
    person.latin_name, person.latin_proposed, person.erased_at = pseudonym, False, now
    person.search = search_key(pseudonym)
