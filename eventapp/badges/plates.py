"""Table name plates of the confirmed, in order of precedence: from registrations to a PDF, or to a picture of one."""

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.badges import policy, queries
from eventapp.badges.faces import second_name
from eventapp.badges.queries import Wanted
from eventapp.core.actors import Actor
from eventapp.core.config import FONTS
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration
from eventapp.workshops.facts import period
from eventapp.workshops.models import Workshop
from exports import tent_cards
from exports.labels import Labels
from exports.tent_cards import Plate


def plate(registration: Registration, language: str) -> Plate:
    """The plate of a registration: the name as its owner wants it, the delegation in `language`."""
    return Plate(
        name=registration.shown_name,
        original_name=second_name(registration),
        place=delegation_label(registration.delegation, language),
        line=", ".join(part for part in (registration.position, registration.organization) if part),
        colour=registration.type.colour,
    )


def occasion(workshop: Workshop, language: str) -> str:
    """The small line at the foot: the workshop, its city and dates."""
    with force_locale(language):
        title = workshop.title.pick(language, workshop.languages)
        return f"{title} · {workshop.city}, {period(workshop.starts_on, workshop.ends_on)}"


def pdf(workshop: Workshop, wanted: Wanted, *, style: str, language: str, actor: Actor) -> tuple[bytes, int]:
    """The plates of the wanted, one on a sheet; and how many. Nothing is changed by it.

    Raises Denied, Invalid for an unknown style, UserError where nobody is wanted.
    """
    if not policy.can_print(actor, workshop.id):
        raise Denied(_("You may not print badges at this workshop."))
    if style not in tent_cards.STYLES:
        raise Invalid(_("There is no such name plate."))
    people = queries.pile(workshop.id, wanted, language)
    if not people:
        raise UserError(_("There is no name plate to print: nobody who is confirmed matches."))
    plates = [plate(registration, language) for registration in people]
    with force_locale(language):
        labels = Labels.translated(_)
        drawn = tent_cards.pdf(
            plates,
            FONTS,
            title=_("Name plates"),
            occasion=occasion(workshop, language),
            language=language,
            style=style,
            demo=labels.demo if workshop.demo else "",
        )
    return drawn, len(plates)
