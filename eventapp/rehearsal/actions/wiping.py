"""Wiping a rehearsal: whatever belongs to it goes, whatever does not is proved to be as it was."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit, web
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction, wipe_deleted
from eventapp.core.errors import Denied, UserError
from eventapp.registration import seats
from eventapp.rehearsal import belongings, policy
from eventapp.workshops import queries as workshops


@dataclass(frozen=True, slots=True)
class Wiped:
    """What was removed: rows by table (those with none left out) and files. `kept`: rows of everything else, counted
    before and after, the same."""

    slug: str
    rows: dict[str, int]
    files: int
    kept: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def wipe(workshop_id: int, *, actor: Actor, now: datetime) -> Wiped | None:
    """Remove the rehearsal of a workshop, in one transaction; None where there is none (any more).

    Raises Denied; UserError, with nothing removed, should anything else have changed by it.
    """
    if not policy.can_rehearse(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may rehearse it."))
    with transaction():
        seats.lock(workshop_id)
        running = workshops.rehearsal_of(workshop_id)
        if running is None:
            return None
        rehearsal = seats.lock(running.id)  # whoever would add to it waits, and finds it gone
        slug, found = rehearsal.slug, belongings.belongings(rehearsal)
        before, files = belongings.counts(), belongings.uploads(found)
        belongings.delete(found)
        session.expire_all()
        rows = {table.name: len(keys) for table, keys in found.items() if keys}
        kept = {name: number - rows.get(name, 0) for name, number in before.items()}
        if belongings.counts() != kept:
            raise UserError(_("Something else would have gone with it, so nothing was removed."))
        doomed = session.info.setdefault("files_to_remove", [])
        doomed.extend(web.settings().uploads / name for name in files)
        wiped = Wiped(slug, rows, len(files), {name: number for name, number in kept.items() if number})
        audit.record(actor, "rehearsal.wiped", now, slug=slug, rows=wiped.total, files=wiped.files)
    wipe_deleted()
    return wiped
