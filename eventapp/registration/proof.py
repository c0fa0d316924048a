"""What stands on a badge and a name plate; and both as pictures, for their owner to look at before they are printed."""

from flask_babel import gettext as _

from eventapp.core.config import FONTS
from eventapp.registration import photos
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
    shown = face(workshop, registration, code)
    return badge_png(shown, Labels.translated(_), FONTS, language=code, demo=workshop.demo)


def face(workshop: Workshop, registration: Registration, language: str, qr: str = "") -> model.Badge:
    """What the badge says in `language`, the name as its owner wants it; `qr`: what its code says."""
    return model.Badge(
        latin_name=registration.shown_name,
        original_name=second_name(registration),
        line=", ".join(part for part in (registration.position, registration.organization) if part),
        delegation=delegation_label(registration.delegation, language),
        delegation_type=registration.type.name.pick(language, workshop.languages),
        colour=registration.type.colour,
        workshop=workshop.title.pick(language, workshop.languages),
        dates=f"{workshop.city}, {period(workshop.starts_on, workshop.ends_on)}",
        code=qr,
        no_photo=registration.photo_consent is False,
        photo=photos.shown(registration),
    )


def plate(workshop: Workshop, registration: Registration, code: str) -> bytes:
    """The name plate (PNG), one face of it."""
    facts = Plate(
        name=registration.shown_name,
        place=delegation_label(registration.delegation, code),
        original_name=second_name(registration),
        line=registration.position,
        colour=registration.type.colour,
    )
    return plate_png(facts, FONTS, occasion=workshop.title.pick(code, workshop.languages), language=code)


def second_name(registration: Registration) -> str:
    """The name in the other script, where the badge shows one: not the same once more."""
    original = registration.person.original_name
    return original if original != registration.shown_name else ""
