"""What people do to an agenda, kept whole: for undo and redo, and for those who look at it at the same time.

Whatever an action changes inside `recorded`, one session or a hundred, is one edit. Each person takes back their own
last one; it is refused where somebody else has changed the same sessions since.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from eventapp.agenda import documents, queries, removal
from eventapp.agenda.facts import (
    INSTANTS,
    PLAIN,
    TEXTS,
    DocumentFacts,
    SpeakerFacts,
    document_facts,
    put_documents,
    put_speakers,
    snapshot,
    speaker_facts,
)
from eventapp.agenda.models import AgendaEdit, Session, Unscheduled
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import Base, session
from eventapp.core.errors import UserError
from eventapp.core.texts import Texts
from eventapp.workshops.models import Theme

UNDONE, REDONE = "undone", "redone"
Facts = dict[str, Any]

_within: ContextVar[bool] = ContextVar("within_an_edit", default=False)


@dataclass(frozen=True, slots=True)
class State:
    """A whole agenda: sessions and what is unscheduled, by id as JSON has it."""

    sessions: Mapping[str, Facts | None]
    tray: Mapping[str, Facts | None]


def state(workshop_id: int) -> State:
    """The agenda as it is; a session's facts are those of `facts.snapshot`, with its uid."""
    rows = session.scalars(queries.select_sessions(workshop_id))
    tray = session.scalars(select(Unscheduled).where(Unscheduled.workshop_id == workshop_id))
    return State(
        {str(row.id): snapshot(row) | {"uid": str(row.uid)} for row in rows},
        {str(row.id): unscheduled(row) for row in tray},
    )


def unscheduled(row: Unscheduled) -> Facts:
    """A row of the tray, fit for JSON."""
    return {"key": row.key, "uid": str(row.uid), "minutes": row.minutes, "facts": row.facts}


@contextmanager
def recorded(workshop_id: int, kind: str, actor: Actor, now: datetime) -> Iterator[None]:
    """Everything inside is one edit of the kind named; inside the caller's transaction, under the workshop's lock. An
    inner one joins the outer one. Nothing is recorded where nothing is different in the end."""
    if _within.get():
        yield
        return
    before = state(workshop_id)
    token = _within.set(True)
    try:
        yield
    finally:
        _within.reset(token)
    session.flush()
    after = state(workshop_id)
    sessions = _different(before.sessions, after.sessions)
    tray = _different(before.tray, after.tray)
    if sessions[1] or tray[1]:
        session.add(
            AgendaEdit(
                workshop_id=workshop_id,
                kind=kind,
                user_id=actor.user_id,
                actor=actor.label[:200],
                at=now,
                before=sessions[0],
                after=sessions[1],
                tray_before=tray[0],
                tray_after=tray[1],
            )
        )
        session.flush()


def undoable(workshop_id: int, actor: Actor) -> AgendaEdit | None:
    """The last edit of this person that stands."""
    return session.scalar(_own(workshop_id, actor).where(AgendaEdit.undone.is_(False)).limit(1))


def redoable(workshop_id: int, actor: Actor) -> AgendaEdit | None:
    """The edit of this person that was taken back last, unless they did something else since."""
    standing = undoable(workshop_id, actor)
    found = _own(workshop_id, actor).where(
        AgendaEdit.undone.is_(True), AgendaEdit.id > (standing.id if standing else 0)
    )
    return session.scalar(found.order_by(None).order_by(AgendaEdit.id).limit(1))


def take_back(edit: AgendaEdit, *, actor: Actor, now: datetime) -> None:
    """As it was before an edit. Raises UserError where it was changed since, or something hangs on it."""
    _turn(edit, (edit.before, edit.after), (edit.tray_before, edit.tray_after), UNDONE, actor=actor, now=now)
    edit.undone = True


def do_again(edit: AgendaEdit, *, actor: Actor, now: datetime) -> None:
    """As it was after an edit that was taken back. Raises UserError as `take_back` does."""
    _turn(edit, (edit.after, edit.before), (edit.tray_after, edit.tray_before), REDONE, actor=actor, now=now)
    edit.undone = False


