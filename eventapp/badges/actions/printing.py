"""Printing badges."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.badges import policy, queries
from eventapp.badges.design import design_of
from eventapp.badges.faces import code_of, drawing, face, first_language
from eventapp.badges.models import PrintedBadge, PrintRun
from eventapp.badges.queries import Wanted
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.config import FONTS
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration import photos, seats
from eventapp.registration.actions.badges import ensure_badge
from eventapp.registration.models import Badge, Registration
from eventapp.workshops.models import Workshop
from exports import badges, model
from exports.badge_sheet import LAYOUTS
from exports.badges import Look
from exports.labels import Labels


@dataclass(frozen=True, slots=True)
class Printed:
    """A file of badges, how many are in it, how many of them had been printed before, and the number of the pile."""

    pdf: bytes
    number: int
    before: int = 0
    pile: int = 0


class PrintedBefore(UserError):
    """Some of what is wanted was printed already, and nobody said that it is known. `before` of `number`."""

    def __init__(self, before: int, number: int) -> None:
        super().__init__(_("%(before)s of these %(number)s badges were printed already.", before=before, number=number))
        self.before, self.number = before, number


@dataclass(frozen=True, slots=True)
class _Pile:
    badge_ids: Sequence[int]
    faces: Sequence[model.Badge]
    look: Look
    layout: str
    before: int
    demo: bool


def print_badges(
    workshop_id: int,
    wanted: Wanted,
    *,
    layout: str | None = None,
    language: str | None = None,
    again: bool = True,
    actor: Actor,
    now: datetime,
) -> Printed:
    """A PDF of the wanted badges in the order wanted; they count as printed from `now` on, as one pile.

    Names that their owners have not approved come last, so that they can be looked at once more.

    Who is confirmed and has no badge yet gets one. `layout`: None: that of the workshop's design. `language`: of the
    texts, None: the workshop's first; names stand as their owners write them. Raises Denied, Invalid for an unknown
    layout, UserError where nobody is wanted or a code cannot be made again, and unless `again` PrintedBefore where a
    badge that works was printed already: then nothing is printed.
    """
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        language = language or first_language(workshop)
        people = queries.pile(workshop_id, wanted, language)
        before = sum(map(queries.is_printed, people))
        if before and not again:
            raise PrintedBefore(before, len(people))
        pile = _pile(workshop, people, layout, language, actor=actor, now=now)
    return _printed(workshop_id, pile, wanted.facts(), language, actor=actor, now=now)


def print_pile_again(workshop_id: int, number: int, *, actor: Actor, now: datetime) -> Printed:
    """A pile of badges once more: the same people in the same order, as far as they are confirmed, with the codes that
    work now. Raises Denied, Missing, UserError where nobody is left."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        run = queries.run(workshop_id, number)
        language = first_language(workshop)
        people = queries.people_of(run, language)
        pile = _pile(workshop, people, run.layout, language, actor=actor, now=now)
    return _printed(workshop_id, pile, {"pile": number}, language, actor=actor, now=now)


def checked_layout(layout: str) -> str:
    """The layout, if there is one of that name. Raises Invalid."""
    if layout not in LAYOUTS:
        message = _(
            "There is no layout “%(layout)s”; there are: %(layouts)s.", layout=layout, layouts=", ".join(LAYOUTS)
        )
        raise Invalid(message, {"layout": message})
    return layout


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_print(actor, workshop_id):
        raise Denied(_("You may not print badges at this workshop."))


def _pile(
    workshop: Workshop,
    people: Sequence[Registration],
    layout: str | None,
    language: str,
    *,
    actor: Actor,
    now: datetime,
) -> _Pile:
    design = design_of(workshop)
    layout = checked_layout(layout or design.layout)
    if not people:
        raise UserError(_("There is no badge to print: nobody who is confirmed matches."))
    before = sum(map(queries.is_printed, people))
    issued = [ensure_badge(registration, actor=actor, now=now) for registration in people]
    with force_locale(language):
        drawn = drawing(workshop, design, language)
        faces = [face(registration, drawn, code_of(registration)) for registration in people]
        look = drawn.look()
    return _Pile([badge.id for badge in issued], faces, look, layout, before, workshop.demo)


def _printed(
    workshop_id: int, pile: _Pile, wanted: dict[str, object], language: str, *, actor: Actor, now: datetime
) -> Printed:
    """Draws outside of the transaction: a large pile must not keep the check-in desks waiting."""
    with force_locale(language):
        labels = Labels.translated(_)
    faces = [replace(shown, photo=photos.small(shown.photo)) if shown.photo else shown for shown in pile.faces]
    drawn = badges.pdf(faces, labels, FONTS, layout=pile.layout, look=pile.look, language=language, demo=pile.demo)
    number = _remember(workshop_id, pile, wanted, actor=actor, now=now)
    return Printed(drawn, len(faces), pile.before, number)


def _remember(workshop_id: int, pile: _Pile, wanted: dict[str, object], *, actor: Actor, now: datetime) -> int:
    """The pile, with the place of each badge in it; its number."""
    with transaction():
        seats.lock(workshop_id)
        run = begin_run(workshop_id, "badges", pile.layout, wanted, actor=actor, now=now)
        rows = session.execute(
            select(Badge, Registration)
            .join(Registration, Registration.id == Badge.registration_id)
            .where(Badge.id.in_(pile.badge_ids))
        )
        found = {badge.id: (badge, registration) for badge, registration in rows}
        for place, badge_id in enumerate(pile.badge_ids, start=1):
            badge, registration = found[badge_id]
            badge.printed_at = now
            session.add(PrintedBadge(run_id=run.id, place=place, badge_id=badge_id))
            audit.record(
                actor,
                "badges.printed",
                now,
                workshop=workshop_id,
                subject=registration,
                layout=pile.layout,
                pile=run.number,
            )
        return run.number


def begin_run(
    workshop_id: int, kind: str, layout: str, wanted: dict[str, object], *, actor: Actor, now: datetime
) -> PrintRun:
    """A new pile without badges yet, inside a transaction that holds the workshop's lock."""
    run = PrintRun(
        workshop_id=workshop_id,
        number=queries.next_number(workshop_id),
        kind=kind,
        layout=layout,
        wanted=wanted,
        printed_at=now,
        printed_by=actor.label[:200],
    )
    session.add(run)
    session.flush()
    return run
