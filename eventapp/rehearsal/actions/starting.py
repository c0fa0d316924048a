"""A copy of the workshop that runs today, in a series of its own, with people who do not exist."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.accounts import actions as accounts
from eventapp.accounts.models import Membership
from eventapp.core import audit
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.planning import actions as planning
from eventapp.planning.facts import NewWorkshop
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import Approval, State
from eventapp.rehearsal import cast, policy, queries
from eventapp.rehearsal.places import plan
from eventapp.tasks import actions as tasks
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Series, Workshop

LONGEST_SLUG = 60
UNDECIDED = 2
"""So many of the people are not confirmed: what a desk says to them belongs to what is rehearsed."""


def start(workshop_id: int, people: int, *, background: bool = True, actor: Actor, now: datetime) -> Workshop:
    """The rehearsal of a workshop, its first day today on the workshop's clock, with `people` being entered.

    The real workshop is read only. While there is a rehearsal already, that one is given back: two organizers, or a
    double click, start one. Entering the people is work in the background (`rehearsal.people`), or left to the caller.
    Raises Denied, or UserError for the rehearsal of a rehearsal, or without delegation types.
    """
    if not policy.can_rehearse(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may rehearse it."))
    with transaction():
        source = seats.lock(workshop_id)
        if source.rehearsal_of is not None:
            raise UserError(_("This is a rehearsal already."))
        if (running := workshops.rehearsal_of(workshop_id)) is not None:
            return running
        if not registrations.delegation_types(workshop_id):
            raise UserError(_("A rehearsal needs delegation types. Set them up first."))
        rehearsal = _copied(source, actor, now)
        owner = replace(actor, roles=actor.roles | {(rehearsal.id, Role.ORGANIZER)})
        _same_team(source, rehearsal, owner, now)
        audit.record(owner, "rehearsal.started", now, workshop=rehearsal.id, subject=rehearsal, of=source.slug)
        if background:
            tasks.start(rehearsal.id, queries.PEOPLE, {"people": people}, actor=owner, now=now)
    return rehearsal


def people_wanted(rehearsal_id: int, people: int) -> list[list[int]]:
    """[number, type id, delegation id or 0, whether confirmed] of each of so many people, as far as there are seats.

    The last few of those about whom somebody has to decide stay undecided.
    """
    rehearsal = session.get_one(Workshop, rehearsal_id)
    places = plan(queries.places(rehearsal), rehearsal.capacity, people)
    open_types = {kind.id for kind in registrations.delegation_types(rehearsal_id) if kind.approval == Approval.OPEN}
    decided = [number for number, place in enumerate(places) if place.type_id not in open_types]
    undecided = set(decided[-UNDECIDED:]) if len(places) > UNDECIDED else set()
    return [
        [number, place.type_id, place.delegation_id or 0, int(number not in undecided)]
        for number, place in enumerate(places)
    ]


def enter(rehearsal_id: int, wanted: Sequence[int], *, actor: Actor, now: datetime) -> None:
    """Enter one of the invented people (as from `people_wanted`), within a transaction; who is there already stays."""
    number, type_id, delegation_id, confirmed = wanted
    who = next(person for at, person in enumerate(cast.people()) if at == number)
    made = registration.register(
        rehearsal_id,
        type_id,
        cast.facts(number, who),
        delegation_id=delegation_id or None,
        organization="" if delegation_id else "Institute of Invented Affairs",
        source="organizer",
        form_key=f"rehearsal-{number}",
        another_person=True,
        confirm=bool(confirmed),
        actor=actor,
        now=now,
    )
    of_a_country = made.delegation.country and not made.delegation.organization
    if of_a_country and made.state == State.CONFIRMED and not registrations.has_head(made.delegation_id):
        registration.make_head(made.id, rehearsal_id, actor=actor, now=now)


def _copied(source: Workshop, actor: Actor, now: datetime) -> Workshop:
    """The copy, whose first day is today, moved into a series that holds nothing else."""
    today = local(now, source.timezone).date()
    facts = NewWorkshop(
        title=_marked(source),
        city=source.city,
        country=source.country,
        starts_on=today,
        ends_on=today + timedelta(days=(source.ends_on - source.starts_on).days),
        timezone=source.timezone,
        slug=_free_slug(source.slug),
    )
    rehearsal = planning.copy_workshop(source.id, facts, actor=actor, now=now)
    own = Series(code=f"REHEARSAL-{source.id}", title=rehearsal.title, organizers=list(source.series.organizers))
    own.funders, own.signatories = list(source.series.funders), list(source.series.signatories)
    session.add(own)
    session.flush()
    rehearsal.series_id, rehearsal.rehearsal_of, rehearsal.reply_to = own.id, source.id, ""
    session.flush()
    session.expire(rehearsal, ["series"])
    return rehearsal


def _marked(source: Workshop) -> Texts:
    """The title in each of its languages, after the word "Rehearsal"."""
    marked = {}
    for language, title in source.title.items():
        with force_locale(language if language in LANGUAGES else "en"):
            marked[language] = _("Rehearsal: %(title)s", title=title)
    return Texts(marked)


def _free_slug(slug: str) -> str:
    taken = workshops.slugs()
    number = 1
    while True:
        end = "-rehearsal" if number == 1 else f"-rehearsal-{number}"
        found = slug[: LONGEST_SLUG - len(end)].rstrip("-") + end
        if found not in taken:
            return found
        number += 1


def _same_team(source: Workshop, rehearsal: Workshop, owner: Actor, now: datetime) -> None:
    """Whoever has a role at the workshop has it at its rehearsal."""
    held = select(Membership.user_id, Membership.role).where(Membership.workshop_id == source.id)
    for user_id, role in session.execute(held).all():
        accounts.give_role(user_id, Role(role), rehearsal.id, actor=owner, now=now)
