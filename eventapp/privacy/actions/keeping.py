"""The consent text, the periods, and removing what is due."""

from collections import Counter
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction, wipe_deleted
from eventapp.core.errors import Denied, Invalid
from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.privacy import classes, policy, queries, retention
from eventapp.privacy.actions.erasing import erase
from eventapp.privacy.models import ConsentText
from eventapp.privacy.periods import PERIODS, length
from eventapp.workshops.models import Workshop


def publish_consent(workshop_id: int, text: Texts, *, actor: Actor, now: datetime) -> ConsentText:
    """Ask participants to agree to this text from now on: a new version, if it says something new. Raises Invalid."""
    workshop = _managed(workshop_id, actor)
    missing = [code for code in workshop.languages if code in LANGUAGES and not text.get(code, "").strip()]
    if missing:
        message = _("The text is needed in each language of the workshop.")
        raise Invalid(message, {"text": message})
    with transaction() as current:
        current.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update())
        versions = queries.consent_versions(workshop_id)
        if versions and versions[0].text == text:
            return versions[0]
        row = ConsentText(
            workshop_id=workshop_id,
            version=versions[0].version + 1 if versions else 1,
            text=text,
            created_at=now,
            created_by=actor.label,
        )
        session.add(row)
        session.flush()
        audit.record(actor, "privacy.consent_changed", now, workshop=workshop_id, subject=row, version=row.version)
    return row


def set_periods(workshop_id: int, wanted: dict[str, int], *, actor: Actor, now: datetime) -> None:
    """How long each class of data is kept, by name of the period. Raises Invalid."""
    wrong = {
        name: _("Between 0 and %(most)s.", most=PERIODS[name].most)
        for name, count in wanted.items()
        if not 0 <= count <= PERIODS[name].most
    }
    if wrong:
        raise Invalid(_("Look at the periods again."), wrong)
    _managed(workshop_id, actor)
    with transaction():
        workshop = session.get_one(Workshop, workshop_id)
        before = {name: length(workshop.retention, name) for name in PERIODS}
        if changes := audit.diff(before, wanted):
            workshop.retention = {**before, **wanted}
            audit.record(actor, "privacy.retention_changed", now, workshop=workshop_id, subject=workshop, **changes)


def purge(workshop_id: int, *, actor: Actor, now: datetime) -> Counter[str]:
    """Remove what is due at a workshop: how much of each class. Names go last, each in a transaction of its own."""
    workshop = _managed(workshop_id, actor)
    removed: Counter[str] = Counter()
    ways = {each.key: each.purge for each in classes.CLASSES}
    names: tuple[int, ...] = ()
    with transaction():
        for planned in retention.plan(workshop, now):
            if not planned.due:
                continue
            if planned.key == retention.NAMES:
                names = planned.ids
                continue
            ways[planned.key](planned.ids, now)
            removed[planned.key] += planned.count
        _record(workshop_id, removed, actor, now)
    for person_id in names:
        if queries.person(person_id).erased_at is None:
            erase(person_id, actor=SYSTEM, now=now)
            removed[retention.NAMES] += 1
    with transaction():
        _record(workshop_id, Counter({key: removed[key] for key in (retention.NAMES,) if removed[key]}), actor, now)
    wipe_deleted()
    return removed


def _record(workshop_id: int, removed: Counter[str], actor: Actor, now: datetime) -> None:
    if removed:
        workshop = session.get_one(Workshop, workshop_id)
        audit.record(actor, "privacy.purged", now, workshop=workshop_id, subject=workshop, **removed)


def _managed(workshop_id: int, actor: Actor) -> Workshop:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only organizers manage people's data."))
    return session.get_one(Workshop, workshop_id)
