"""Blank badges: a code and a category, and no name until somebody is given one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.badges import policy, queries
from eventapp.badges.actions.printing import Printed, begin_run
from eventapp.badges.design import design_of
from eventapp.badges.faces import blank, drawing, first_language
from eventapp.badges.models import PrintedBadge, SpareBadge
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.config import FONTS
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.registration import codes, seats
from eventapp.registration import queries as registrations
from eventapp.registration.actions import revoke_badge
from eventapp.registration.models import Badge, DelegationType, Registration, State
from eventapp.workshops.models import Workshop
from exports import badges, model
from exports.badges import Look
from exports.labels import Labels

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Pile:
    """Blank badges that are to be drawn."""

    faces: Sequence[model.Badge]
    look: Look
    layout: str
    language: str
    demo: bool
    number: int
    labels: Labels

    def printed(self) -> Printed:
        """Drawn, outside of the transaction."""
        drawn = badges.pdf(
            self.faces,
            self.labels,
            FONTS,
            layout=self.layout,
            look=self.look,
            language=self.language,
            demo=self.demo,
        )
        return Printed(drawn, len(self.faces), 0, self.number)


def print_spares(
    workshop_id: int, numbers: Mapping[int, int], *, language: str | None = None, actor: Actor, now: datetime
) -> Printed:
    """A PDF of new blank badges, so many of each delegation type (its id), in order of the types and of their numbers.

    Raises Denied, Missing for a type of another workshop, Invalid for none, or for more than 200 at once.
    """
    if not policy.can_print(actor, workshop_id):
        raise Denied(_("You may not print badges at this workshop."))
    if not 0 < sum(numbers.values()) <= MOST_AT_ONCE or min(numbers.values()) < 0:
        raise Invalid(_("Between 1 and %(most)s blank badges are printed at once.", most=MOST_AT_ONCE))
    with transaction():
        workshop = seats.lock(workshop_id)
        made = _made(workshop_id, numbers, now)
        pile = _pile(workshop, made, design_of(workshop).layout, _facts(numbers), language, actor=actor, now=now)
    return pile.printed()


def print_spares_again(workshop_id: int, number: int, *, actor: Actor, now: datetime) -> Printed:
    """Those of a pile of blank badges that are still nobody's, once more, with the same codes and numbers.

    Raises Denied, Missing, UserError where none is left.
    """
    if not policy.can_print(actor, workshop_id):
        raise Denied(_("You may not print badges at this workshop."))
    with transaction():
        workshop = seats.lock(workshop_id)
        before = queries.run(workshop_id, number)
        made = queries.free_of(before)
        if not made:
            raise UserError(_("All blank badges of this pile were given to somebody."))
        pile = _pile(workshop, made, before.layout, {"pile": number}, None, actor=actor, now=now)
    return replace(pile.printed(), before=len(made))


def give_spare(
    workshop_id: int, code_hash: str, registration_id: int, *, at: datetime | None = None, actor: Actor, now: datetime
) -> Badge:
    """The blank badge whose code has this hash becomes the badge of a confirmed participant, handed over at `at`
    (None: `now`).

    A badge that worked until then is revoked. Given to the same person again, nothing changes. Raises Denied, Missing
    for a code that is no blank badge of this workshop, UserError if it is somebody else's or the person is not
    confirmed.
    """
    if not policy.can_print(actor, workshop_id):
        raise Denied(_("You may not hand over badges at this workshop."))
    with transaction():
        seats.lock(workshop_id)
        spare = queries.spare(workshop_id, code_hash)
        if spare is None:
            raise Missing(_("This is no blank badge of this workshop."))
        registration = registrations.registration(workshop_id, registration_id)
        for badge in registration.badges:
            if badge.code_hash == code_hash:
                return badge
        _refuse(spare, registration)
        return _given(spare, registration, at or now, actor, now)


def _made(workshop_id: int, numbers: Mapping[int, int], now: datetime) -> list[tuple[SpareBadge, DelegationType]]:
    """New blank badges, numbered on from those there are."""
    kinds = {kind.id: kind for kind in registrations.delegation_types(workshop_id)}
    if not set(numbers) <= set(kinds):
        raise Missing(_("There is no such delegation type at this workshop."))
    next_number = queries.next_spare_number(workshop_id)
    wanted = [kind for kind in kinds.values() for _each in range(numbers.get(kind.id, 0))]
    made = []
    for number, kind in enumerate(wanted, start=next_number):
        serial, code_hash = codes.new_badge()
        spare = SpareBadge(
            workshop_id=workshop_id,
            type_id=kind.id,
            number=number,
            serial=serial,
            code_hash=code_hash,
            created_at=now,
        )
        session.add(spare)
        made.append((spare, kind))
    session.flush()
    return made


def _facts(numbers: Mapping[int, int]) -> dict[str, object]:
    return {"types": [type_id for type_id, number in numbers.items() if number]}


def _pile(
    workshop: Workshop,
    made: Sequence[tuple[SpareBadge, DelegationType]],
    layout: str,
    wanted: dict[str, object],
    language: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> _Pile:
    """A pile of blank badges that is remembered, and what is to be drawn once that is committed."""
    run = begin_run(workshop.id, "spares", layout, wanted, actor=actor, now=now)
    for place, (spare, _kind) in enumerate(made, start=1):
        session.add(PrintedBadge(run_id=run.id, place=place, spare_id=spare.id))
    audit.record(
        actor, "badges.spares_printed", now, workshop=workshop.id, subject=run, number=len(made), pile=run.number
    )
    language = language or first_language(workshop)
    with force_locale(language):
        drawn = drawing(workshop, design_of(workshop), language)
        faces = [blank(spare, kind, drawn) for spare, kind in made]
        return _Pile(faces, drawn.look(), layout, language, workshop.demo, run.number, Labels.translated(_))


def _refuse(spare: SpareBadge, registration: Registration) -> None:
    if spare.given_at is not None:
        raise UserError(_("The blank badge No. %(number)s was given to somebody else already.", number=spare.number))
    if registration.state != State.CONFIRMED:
        raise UserError(_("Only who is confirmed has a badge."))


def _given(spare: SpareBadge, registration: Registration, at: datetime, actor: Actor, now: datetime) -> Badge:
    if registration.badge is not None:  # one badge works at a time
        reason = _("Replaced by the blank badge No. %(number)s", number=spare.number)
        revoke_badge(registration.id, registration.workshop_id, reason, actor=actor, now=now)
    badge = Badge(
        serial=spare.serial,
        code_hash=spare.code_hash,
        issued_at=spare.created_at,
        printed_at=spare.created_at,
        handed_at=at,
        handed_by=actor.label[:200],
    )
    registration.badges.append(badge)
    spare.registration_id, spare.given_at = registration.id, at
    session.flush()
    audit.record(
        actor,
        "badges.spare_given",
        now,
        workshop=registration.workshop_id,
        subject=registration,
        number=spare.number,
    )
    return badge
