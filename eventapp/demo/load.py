"""The Almaty workshop as a demo: its real file and nomination lists, and made-up scans and responses on top.

Everything goes through the actions a person would use, from a fixed seed, with the clock of March 2016.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select

from eventapp.accounts import actions as accounts
from eventapp.checkin.actions import walk_ins
from eventapp.core import audit, web
from eventapp.core.actors import SYSTEM, Role
from eventapp.core.db import session, transaction
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message
from eventapp.demo import door, feedback, journeys, proof, scans
from eventapp.planning import actions as planning
from eventapp.privacy import actions as privacy
from eventapp.privacy.standard import consent_text
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.registration.codes import focal_url, private_url
from eventapp.registration.models import State
from eventapp.registration.verdicts import summary
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

FOLDER = Path(__file__).parent / "almaty-2016"
SEED = 20160329
PREPARED = datetime(2016, 3, 1, 6, tzinfo=UTC)
LISTS_IN = datetime(2016, 3, 14, 6, tzinfo=UTC)
DECIDED = datetime(2016, 3, 21, 6, tzinfo=UTC)
UNDECIDED = 3
"""How many nominations are left for whoever tries the demo."""
USERS = {
    Role.ADMINISTRATOR: ("admin@demo.example.org", "Dinara Sadykova"),
    Role.ORGANIZER: ("organizer@demo.example.org", "Aizhan Bekova"),
    Role.FACILITATOR: ("facilitator@demo.example.org", "Jonas Lindqvist"),
    Role.RAPPORTEUR: ("rapporteur@demo.example.org", "Камила Юсупова"),
    Role.CHECK_IN: ("desk@demo.example.org", "Timur Akhmetov"),
    Role.TRAVEL: ("travel@demo.example.org", "Dana Serikbayeva"),
    Role.FINANCE: ("finance@demo.example.org", "Ruslan Omarov"),
}


def load(now: datetime, echo: Callable[[str], object] = lambda line: None) -> Workshop:
    """Load the demo, whole or not at all, and give back its workshop; a second run changes nothing.

    `echo` is told what happens, line by line.
    """
    payload = json.loads((FOLDER / "workshop.json").read_text(encoding="utf-8"))
    existing = workshops.by_slug(payload["workshop"]["slug"])
    if existing is not None:
        echo(f"The workshop {existing.slug} is here already.")
        return existing
    with transaction():
        planning.import_workshop(payload, actor=SYSTEM, now=PREPARED)
        workshop = workshops.by_slug(payload["workshop"]["slug"])
        assert workshop is not None
        workshop.demo, workshop.reply_to = True, "secretariat@demo.example.org"
        _users(workshop, now)
        privacy.publish_consent(workshop.id, consent_text(workshop), actor=SYSTEM, now=PREPARED)
        _nominations(workshop, echo)
        _decide(workshop)
        journeys.make(workshop, SEED)
        scans.make(workshop, door.prepare(workshop), SEED)
        feedback.make(workshop, SEED)
        proof.make(workshop)
        _forget_mail(workshop)
        audit.record(SYSTEM, "demo.loaded", now, workshop=workshop.id, seed=SEED)
    return workshop


def links(workshop: Workshop, now: datetime) -> Iterator[tuple[str, str]]:
    """(role, link that signs in once) for each role, as far as its demo user is still there."""
    for role, (email, _name) in USERS.items():
        user = accounts.add_user(
            email, role=role, workshop_id=None if role is Role.ADMINISTRATOR else workshop.id, actor=SYSTEM, now=now
        )
        yield str(role), web.absolute("accounts.open_link", token=accounts.make_link(user.id, now=now))


def delegate_link(workshop: Workshop) -> str:
    """The private link of the first confirmed delegate."""
    return private_url(registrations.confirmed(workshop.id)[0])


def focal_link(workshop: Workshop) -> str:
    """The link of the first delegation's focal point."""
    return focal_url(next(row for row in registrations.delegations(workshop.id) if row.link_serial))


def _users(workshop: Workshop, now: datetime) -> None:
    for role, (email, name) in USERS.items():
        workshop_id = None if role is Role.ADMINISTRATOR else workshop.id
        accounts.add_user(email, name=name, role=role, workshop_id=workshop_id, actor=SYSTEM, now=now)


def _nominations(workshop: Workshop, echo: Callable[[str], object]) -> None:
    for number, path in enumerate(sorted((FOLDER / "nominations").iterdir())):
        when = LISTS_IN + timedelta(hours=number)
        draft = registration.preview_list(workshop.id, path.name, path.read_bytes(), actor=SYSTEM, now=when)
        applied = registration.apply_import(draft.id, workshop.id, actor=SYSTEM, now=when)
        told = summary(applied.report["lines"])
        echo(
            f"  {path.name}: {told['read']} rows read, {told['imported']} imported, "
            f"{told['waitlisted']} waitlisted, {told['skipped']} skipped"
        )


def _decide(workshop: Workshop) -> None:
    nominated = registrations.people(workshop.id, registrations.PeopleFilter(state=State.NOMINATED))
    heads: set[int] = set()
    for row in nominated[:-UNDECIDED]:
        registration.confirm(row.id, workshop.id, actor=SYSTEM, now=DECIDED)
        if row.delegation.country and not row.delegation.organization and row.delegation_id not in heads:
            heads.add(row.delegation_id)
            registration.make_head(row.id, workshop.id, actor=SYSTEM, now=DECIDED)


def _forget_mail(workshop: Workshop) -> None:
    """Nobody gets mail from a demo: what it put into the outbox is taken out again, and what would put more there."""
    session.execute(delete(Job).where(Job.key.startswith(f"{walk_ins.JOB}:{workshop.id}:")))
    for message in session.scalars(select(Message).where(Message.workshop_id == workshop.id)):
        session.execute(delete(Job).where(Job.key == f"mail:{message.id}"))
        session.delete(message)
