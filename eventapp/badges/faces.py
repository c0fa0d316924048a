"""What is printed on a badge: from a registration to the renderer's facts."""

from flask_babel import gettext as _

from eventapp.core.errors import UserError
from eventapp.core.tokens import fingerprint
from eventapp.registration import codes
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration
from eventapp.workshops.facts import period
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
    return _face(workshop, registration, language, code)


def _face(workshop: Workshop, registration: Registration, language: str, code: str) -> model.Badge:
    return model.Badge(
        latin_name=registration.shown_name,
        original_name=second_name(registration),
        line=", ".join(part for part in (registration.position, registration.organization) if part),
        delegation=delegation_label(registration.delegation, language),
        delegation_type=registration.type.name.pick(language, workshop.languages),
        colour=registration.type.colour,
        workshop=workshop.title.pick(language, workshop.languages),
        dates=f"{workshop.city}, {period(workshop.starts_on, workshop.ends_on)}",
        code=code,
        no_photo=registration.photo_consent is False,
    )


def proof(workshop: Workshop, registration: Registration, language: str) -> model.Badge:
    """The badge as it will be, without its code: for its owner to look at, before or after one is issued."""
    return _face(workshop, registration, language, "")


def second_name(registration: Registration) -> str:
    """The name in the other script, where the badge shows one: not the same once more."""
    original = registration.person.original_name
    return original if original != registration.shown_name else ""
