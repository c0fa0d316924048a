"""Two people change one session at the same time: what only one of them changed is taken, the rest is shown to both."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.agenda import placing
from eventapp.agenda.facts import Place, SessionFacts, document_facts, snapshot, speaker_facts
from eventapp.agenda.models import AgendaEdit, Seating, Session, SessionType
from eventapp.core import audit
from eventapp.core.db import session
from eventapp.core.errors import UserError
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop


class Conflict(UserError):
    """Both changed the same. `fields`: their names, as those of the form; `theirs`: the session as it is now; `merged`:
    what may be saved next, theirs where only they changed it; `sequence`: the new base; `who` did it."""

    def __init__(
        self, message: str, names: list[str], theirs: SessionFacts, merged: SessionFacts, *, sequence: int, who: str
    ) -> None:
        super().__init__(message)
        self.fields, self.theirs, self.merged, self.sequence, self.who = names, theirs, merged, sequence, who


def merged(workshop: Workshop, row: Session, mine: SessionFacts, base: int) -> SessionFacts:
    """What both want, if that can be. Raises Conflict."""
    theirs = facts_of(workshop, row)
    first = _at(workshop, row, base)
    together, both = theirs, []
    for name in (each.name for each in fields(SessionFacts) if each.name != "key"):
        ours, now = getattr(mine, name), getattr(theirs, name)
        before = getattr(first, name) if first is not None else None
        if ours == now or (first is not None and ours == before):
            continue
        together = replace(together, **{name: ours})
        if first is None or now != before:
            both.append(name)
    if both:
        who = _who(row)
        raise Conflict(
            _("%(who)s has changed this session meanwhile. Look at both, then save what is right.", who=who),
            both,
            theirs,
            together,
            sequence=row.sequence,
            who=who,
        )
    return together


def refuse_moved(workshop: Workshop, row: Session, wanted: Place, base: int) -> None:
    """Raises Conflict where the session stands elsewhere than it did at `base`, and not where it is wanted."""
    theirs, first = facts_of(workshop, row), _at(workshop, row, base)
    if theirs.place == wanted or (first is not None and first.place == theirs.place):
        return
    who = _who(row)
    message = _("%(who)s has moved this session meanwhile.", who=who)
    together = replace(theirs, place=wanted)
    raise Conflict(message, ["place"], theirs, together, sequence=row.sequence, who=who)


def facts_of(workshop: Workshop, row: Session) -> SessionFacts:
    """A session as somebody would enter it."""
    return _facts(workshop, snapshot(row) | {"starts_at": row.starts_at, "ends_at": row.ends_at})


def _facts(workshop: Workshop, kept: Mapping[str, Any]) -> SessionFacts:
    return SessionFacts(
        type=SessionType(kept["type"]),
        place=placing.place_of(workshop, kept["starts_at"], kept["ends_at"], kept["room_id"]),
        title=Texts(kept["title"]),
        key=kept["key"],
        theme_id=kept["theme_id"],
        objectives=Texts(kept["objectives"]),
        description=Texts(kept["description"]),
        outputs=Texts(kept["outputs"]),
        staff_notes=kept["staff_notes"],
        interpretation=kept["interpretation"],
        interpretation_languages=tuple(kept["interpretation_languages"]),
        seating=Seating(kept["seating"]),
        capacity=kept["capacity"],
        expected=kept["expected"],
        speakers=tuple(speaker_facts(each) for each in kept["speakers"]),
        documents=tuple(document_facts(each) for each in kept["documents"]),
    )


def _at(workshop: Workshop, row: Session, base: int) -> SessionFacts | None:
    """The session as it was at a sequence: what it is now, each change since taken back; None where that is not known.

    Every change of the sequence is one edit (`edits.recorded`), and tells what was before.
    """
    steps = row.sequence - base
    if steps <= 0:
        return None
    found = session.scalars(
        select(AgendaEdit).where(AgendaEdit.workshop_id == workshop.id).order_by(AgendaEdit.id.desc()).limit(500)
    )
    earlier = [edit.before[str(row.id)] for edit in found if str(row.id) in edit.before][:steps]
    kept = earlier[-1] if len(earlier) == steps else None
    if kept is None:
        return None
    return _facts(workshop, kept | {name: _instant(kept[name]) for name in ("starts_at", "ends_at")})


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _who(row: Session) -> str:
    return next((each.actor for each in audit.history("session", row.id)), None) or _("Somebody")
