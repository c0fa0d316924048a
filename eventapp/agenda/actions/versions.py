"""The programme is published, in versions; and the draft is put back to one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.agenda import changes, edits, publishing, queries
from eventapp.agenda.actions.sessions import allow, recorded_under_lock
from eventapp.agenda.models import AgendaEdit, ProgrammeVersion
from eventapp.agenda.published import kept
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Missing, UserError
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop


def publish(
    workshop_id: int, note: Texts | None = None, *, tell: str = "", actor: Actor, now: datetime
) -> ProgrammeVersion:
    """Everybody reads the agenda as it stands now. The first version makes the workshop public.

    `tell`: "concerned" or "everybody" get a mail of what changed; "" nobody. Raises UserError where nothing is
    different from the last version, or there is no session at all.
    """
    allow(actor, workshop_id)
    with transaction(), recorded_under_lock(workshop_id, "published", actor, now) as workshop:
        last = queries.last_version(workshop_id)
        new = _kept_now(workshop_id, last, now)
        found = changes.between(last.sessions if last else [], new)
        if not new:
            raise UserError(_("There is no session to publish yet."))
        if last is not None and not found:
            raise UserError(_("Nothing has changed since version %(number)s.", number=last.number))
        version = ProgrammeVersion(
            workshop_id=workshop_id,
            number=last.number + 1 if last else 1,
            published_at=now,
            published_by=actor.label[:200],
            note=note or Texts(),
            sessions=new,
            changes=[each.told() for each in found] if last else [],
        )
        session.add(version)
        workshop.published = True
        session.flush()
        audit.record(
            actor,
            "agenda.published",
            now,
            workshop=workshop_id,
            subject=workshop,
            version=version.number,
            changes=len(found),
        )
        if tell and last is not None:
            publishing.tell(workshop, version, found, tell, actor=actor, now=now)
    return version


def put_back(workshop_id: int, number: int, *, actor: Actor, now: datetime) -> AgendaEdit | None:
    """The draft becomes what version `number` was: times, rooms and titles. One edit, to be undone; None: it was so
    already. What staff wrote beside stays. Raises Missing, UserError (something hangs on a session that was not there).
    """
    allow(actor, workshop_id)
    with transaction(), recorded_under_lock(workshop_id, "version", actor, now) as workshop:
        version = queries.version(workshop_id, number)
        if version is None:
            raise Missing(_("There is no such version."))
        here = edits.state(workshop_id)
        wanted = _wanted(workshop, version, here)
        edits.put(workshop_id, edits.State(wanted, {}), actor=actor, now=now)
    return edits.undoable(workshop_id, actor)


def _kept_now(workshop_id: int, last: ProgrammeVersion | None, now: datetime) -> list[dict[str, Any]]:
    """The agenda as a version keeps it; a session that stands elsewhere than before says where it was, until it is over
    or back."""
    before = {each["uid"]: each for each in last.sessions} if last else {}
    found = []
    for row in queries.sessions(workshop_id):
        new = kept(row)
        old = before.get(new["uid"])
        if old is not None and row.over_at > now:
            new["moved_from"] = _moved_from(old, new)
        found.append(new)
    return found


def _moved_from(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any] | None:
    place = {"starts_at": old["starts_at"], "ends_at": old["ends_at"], "room": old["room"]["name"]}
    if changes.moved(old, new):
        first = old["moved_from"]
        back = first is not None and (first["starts_at"], first["room"]) == (new["starts_at"], new["room"]["name"])
        return None if back else first or place
    return dict(old["moved_from"]) if old["moved_from"] else None


def _wanted(workshop: Workshop, version: ProgrammeVersion, here: edits.State) -> dict[str, edits.Facts | None]:
    """What the draft has to become, by id; who was not there is taken out."""
    by_uid = {facts["uid"]: (key, facts) for key, facts in here.sessions.items() if facts is not None}
    themes = {theme.key: theme.id for theme in workshop.themes}
    wanted: dict[str, edits.Facts | None] = dict.fromkeys(here.sessions)
    for each in version.sessions:
        key, now = by_uid.get(each["uid"], (str(each["id"]), {}))
        theme = each["theme"]
        wanted[key] = {
            **now,
            **{name: each[name] for name in ("key", "uid", "type", "starts_at", "ends_at", "title", "objectives")},
            **{name: each[name] for name in ("description", "outputs", "interpretation", "interpretation_languages")},
            "room_id": each["room"]["id"],
            "theme_id": themes.get(theme["key"]) if theme else None,
            "speakers": _same_parts(now.get("speakers", []), each["speakers"]),
            **({} if now else {"state": "planned", "seating": "", "staff_notes": "", "documents": []}),
        }
    return wanted


def _same_parts(now: list[dict[str, Any]], then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The speakers of then, with the answers that are known now."""
    known = {(each["organization"], each["name"]): each for each in now}
    return [
        {
            **{name: each[name] for name in ("organization", "function", "name", "role", "profile_id")},
            "state": known.get((each["organization"], each["name"]), {}).get("state", "planned"),
        }
        for each in then
    ]
