"""Nomination lists: looked at, looked at again, put aside. The report of a list is kept for ever.

Done by the organizers for any delegation, by a focal point for their own until nominations close.
"""

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

from eventapp.core import web
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import language
from eventapp.fields import queries as fields
from eventapp.registration import codes, differences, nominees, policy, queries, seats, verdicts
from eventapp.registration.guessing import Guess
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, DelegationType, NominationImport, Registration
from eventapp.registration.reasons import reason_text
from eventapp.registration.seats import Tally
from eventapp.registration.sheets.isolation import SheetCells, read_cells
from eventapp.registration.sheets.model import UnderstoodList
from eventapp.registration.sheets.reasons import SheetRefused
from eventapp.registration.sheets.understand import understand
from eventapp.registration.verdicts import Judge
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

    `mapping`: what columns hold, by hand (see `sheets.reading.read_list`). A focal point's list is for their own
    delegation, whatever `choice` says. Raises Invalid for a file that cannot be read, with the reason.
    """
    choice = allow(actor, workshop_id, choice, now)
    cells = _cells(data, filename)
    stored = uploads() / f"nominations-{uuid.uuid4().hex}"
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
            _judge_draft(draft, cells, choice, mapping or {}, actor)
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
    choice = allow(actor, workshop_id, choice, now)
    draft = own_draft(workshop_id, import_id, actor)
    path = uploads() / draft.stored_as
    check_waiting(draft)
    if not path.is_file():
        raise UserError(_("This list is no longer waiting to be read in."))
    cells = _cells(path.read_bytes(), draft.filename)
    with transaction():
        seats.lock(workshop_id)
        draft = own_draft(workshop_id, import_id, actor)
        check_waiting(draft)
        draft.created_at = now
        _judge_draft(draft, cells, choice, mapping, actor)
    return draft


def drop_import(import_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Put a draft aside: its rows and its file are forgotten."""
    allow(actor, workshop_id, Choice(), now)
    with transaction():
        seats.lock(workshop_id)
        draft = own_draft(workshop_id, import_id, actor)
        check_waiting(draft)
        stored, draft.stored_as = draft.stored_as, ""
        draft.state, draft.report = "dropped", {"dropped_at": now.isoformat()}
    forget_file(stored)


# --- who may -------------------------------------------------------------------------------------------------------


def allow(actor: Actor, workshop_id: int, choice: Choice, now: datetime) -> Choice:
    """What the actor may choose: all of it, or their own delegation alone. Raises Denied, and UserError if late."""
    if policy.can_manage(actor, workshop_id):
        return choice
    if actor.delegation_id is None:
        raise Denied(_("Only the organizers of this workshop may do this."))
    own = queries.delegation(workshop_id, actor.delegation_id)
    closes = session.get_one(Workshop, workshop_id).nominations_close_at
    if closes is not None and now >= closes:
        raise UserError(_("Nominations are closed. Please ask the organizers for any change."))
    return Choice(delegation_id=own.id)


def own_draft(workshop_id: int, import_id: int, actor: Actor) -> NominationImport:
    """A list of this workshop; for a focal point, of their own delegation. Raises Missing."""
    return queries.draft(
        workshop_id, import_id, None if policy.can_manage(actor, workshop_id) else actor.delegation_id or 0
    )


def check_waiting(draft: NominationImport) -> None:
    """Raises UserError for a list that is read in, being read in, or put aside."""
    if draft.state != "draft" or draft.report.get("task"):
        raise UserError(_("This list is no longer waiting to be read in."))


# --- judging -------------------------------------------------------------------------------------------------------


def judge_for(
    workshop: Workshop, found: UnderstoodList, draft: NominationImport, choice: Choice, met: list[int]
) -> Judge:
    """Who judges the rows of a list as things stand now. `met`: registrations that rows read in before stand for."""
    people = list(
        session.scalars(
            select(Registration)
            .where(Registration.workshop_id == workshop.id)
            .options(
                joinedload(Registration.person), joinedload(Registration.delegation), joinedload(Registration.type)
            )
        )
    )
    earlier = queries.applied(workshop.id, other_than=draft.id)
    before = differences.before(row.report for row in earlier)
    lists = [row.id for row in earlier if not row.report.get("undone_at")]
    guess = guess_for(workshop, found, draft.filename, choice)
    return Judge(guess, people, Tally(workshop), before, met=met, lists=lists)


