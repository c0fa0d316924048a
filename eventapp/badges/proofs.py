"""Badge and plate as pictures for their owner: what `registration.proof` shows on the private page."""

from flask_babel import gettext as _

from eventapp.badges.design import design_of
from eventapp.badges.faces import drawing, face
from eventapp.badges.plates import plate
from eventapp.core.config import FONTS
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from exports import badges, tent_cards
from exports.labels import Labels


def badge_picture(workshop: Workshop, registration: Registration, language: str) -> bytes:
    """The badge (PNG) as it will be printed; its QR code is left out, since a picture can be passed on."""
    drawn = drawing(workshop, design_of(workshop), language)
    return badges.png(
        face(registration, drawn),
        Labels.translated(_),
        FONTS,
        layout=drawn.design.layout,
        look=drawn.look(),
        language=language,
        demo=workshop.demo,
    )


def plate_picture(workshop: Workshop, registration: Registration, language: str) -> bytes:
    """The name plate (PNG), one face of it."""
    title = workshop.title.pick(language, workshop.languages)
    return tent_cards.png(plate(registration, language), FONTS, occasion=title, language=language)
