"""The mail that a certificate is ready: with the private link, since a certificate is no attachment."""

from datetime import datetime

from eventapp.core.outbox import Message
from eventapp.registration import mails
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

OCCASION = "certificate"


def ready(registration: Registration, workshop: Workshop, *, now: datetime) -> Message | None:
    """Where the certificate is to be found. None for who has no address."""
    return mails.post("certificates.ready", OCCASION, registration, workshop, now)