def put(workshop_id: int, wanted: State, *, actor: Actor, now: datetime) -> None:
    """Make the agenda as `wanted` in the ids that it names; None: not there. Rooms and themes that are gone since are
    refused and forgotten. Inside `recorded` or a turn. Raises UserError."""
    rows = {str(row.id): row for row in session.scalars(queries.select_sessions(workshop_id))}
    for key, facts in wanted.sessions.items():
        if facts is None and key in rows:
            _remove(rows[key], actor, now)
    session.flush()
    for key, facts in wanted.sessions.items():
        if facts is not None:
            _write(workshop_id, key, rows.get(key), facts, actor=actor, now=now)
    _put_tray(workshop_id, wanted.tray, now)
    session.flush()


def _own(workshop_id: int, actor: Actor) -> Select[AgendaEdit]:
    mine = AgendaEdit.user_id == actor.user_id if actor.user_id is not None else AgendaEdit.actor == actor.label[:200]
    return (
        select(AgendaEdit)
        .where(AgendaEdit.workshop_id == workshop_id, mine, AgendaEdit.kind.not_in((UNDONE, REDONE)))
        .order_by(AgendaEdit.id.desc())
    )


def _different(
    before: Mapping[str, Facts | None], after: Mapping[str, Facts | None]
) -> tuple[dict[str, Any], dict[str, Any]]:
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return {key: before.get(key) for key in keys}, {key: after.get(key) for key in keys}


