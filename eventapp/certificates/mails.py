"""The mail that a certificate is ready: with the private link, since a certificate is no attachment."""

from datetime import datetime

from eventapp.core import outbox
from eventapp.core.outbox import Message
from eventapp.messages import rendering
from eventapp.messages.occasions import BY_KEY
from eventapp.registration import codes, mail_values
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

OCCASION = "certificate"


def ready(registration: Registration, workshop: Workshop, *, now: datetime) -> Message | None:
    """Where the certificate is to be found. None for who has no address."""
    person = registration.person
    if not person.email:
        return None
    language = mail_values.language_of(registration, workshop)
    values = mail_values.of_registration(registration, workshop, language, OCCASION)
    subject, body = rendering.render(workshop.id, BY_KEY[OCCASION], language, {**values, "link": outbox.LINK})
    return outbox.post(
        "certificates.ready",
        person.email,
        subject,
        body,
        now=now,
        link=codes.private_url(registration),
        name=registration.shown_name,
        workshop=workshop.id,
        registration=registration.id,
        sender=rendering.sender(workshop),
    )
