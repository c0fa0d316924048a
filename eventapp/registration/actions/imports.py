"""Nomination lists: looked at, read in, put aside, undone. The report of a list is kept for ever."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.core import audit, web
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration import facts, mails, nominees, policy, queries, seats, verdicts
from eventapp.registration.actions.delegations import find_or_add_delegation
from eventapp.registration.actions.registering import add_row, fill_blanks
from eventapp.registration.actions.removal import remove_untouched
from eventapp.registration.actions.states import fill_freed_seats, put
from eventapp.registration.guessing import Guess
from eventapp.registration.matching import EarlierPeople
from eventapp.registration.models import Delegation, DelegationType, NominationImport, Person, Registration, State
from eventapp.registration.reasons import reason_text
from eventapp.registration.seats import Tally
from eventapp.registration.sheets.model import UnderstoodList
from eventapp.registration.sheets.reading import read_list
from eventapp.registration.sheets.reasons import SheetRefused
from eventapp.registration.verdicts import Judge, Verdict
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen by hand for a list: one delegation, a type within which rows find theirs, or neither."""

    delegation_id: int | None = None
    type_id: int | None = None


def preview_list(
    workshop_id: int,
    filename: str,
    data: bytes,
    *,
    choice: Choice = Choice(),
    mapping: Mapping[int, str] | None = None,
    actor: Actor,
    now: datetime,
) -> NominationImport:
    """Keep a list as a draft with its report: what reading it in would do, row by row. Nothing else is saved.

    `mapping`: what columns hold, by hand (see `sheets.reading.read_list`). Raises Invalid for a file that cannot be
    read, with the reason.
    """
    _allow(actor, workshop_id)
    found = _read(data, filename, mapping)
    stored = _uploads() / f"nominations-{uuid.uuid4().hex}"
    stored.write_bytes(data)
    try:
        with transaction():
            draft = NominationImport(
                workshop_id=workshop_id,
                filename=PurePath(filename.replace("\\", "/")).name[:300],
                sha256=hashlib.sha256(data).hexdigest(),
                stored_as=stored.name,
                state="draft",
                created_at=now,
            )
            session.add(draft)
            _judge_draft(draft, found, choice, mapping or {})
    except BaseException:
        stored.unlink(missing_ok=True)
        raise
    return draft


def reread_list(
    import_id: int,
    workshop_id: int,
    *,
    choice: Choice,
    mapping: Mapping[int, str],
    actor: Actor,
    now: datetime,
) -> NominationImport:
    """Read a draft's file again, with another delegation or other meanings of its columns."""
    _allow(actor, workshop_id)
    draft = queries.draft(workshop_id, import_id)
    path = _uploads() / draft.stored_as
    if draft.state != "draft" or not path.is_file():
        raise UserError(_("This list is no longer waiting to be read in."))
    found = _read(path.read_bytes(), draft.filename, mapping)
    with transaction():
        seats.lock(workshop_id)
        draft = queries.draft(workshop_id, import_id)
        if draft.state != "draft":
            raise UserError(_("This list is no longer waiting to be read in."))
        draft.created_at = now
        _judge_draft(draft, found, choice, mapping)
    return draft


def apply_import(import_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> NominationImport:
    """Read a draft in. Its verdicts are made anew under the lock, so that seats are exact whatever happened since."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        draft = queries.draft(workshop_id, import_id)
        if draft.state != "draft":
            raise UserError(_("This list is no longer waiting to be read in."))
        found = nominees.list_from_json(draft.report["list"])
        choice = Choice(**draft.report["choice"])
        made = _judge(workshop, found, draft.filename, choice)
        report_lines = verdicts.lines(found, made)
        added = _Reader(workshop, draft, actor, now).read_in(made)
        by_row = {verdict.row.row: verdict for verdict in made}
        for line in report_lines:
            if line["row"] in by_row and (registration := by_row[line["row"]].registration) is not None:
                line["registration"] = registration.id
        kept = {key: value for key, value in draft.report["list"].items() if key not in ("rows", "skipped", "problems")}
        draft.report = {**draft.report, "list": kept, "lines": report_lines, "added_delegations": added}
        draft.state, draft.applied_at = "applied", now
        stored, draft.stored_as = draft.stored_as, ""
        numbers = verdicts.summary(report_lines)
        audit.record(
            actor,
            "registration.nominations_imported",
            now,
            workshop=workshop_id,
            subject=draft,
            filename=draft.filename,
            **numbers,
        )
    _forget_file(stored)
    return draft


def drop_import(import_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Put a draft aside: its rows and its file are forgotten."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        draft = queries.draft(workshop_id, import_id)
        if draft.state != "draft":
            raise UserError(_("This list is no longer waiting to be read in."))
        stored, draft.stored_as = draft.stored_as, ""
        draft.state, draft.report = "dropped", {"dropped_at": now.isoformat()}
    _forget_file(stored)


def undo_import(import_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> tuple[int, int]:
    """Remove whom a list brought, as long as nothing was done with them since: (how many removed, how many stay)."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        draft = queries.draft(workshop_id, import_id)
        if draft.state != "applied" or draft.report.get("undone_at"):
            raise UserError(_("Only a list that was read in can be undone."))
        removed, kept = remove_untouched(draft.id, draft.report.get("added_delegations", []))
        lines = [{**line, "said": {}} for line in draft.report["lines"]]
        undone = {"undone_at": now.isoformat(), "removed": removed, "kept": kept, "lines": lines}
        draft.report = {**draft.report, **undone}
        audit.record(
            actor,
            "registration.nominations_undone",
            now,
            workshop=workshop_id,
            subject=draft,
            filename=draft.filename,
            removed=removed,
            kept=kept,
        )
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now)
    return removed, kept


