"""What a confirmed participant changed that the organizer wants to see again (a setting of the delegation type).

The new value stands and is marked; the organizer approves it, or puts back what was there.
"""

from collections.abc import Iterable
from typing import Any

from eventapp.core import audit
from eventapp.registration import facts
from eventapp.registration.models import Registration, State

REVIEWABLE = ("latin_name", "original_name", "badge_name", "position", "organization", "country", "email")
"""The facts of which a type may say that a change is approved again."""
_TOGETHER = {
    "latin_name": ("latin_name", "latin_family", "latin_given", "latin_proposed"),
    "original_name": ("original_name", "original_family", "original_given"),
}
_ENDS = "registration.reviewed"


def note(registration: Registration, changed: Iterable[str]) -> None:
    """Mark what has been changed by the participant, where the type asks for it; in the caller's transaction."""
    if registration.state == State.CONFIRMED:
        wanted = set(registration.type.reapproval) & set(changed)
        if wanted - set(registration.to_review):
            registration.to_review = sorted({*registration.to_review, *wanted})


def settle(registration: Registration, corrected: Iterable[str]) -> None:
    """What the organizer has written themselves need not be approved; in the caller's transaction."""
    done = set(corrected)
    left = [fact for fact in registration.to_review if done.isdisjoint(_TOGETHER.get(fact, (fact,)))]
    if left != registration.to_review:
        registration.to_review = left


def before(registration: Registration) -> dict[str, Any]:
    """What was there when each marked fact was approved last, with the parts that belong to it."""
    found: dict[str, Any] = {}
    settled: set[str] = set()
    for entry in audit.history("registration", registration.id):
        if _was_looked_at(entry):
            break
        if entry.tag != "registration.changed":
            continue
        changed = {fact: change[0] for fact, change in entry.facts.items() if fact in facts.FACTS}
        if entry.user_id is not None:  # the organizer wrote it: what participants did before that is settled
            settled |= changed.keys()
        else:
            found |= {fact: value for fact, value in changed.items() if fact not in settled}
    wanted = {part for fact in registration.to_review for part in _TOGETHER.get(fact, (fact,))}
    return {fact: value for fact, value in found.items() if fact in wanted}


def _was_looked_at(entry: audit.AuditEntry) -> bool:
    """Whether all that was known then was approved: by the answer to a change, or by the confirmation itself."""
    if entry.tag == _ENDS:
        return True
    confirmed = entry.tag == "registration.state_changed" and entry.facts["state"][1] == State.CONFIRMED
    return bool(confirmed and entry.facts["state"][0] != State.CANCELLED)
