"""One message of a mailing: to a participant or to a focal point, in their language, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from eventapp.core import outbox
from eventapp.mailings.models import Mailing
from eventapp.mailings.recipients import message_key, message_kind
from eventapp.messages import rendering
from eventapp.messages.rendering import Words
from eventapp.registration import codes, mail_values
from eventapp.registration.models import Delegation, Registration
from eventapp.workshops.models import Workshop


def to_participant(
    mailing: Mailing,
    workshop: Workshop,
    registration: Registration,
    missing: Mapping[int, Sequence[str]],
    now: datetime,
) -> None:
    """`missing`: by registration, what they still owe, in their language."""
    language = mail_values.language_of(registration, workshop)
    values = mail_values.of_registration(
        registration, workshop, language, mailing.occasion, missing.get(registration.id, ())
    )
    subject, body = _written(mailing, workshop, language, values)
    outbox.post(
        message_kind(mailing.id),
        registration.person.email,
        subject,
        body,
        now=now,
        link=codes.private_url(registration),
        name=registration.shown_name,
        workshop=workshop.id,
        registration=registration.id,
        key=message_key(mailing.id, registration.id),
        sender=rendering.sender(workshop),
    )


def to_focal_point(mailing: Mailing, workshop: Workshop, delegation: Delegation, now: datetime) -> None:
    """With the delegation's link, where it has one."""
    language = mail_values.language_of_delegation(delegation, workshop)
    values = mail_values.of_delegation(delegation, workshop, language)
    subject, body = _written(mailing, workshop, language, values)
    outbox.post(
        message_kind(mailing.id),
        delegation.focal_email,
        subject,
        body,
        now=now,
        link=codes.focal_url(delegation) if delegation.link_serial else None,
        name=delegation.focal_name,
        workshop=workshop.id,
        delegation=delegation.id,
        key=message_key(mailing.id, delegation.id),
        sender=rendering.sender(workshop),
    )


def _written(mailing: Mailing, workshop: Workshop, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    words = Words(mailing.subject, mailing.body).pick(language, workshop.languages)
    return rendering.filled(*words, {**values, "link": outbox.LINK})