class _Reader:
    """Saves what the verdicts say, in their order."""

    def __init__(self, workshop: Workshop, draft: NominationImport, actor: Actor, now: datetime) -> None:
        self.workshop, self.draft, self.actor, self.now = workshop, draft, actor, now
        self.earlier = EarlierPeople(workshop)
        self.added: list[int] = []

    def read_in(self, made: list[Verdict]) -> list[int]:
        """Save; the ids of the delegations that were added."""
        for verdict in made:
            if verdict.verdict == "changed":
                self._change(verdict)
            elif verdict.verdict in ("new", "waitlisted"):
                self._add(verdict)
        return self.added

    def _change(self, verdict: Verdict) -> None:
        registration = verdict.registration
        assert registration is not None
        changes = facts.write(registration, verdict.changes)
        audit.record(
            self.actor,
            "registration.changed",
            self.now,
            workshop=self.workshop.id,
            subject=registration,
            **changes,
        )

    def _add(self, verdict: Verdict) -> None:
        delegation = self._delegation(verdict)
        person = self.earlier.take(verdict.said, delegation)
        said = fill_blanks(person, verdict.said) if person is not None else verdict.said
        person = person or Person(series_id=self.workshop.series_id)
        registration = add_row(self.workshop, delegation, person, said, "import", now=self.now)
        registration.import_id = self.draft.id
        state = State.WAITLISTED if verdict.verdict == "waitlisted" else State.NOMINATED
        put(registration, state, actor=self.actor, now=self.now)
        audit.record(
            self.actor,
            "registration.nominated",
            self.now,
            workshop=self.workshop.id,
            subject=registration,
            filename=self.draft.filename,
        )
        mails.nominated(registration, self.workshop, now=self.now)
        verdict.registration = registration

    def _delegation(self, verdict: Verdict) -> Delegation:
        target = verdict.target
        assert target is not None
        if target.delegation is not None:
            return target.delegation
        count = set(session.scalars(select(Delegation.id).where(Delegation.type_id == target.type.id)))
        found = find_or_add_delegation(target.type, target.country, target.organization, actor=self.actor, now=self.now)
        if found.id not in count:
            self.added.append(found.id)
        return found


def _judge_draft(draft: NominationImport, found: UnderstoodList, choice: Choice, mapping: Mapping[int, str]) -> None:
    workshop = seats.lock(draft.workshop_id)
    made = _judge(workshop, found, draft.filename, choice)
    draft.delegation_id = choice.delegation_id
    draft.report = {
        "list": nominees.list_to_json(found),
        "mapping": {str(index): field for index, field in mapping.items()},
        "choice": {"delegation_id": choice.delegation_id, "type_id": choice.type_id},
        "lines": verdicts.lines(found, made),
    }
    session.flush()


def _judge(workshop: Workshop, found: UnderstoodList, filename: str, choice: Choice) -> list[Verdict]:
    chosen: Delegation | DelegationType | None = None
    if choice.delegation_id is not None:
        chosen = queries.delegation(workshop.id, choice.delegation_id)
    elif choice.type_id is not None:
        chosen = queries.delegation_type(workshop.id, choice.type_id)
    guess = Guess(
        queries.delegation_types(workshop.id),
        queries.delegations(workshop.id),
        filename=filename,
        found=found,
        chosen=chosen,
    )
    people = session.scalars(
        select(Registration)
        .where(Registration.workshop_id == workshop.id)
        .options(joinedload(Registration.person), joinedload(Registration.delegation))
    )
    return Judge(guess, people, Tally(workshop), _said_before(workshop.id)).judge(found)


def _said_before(workshop_id: int) -> dict[int, dict[str, Any]]:
    """What the lists read in so far said of each registration; the latest counts."""
    said: dict[int, dict[str, Any]] = {}
    for report in session.scalars(
        select(NominationImport.report)
        .where(NominationImport.workshop_id == workshop_id, NominationImport.state == "applied")
        .order_by(NominationImport.applied_at, NominationImport.id)
    ):
        for line in report["lines"]:
            if line["registration"] is not None:
                said.setdefault(line["registration"], {}).update(line["said"])
    return said


def _read(data: bytes, filename: str, mapping: Mapping[int, str] | None) -> UnderstoodList:
    try:
        return read_list(data, filename, mapping)
    except SheetRefused as refused:
        message = reason_text(refused.reason_code, refused.facts)
        raise Invalid(message, {"files": message}, reason=refused.reason_code) from refused


def _uploads() -> Path:
    folder: Path = web.settings().uploads
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _forget_file(stored_as: str) -> None:
    if stored_as:
        (_uploads() / stored_as).unlink(missing_ok=True)


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
