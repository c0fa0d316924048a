"""The question of a focal point, to the organizers."""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core import outbox
from eventapp.core.outbox import Message, Sender
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation
from eventapp.workshops.models import Workshop


def question(delegation: Delegation, workshop: Workshop, recipient: str, text: str, *, now: datetime) -> Message:
    """What was asked, with the focal point as whom to answer; in the workshop's first language."""
    language = next(iter(workshop.languages), "en")
    with force_locale(language):
        label = delegation_label(delegation, language)
        subject = _("Question from %(delegation)s", delegation=label)
        who = delegation.focal_name or label
        lines = (
            _("%(who)s asks, on the page of the delegation:", who=who),
            text,
            _("E-mail: %(email)s", email=delegation.focal_email) if delegation.focal_email else "",
            workshop.title.pick(language, workshop.languages),
        )
    return outbox.post(
        "delegation.asked",
        recipient,
        subject,
        "\n\n".join(line for line in lines if line),
        now=now,
        workshop=workshop.id,
        delegation=delegation.id,
        sender=Sender(who, delegation.focal_email),
    )
