"""What is printed on a badge: from a registration to the renderer's facts."""

from flask_babel import gettext as _

from eventapp.core.errors import UserError
from eventapp.core.tokens import fingerprint
from eventapp.registration import codes, proof
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from exports import model


def face(workshop: Workshop, registration: Registration, language: str) -> model.Badge:
    """The badge of a registration that has one, in `language`; the names as their owner writes them.

    Raises UserError if the code cannot be made again: it was derived from a secret key that has changed since.
    """
    badge = registration.badge
    if badge is None:
        raise ValueError("a face needs a badge")
    code = codes.badge_code(badge)
    if fingerprint(code) != badge.code_hash:
        raise UserError(
            _(
                "The badge of %(name)s cannot be printed: the server's secret key has changed since it was issued. "
                "Issue the badge anew, then print it.",
                name=registration.shown_name,
            )
        )
    return proof.face(workshop, registration, language, code)
