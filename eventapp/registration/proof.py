"""Badge and name plate as pictures, for their owner to look at before they are printed."""

from flask_babel import gettext as _

from eventapp.core.config import FONTS
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration
from eventapp.workshops.facts import period
from eventapp.workshops.models import Workshop
from exports import model
from exports.labels import Labels
from exports.proof import badge_png, plate_png
from exports.tent_cards import Plate


def badge(workshop: Workshop, registration: Registration, code: str) -> bytes:
    """The badge (PNG) in the language `code`; its QR code is left out, since a picture can be passed on."""
    face = model.Badge(
        latin_name=registration.shown_name,
        original_name=_second_name(registration),
        line=", ".join(part for part in (registration.position, registration.organization) if part),
        delegation=delegation_label(registration.delegation, code),
        delegation_type=registration.type.name.pick(code, workshop.languages),
        colour=registration.type.colour,
        workshop=workshop.title.pick(code, workshop.languages),
        dates=f"{workshop.city}, {period(workshop.starts_on, workshop.ends_on)}",
        code="",
    )
    return badge_png(face, Labels.translated(_), FONTS, language=code, demo=workshop.demo)


def plate(workshop: Workshop, registration: Registration, code: str) -> bytes:
    """The name plate (PNG), one face of it."""
    facts = Plate(
        name=registration.shown_name,
        place=delegation_label(registration.delegation, code),
        original_name=_second_name(registration),
        line=registration.position,
        colour=registration.type.colour,
    )
    return plate_png(facts, FONTS, occasion=workshop.title.pick(code, workshop.languages), language=code)


def _second_name(registration: Registration) -> str:
    original = registration.person.original_name
    return original if original != registration.shown_name else ""
