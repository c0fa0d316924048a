"""The programme is published, in versions; and the draft is put back to one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.agenda import changes, edits, placing, publishing, queries
from eventapp.agenda.actions.sessions import allow, recorded_under_lock
from eventapp.agenda.models import AgendaEdit, ProgrammeVersion, Session, SpeakerState
from eventapp.agenda.published import kept
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Missing, UserError
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop


def publish(
    workshop_id: int, note: Texts | None = None, *, tell: bool = False, actor: Actor, now: datetime
) -> ProgrammeVersion:
    """Everybody reads the agenda as it stands now. The first version makes the workshop public.

    `tell`: those concerned get a mail of what changed. Raises UserError where nothing is different from the last
    version, or there is no session at all; Denied.
    """
    allow(actor, workshop_id)
    with transaction():
        workshop = placing.locked(workshop_id)
        if queries.last_version(workshop_id) is None:
            return first_version(workshop, note, actor=actor, now=now)
        return _next_version(workshop, note, tell=tell, actor=actor, now=now)


def first_version(workshop: Workshop, note: Texts | None = None, *, actor: Actor, now: datetime) -> ProgrammeVersion:
    """Version 1 of a workshop that has none; inside the caller's transaction, which has asked whether the actor may.
    Raises UserError for an agenda without sessions."""
    sessions = [kept(row) for row in queries.sessions(workshop.id)]
    if not sessions:
        raise UserError(_("There is no session to publish yet."))
    version = _version(workshop, 1, note, actor, now)
    version.sessions, version.changes = sessions, []
    return _published(workshop, version, actor)


def put_back(workshop_id: int, number: int, *, actor: Actor, now: datetime) -> AgendaEdit | None:
    """The draft becomes what version `number` was: times, rooms, texts and speakers. One edit, to be undone; None: it
    was so already. Notes of the staff, documents and the state of the day stay. Raises Missing for no such version,
    UserError where something hangs on a session that has come since, or a room is gone.
    """
    allow(actor, workshop_id)
    with transaction():
        before = queries.last_edit(workshop_id)
        with recorded_under_lock(workshop_id, "version", actor, now) as workshop:
            version = queries.version(workshop_id, number)
            if version is None:
                raise Missing(_("There is no such version."))
            here = edits.state(workshop_id)
            laid = {str(row.uid): str(row.id) for row in queries.tray(workshop_id)}
            tray: dict[str, Any] = {laid[each["uid"]]: None for each in version.sessions if each["uid"] in laid}
            wanted = edits.State(_wanted(workshop, version, here), tray)
            edits.put(workshop_id, wanted, actor=actor, now=now)
        made = queries.edits_since(workshop_id, before)
    return made[-1] if made else None


def _next_version(
    workshop: Workshop, note: Texts | None, *, tell: bool, actor: Actor, now: datetime
) -> ProgrammeVersion:
    last = queries.last_version(workshop.id)
    assert last is not None
    sessions = _kept_since(workshop.id, last, now)
    found = changes.between(last.sessions, sessions)
    if not found:
        raise UserError(_("Nothing has changed since version %(number)s.", number=last.number))
    version = _version(workshop, last.number + 1, note, actor, now)
    version.sessions, version.changes = sessions, [each.told() for each in found]
    _published(workshop, version, actor)
    publishing.after.call(workshop, version, found, tell)
    return version


def _published(workshop: Workshop, version: ProgrammeVersion, actor: Actor) -> ProgrammeVersion:
    session.add(version)
    workshop.published = True
    session.flush()
    facts = {"version": version.number, "changes": len(version.changes)}
    audit.record(actor, "agenda.published", version.published_at, workshop=workshop.id, subject=workshop, **facts)
    return version


def _version(workshop: Workshop, number: int, note: Texts | None, actor: Actor, now: datetime) -> ProgrammeVersion:
    return ProgrammeVersion(
        workshop_id=workshop.id,
        number=number,
        published_at=now,
        published_by=actor.label[:200],
        note=note or Texts(),
    )


def _kept_since(workshop_id: int, last: ProgrammeVersion, now: datetime) -> list[dict[str, Any]]:
    """The agenda as a version keeps it; a session that stands elsewhere than before says where it was, until it is over
    or back."""
    before = {each["uid"]: each for each in last.sessions}
    found = []
    for row in queries.sessions(workshop_id):
        new = kept(row)
        old = before.get(new["uid"])
        if old is not None and row.over_at > now:
            new["moved_from"] = _moved_from(old, new)
        found.append(new)
    return found


def _moved_from(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first place that everybody knew it at; None where it stands there."""
    place = {"starts_at": old["starts_at"], "ends_at": old["ends_at"], "room": old["room"]["name"]}
    first = dict(old["moved_from"] or place)
    if not old["moved_from"] and not changes.moved(old, new):
        return None
    here = (new["starts_at"], new["ends_at"], new["room"]["name"])
    return None if (first["starts_at"], first["ends_at"], first["room"]) == here else first


def _wanted(workshop: Workshop, version: ProgrammeVersion, here: edits.State) -> dict[str, edits.Facts | None]:
    """What the draft has to become, by id; who was not there is taken out."""
    known = {facts["uid"]: key for key, facts in here.sessions.items() if facts is not None}
    themes = {theme.key: theme.id for theme in workshop.themes}
    free = (session.scalar(select(func.max(Session.id))) or 0) + 1
    wanted: dict[str, edits.Facts | None] = dict.fromkeys(here.sessions)
    for each in version.sessions:
        key = known.get(each["uid"]) or str(each["id"])
        if each["uid"] not in known and session.get(Session, each["id"]) is not None:
            key, free = str(free), free + 1  # SQLite gives the id of a removed row again
        now = here.sessions.get(key) if each["uid"] in known else None
        wanted[key] = _as_then(each, now or {}, themes)
    return wanted


def _as_then(each: Mapping[str, Any], now: Mapping[str, Any], themes: Mapping[str, int]) -> edits.Facts:
    """A session of a version in the shape of `facts.snapshot`, with what a version does not keep as it is `now`."""
    same = ("key", "uid", "type", "starts_at", "ends_at", "title", "objectives", "description", "outputs")
    blank: edits.Facts = {
        "staff_notes": "",
        "seating": "",
        "state": "planned",
        "capacity": None,
        "expected": None,
        "documents": [],
    }
    return {
        **blank,
        **now,
        **{name: each[name] for name in (*same, "interpretation", "interpretation_languages")},
        "room_id": each["room"]["id"],
        "theme_id": themes.get(each["theme"]["key"]) if each["theme"] else None,
        "speakers": _speakers_then(each["speakers"], now.get("speakers", [])),
    }


def _speakers_then(then: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The speakers of then, with the answers that are known now."""
    answers = {(each["organization"], each["name"]): each.get("state", SpeakerState.PLANNED) for each in now}
    return [
        {**each, "state": answers.get((each["organization"], each["name"]), str(SpeakerState.PLANNED))} for each in then
    ]
