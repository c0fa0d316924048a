"""What participants agree to when they register. The text is the feature `privacy`'s, which stands above."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.texts import Texts
from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Consent:
    """One version of a workshop's text; plain text, its paragraphs apart by an empty line."""

    version: int
    text: Texts


_current: Callable[[int], Consent | None] = lambda workshop_id: None  # noqa: E731 - until the app wires it


def provide(current: Callable[[int], Consent | None]) -> None:
    """Say once, at import, where the text of a workshop (by id) comes from."""
    global _current  # noqa: PLW0603 - the registry is this module
    _current = current


def current(workshop_id: int) -> Consent | None:
    """What a participant of this workshop is asked to agree to now; None where nothing is asked."""
    return _current(workshop_id)


def agree(registration: Registration, version: int, *, actor: Actor, now: datetime) -> None:
    """Note, in the caller's transaction, that the participant agreed to this version; once for each version."""
    if registration.consent_version == version:
        return
    before, registration.consent_version, registration.consent_at = registration.consent_version, version, now
    audit.record(
        actor,
        "registration.consented",
        now,
        workshop=registration.workshop_id,
        subject=registration,
        consent_version=[before, version],
    )
