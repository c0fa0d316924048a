"""How messages, their states and the reasons of failures are called."""

from typing import Any

from flask_babel import lazy_gettext as _l

from eventapp.core.outbox import Message
from eventapp.messages.occasions import BY_KEY

STATE_LABELS: dict[str, Any] = {
    "queued": _l("queued"),
    "sent": _l("sent"),
    "failed": _l("failed"),
    "cancelled": _l("cancelled"),
    "bounced": _l("came back"),
}
STATE_TONES = {"queued": "info", "sent": "good", "failed": "bad", "cancelled": "quiet", "bounced": "warn"}
FAILURES: dict[str, Any] = {
    "address": _l("This address cannot be written to."),
    "recipient": _l("The mail server refused the address."),
    "content": _l("The mail server refused the message."),
    "later": _l("The mail server asked to try later."),
    "sender": _l("The mail server does not let us write under our own address."),
    "sign-in": _l("The mail server did not accept our user name and password."),
    "unreachable": _l("The mail server could not be reached."),
    "timeout": _l("The mail server did not answer in time."),
    "broken": _l("The connection to the mail server broke off."),
}
_KINDS: dict[str, Any] = {
    "registration.registered": _l("Registration received"),
    "registration.nominated": _l("Nominated by the delegation"),
    "registration.moved_up": _l("Moved up from the waiting list"),
    "delegation.invited": BY_KEY["invitation-to-nominate"].title,
    "delegation.reminded": BY_KEY["nomination-reminder"].title,
    "delegation.list_received": BY_KEY["nomination-received"].title,
    "messages.test": _l("Test"),
    "privacy.erasure_asked": _l("Request to be erased"),
    "privacy.erasure_refused": _l("Request to be erased"),
}


_MAILING = _l("Mailing")


def kind_label(kind: str) -> str:
    """What a message is about."""
    if kind.startswith("mailing."):
        return str(_MAILING)
    occasion = BY_KEY.get(kind.partition(".")[2].replace("_", "-"))
    return str(_KINDS.get(kind) or (occasion.title if occasion else kind))


def failure_label(message: Message) -> str:
    """Why it was not taken, in words, with what the mail server said; "" if nothing is known."""
    reason, _blank, detail = message.failure.partition(" ")
    if reason not in FAILURES:
        return message.failure
    return f"{FAILURES[reason]} ({detail})" if detail else str(FAILURES[reason])


def shown_state(message: Message) -> str:
    """The state of a message, or that it came back."""
    return "bounced" if message.bounced_at is not None else message.state