def guess_for(workshop: Workshop, found: UnderstoodList, filename: str, choice: Choice) -> Guess:
    """What can be told about where the rows belong. Raises Invalid for a key that is not of this workshop."""
    chosen: Delegation | DelegationType | None = _by_key(workshop, found, choice)
    if choice.delegation_id is not None:
        chosen = queries.delegation(workshop.id, choice.delegation_id)
    elif choice.type_id is not None:
        chosen = queries.delegation_type(workshop.id, choice.type_id)
    return Guess(
        queries.delegation_types(workshop.id),
        queries.delegations(workshop.id),
        filename=filename,
        found=found,
        chosen=chosen,
    )


def _by_key(workshop: Workshop, found: UnderstoodList, choice: Choice) -> Delegation | None:
    """The delegation whose key stands in the sheet."""
    if not found.key:
        return None
    delegation_id = codes.read_delegation_key(found.key, workshop)
    if delegation_id is None:
        message = _("The key in this sheet is not one of this workshop. Use the nomination sheet that was sent for it.")
        raise Invalid(message, {"files": message}, reason="foreign_key")
    delegation = queries.delegation(workshop.id, delegation_id)
    if choice.delegation_id not in (None, delegation.id):
        name = delegation_label(delegation, language())
        message = _("This sheet carries the key of another delegation: %(delegation)s.", delegation=name)
        raise Invalid(message, {"files": message}, reason="other_key")
    return delegation


def _judge_draft(
    draft: NominationImport, cells: tuple[SheetCells, ...], choice: Choice, mapping: Mapping[int, str], actor: Actor
) -> None:
    workshop = seats.lock(draft.workshop_id)
    found = _understood(cells, mapping)
    home = guess_for(workshop, found, draft.filename, choice).home
    remembered = dict(home.column_meanings) if home is not None else {}
    if remembered:
        found = _understood(cells, mapping, remembered)
    session.flush()
    judgement = judge_for(workshop, found, draft, choice, []).judge(found.rows)
    lines = verdicts.lines(found, judgement.verdicts)
    if not policy.can_manage(actor, workshop.id):
        lines = [{**line, "twin": ""} for line in lines]  # who stands on another delegation's list is not for them
    draft.delegation_id = home.id if home is not None else choice.delegation_id
    draft.report = {
        "list": nominees.list_to_json(found, fields.by_key(workshop.id).keys()),
        "mapping": {str(index): field for index, field in mapping.items()},
        "remembered": remembered,
        "choice": {"delegation_id": choice.delegation_id, "type_id": choice.type_id},
        "lines": lines,
        "missing": verdicts.missing(judgement.left),
    }
    session.flush()


# --- files ---------------------------------------------------------------------------------------------------------


def read_again(draft: NominationImport) -> UnderstoodList | None:
    """A draft's list once more from its file, with what a draft never keeps; None if the file is gone."""
    path = uploads() / draft.stored_as
    if not draft.stored_as or not path.is_file():
        return None
    mapping = {int(index): field for index, field in draft.report["mapping"].items()}
    return _understood(_cells(path.read_bytes(), draft.filename), mapping, draft.report.get("remembered"))


def uploads() -> Path:
    """The folder in which lists wait."""
    folder: Path = web.settings().uploads
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def forget_file(stored_as: str) -> None:
    """Delete the file of a list."""
    if stored_as:
        (uploads() / stored_as).unlink(missing_ok=True)


def _cells(data: bytes, filename: str) -> tuple[SheetCells, ...]:
    try:
        return read_cells(data, filename)
    except SheetRefused as refused:
        raise _refusal(refused) from refused


def _understood(
    cells: tuple[SheetCells, ...], mapping: Mapping[int, str], remembered: Mapping[str, Any] | None = None
) -> UnderstoodList:
    try:
        return understand(cells, mapping, remembered)
    except SheetRefused as refused:
        raise _refusal(refused) from refused


def _refusal(refused: SheetRefused) -> Invalid:
    message = reason_text(refused.reason_code, refused.facts)
    return Invalid(message, {"files": message}, reason=refused.reason_code)