def _turn(
    edit: AgendaEdit,
    sessions: tuple[Mapping[str, Any], Mapping[str, Any]],
    tray: tuple[Mapping[str, Any], Mapping[str, Any]],
    kind: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    here = state(edit.workshop_id)
    for is_now, must_be in ((here.sessions, sessions[1]), (here.tray, tray[1])):
        for key, facts in must_be.items():
            if is_now.get(key) != facts:
                raise UserError(_changed_since(edit, key, is_now.get(key) or facts or {}))
    put(edit.workshop_id, State(sessions[0], tray[0]), actor=actor, now=now)
    session.add(
        AgendaEdit(
            workshop_id=edit.workshop_id,
            kind=kind,
            user_id=actor.user_id,
            actor=actor.label[:200],
            at=now,
            before=dict(sessions[1]),
            after=dict(sessions[0]),
            tray_before=dict(tray[1]),
            tray_after=dict(tray[0]),
            undoes_id=edit.id,
        )
    )
    session.flush()


def _changed_since(edit: AgendaEdit, key: str, facts: Mapping[str, Any]) -> str:
    title = next(iter((facts.get("facts") or facts).get("title", {}).values()), "")
    later = session.scalars(
        select(AgendaEdit)
        .where(AgendaEdit.workshop_id == edit.workshop_id, AgendaEdit.id > edit.id)
        .order_by(AgendaEdit.id.desc())
    )
    who: str | None = next((each.actor for each in later if key in each.after or key in each.tray_after), None)
    if who is None:
        return str(_("“%(title)s” was changed since; it stays as it is.", title=title))
    return str(_("“%(title)s” was changed since by %(who)s; it stays as it is.", title=title, who=who))


def _remove(row: Session, actor: Actor, now: datetime) -> None:
    if against := removal.reasons(row.id):
        raise UserError(" ".join([_("The session cannot be removed."), *against]))
    facts = snapshot(row) | {"uid": str(row.uid), "sequence": row.sequence}
    audit.record(actor, "agenda.session_removed", now, workshop=row.workshop_id, subject=row, **facts)
    session.delete(row)


def _write(workshop_id: int, key: str, row: Session | None, facts: Facts, *, actor: Actor, now: datetime) -> None:
    if queries.room_of(workshop_id, facts["room_id"]) is None:
        raise UserError(_("The room is gone since."))
    if row is None:
        row = Session(
            id=int(key), workshop_id=workshop_id, uid=uuid.UUID(facts["uid"]), sequence=_last_sequence(key) + 1
        )
        fill(row, facts, now)
        session.add(row)
        session.flush()
        audit.record(actor, "agenda.session_restored", now, workshop=workshop_id, subject=row, **snapshot(row))
        return
    before = snapshot(row)
    fill(row, facts, now)
    session.flush()
    if changes := audit.diff(before, snapshot(row)):
        row.sequence, row.changed_at = row.sequence + 1, now
        audit.record(actor, "agenda.session_changed", now, workshop=workshop_id, subject=row, **changes)


def _last_sequence(key: str) -> int:
    """Calendars need a higher number than the one they saw before the session was taken out."""
    told = session.scalars(
        select(audit.AuditEntry)
        .where(audit.AuditEntry.tag == "agenda.session_removed", audit.AuditEntry.subject_id == int(key))
        .order_by(audit.AuditEntry.id.desc())
        .limit(1)
    ).first()
    return int(told.facts.get("sequence", 0)) if told is not None else 0


def fill(row: Session, facts: Mapping[str, Any], now: datetime) -> None:
    """Write a snapshot back into a row; a theme that is gone since is none."""
    for name in PLAIN:
        if name in facts:
            setattr(row, name, facts[name])
    for name in TEXTS:
        setattr(row, name, Texts(facts.get(name) or {}))
    for name in INSTANTS:
        written = facts.get(name)
        setattr(row, name, datetime.fromisoformat(written) if written else None)
    row.interpretation_languages = list(facts.get("interpretation_languages", []))
    if row.theme_id is not None and session.get(Theme, row.theme_id) is None:
        row.theme_id = None
    row.changed_at = now
    put_speakers(row, _with_known_profiles(facts.get("speakers", [])))
    put_documents(row, _with_known_files(row.workshop_id, facts.get("documents", [])), now)


def _with_known_profiles(kept: Iterable[Mapping[str, Any]]) -> list[SpeakerFacts]:
    """Speakers, without the persons behind them who are gone since."""
    found = [speaker_facts(each) for each in kept]
    wanted = {each.profile_id for each in found if each.profile_id}
    if not wanted:
        return found
    profiles = Base.metadata.tables["speaker_profile"]  # of a room above, hence by name
    known = set(session.scalars(select(profiles.c.id).where(profiles.c.id.in_(wanted))))
    return [each if each.profile_id in known else replace(each, profile_id=None) for each in found]


def _with_known_files(workshop_id: int, kept: Iterable[Mapping[str, Any]]) -> list[DocumentFacts]:
    """Documents; of a file that is forgotten since, the title is left."""
    found = [document_facts(each) for each in kept]
    known = documents.handed_in(workshop_id, (each.file_id for each in found if each.file_id))
    return [each if each.file_id in known else replace(each, file_id=None) for each in found]


def _put_tray(workshop_id: int, wanted: Mapping[str, Any], now: datetime) -> None:
    rows: dict[str, Unscheduled] = {
        str(row.id): row for row in session.scalars(select(Unscheduled).where(Unscheduled.workshop_id == workshop_id))
    }
    for key, facts in wanted.items():
        if facts is None:
            if key in rows:
                session.delete(rows[key])
            continue
        row = rows.get(key) or Unscheduled(id=int(key), workshop_id=workshop_id)
        row.key, row.uid, row.minutes, row.facts = (
            facts["key"],
            uuid.UUID(facts["uid"]),
            facts["minutes"],
            facts["facts"],
        )
        row.changed_at = now
        session.add(row)


def labels() -> dict[str, Callable[[], str]]:
    """What each kind of edit is called in "Undo: …", in the language in force."""
    return {
        "added": lambda: _("session added"),
        "changed": lambda: _("session changed"),
        "moved": lambda: _("session moved"),
        "copied": lambda: _("session copied"),
        "split": lambda: _("session split"),
        "swapped": lambda: _("sessions swapped"),
        "removed": lambda: _("session removed"),
        "restored": lambda: _("session brought back"),
        "unscheduled": lambda: _("session taken out of the timetable"),
        "scheduled": lambda: _("session put into the timetable"),
        "read-in": lambda: _("programme read in"),
        "template": lambda: _("day filled from a template"),
        "late": lambda: _("times shifted"),
        "day": lambda: _("state of a session"),
        "version": lambda: _("put back to a version"),
    }


def label(kind: str) -> str:
    """One of `labels`; the kind itself where it has none."""
    known = labels()
    return known[kind]() if kind in known else kind
