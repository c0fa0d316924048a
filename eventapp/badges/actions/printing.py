"""Printing badges."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.badges import policy, queries
from eventapp.badges.faces import face
from eventapp.badges.models import PrintedBadge, PrintRun
from eventapp.badges.queries import Wanted
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.config import FONTS
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.registration import photos, seats
from eventapp.registration.actions.badges import ensure_badge
from eventapp.registration.models import Badge, Registration
from eventapp.workshops.models import Workshop
from exports import model, pdf
from exports.badge_sheet import DEFAULT_LAYOUT, LAYOUTS
from exports.labels import Labels


@dataclass(frozen=True, slots=True)
class Printed:
    """A file of badges, and how many are in it."""

    pdf: bytes
    number: int


@dataclass(frozen=True, slots=True)
class _Pile:
    badge_ids: Sequence[int]
    faces: Sequence[model.Badge]
    demo: bool


def print_badges(
    workshop_id: int,
    wanted: Wanted,
    *,
    layout: str = DEFAULT_LAYOUT,
    language: str | None = None,
    actor: Actor,
    now: datetime,
) -> Printed:
    """A PDF of the wanted badges in order of precedence; they count as printed from `now` on.

    Names that their owners have not approved come last, so that they can be looked at once more.

    Who is confirmed and has no badge yet gets one. `language` is that of the texts (None: the workshop's first);
    names stand as their owners write them. Raises Denied, Invalid for an unknown layout, UserError where nobody is
    wanted or a code cannot be made again.
    """
    if not policy.can_print(actor, workshop_id):
        raise Denied(_("You may not print badges at this workshop."))
    if layout not in LAYOUTS:
        message = _(
            "There is no layout “%(layout)s”; there are: %(layouts)s.", layout=layout, layouts=", ".join(LAYOUTS)
        )
        raise Invalid(message, {"layout": message})
    with transaction():
        workshop = seats.lock(workshop_id)
        language = language or first_language(workshop)
        pile = _pile(workshop, wanted, language, actor, now)
    with force_locale(language):
        labels = Labels.translated(_)
    # Drawn outside of the transaction: a large pile must not keep the check-in desks waiting.
    faces = [replace(shown, photo=photos.small(shown.photo)) if shown.photo else shown for shown in pile.faces]
    drawn = pdf.badges(faces, labels, FONTS, layout=layout, language=language, demo=pile.demo)
    _remember(workshop_id, pile.badge_ids, wanted, layout, actor=actor, now=now)
    return Printed(drawn, len(pile.faces))


def first_language(workshop: Workshop) -> str:
    """The first of the workshop's languages that our texts exist in."""
    return next((code for code in workshop.languages if code in LANGUAGES), "en")


def _pile(workshop: Workshop, wanted: Wanted, language: str, actor: Actor, now: datetime) -> _Pile:
    people = queries.pile(workshop.id, wanted, language)
    if not people:
        raise UserError(_("There is no badge to print: nobody who is confirmed matches."))
    badges = [ensure_badge(registration, actor=actor, now=now) for registration in people]
    with force_locale(language):
        faces = [face(workshop, registration, language) for registration in people]
    return _Pile([badge.id for badge in badges], faces, workshop.demo)


def _remember(
    workshop_id: int, badge_ids: Sequence[int], wanted: Wanted, layout: str, *, actor: Actor, now: datetime
) -> None:
    """The pile, with the place of each badge in it."""
    with transaction():
        seats.lock(workshop_id)
        run = PrintRun(
            workshop_id=workshop_id,
            number=queries.next_number(workshop_id),
            kind="badges",
            layout=layout,
            wanted=asdict(wanted),
            printed_at=now,
            printed_by=actor.label[:200],
        )
        session.add(run)
        session.flush()
        rows = session.execute(
            select(Badge, Registration)
            .join(Registration, Registration.id == Badge.registration_id)
            .where(Badge.id.in_(badge_ids))
        )
        found = {badge.id: (badge, registration) for badge, registration in rows}
        for place, badge_id in enumerate(badge_ids, start=1):
            badge, registration = found[badge_id]
            badge.printed_at = now
            session.add(PrintedBadge(run_id=run.id, place=place, badge_id=badge_id))
            audit.record(
                actor, "badges.printed", now, workshop=workshop_id, subject=registration, layout=layout, pile=run.number
            )
