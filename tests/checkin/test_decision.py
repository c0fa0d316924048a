import pytest

from eventapp.checkin.decision import Badge, Place, decide
from eventapp.checkin.models import Outcome
from eventapp.registration.models import State

OPEN, FULL = Place(), Place(capacity=2, inside=2)


@pytest.mark.parametrize(
    ("badge", "state", "before", "place", "outcome"),
    [
        (Badge.VALID, State.CONFIRMED, False, OPEN, Outcome.ADMITTED),
        (Badge.NONE, State.CONFIRMED, False, OPEN, Outcome.ADMITTED),
        (Badge.VALID, State.CONFIRMED, False, Place(2, 1), Outcome.ADMITTED),
        (Badge.VALID, State.CONFIRMED, False, FULL, Outcome.FULL),
        (Badge.VALID, State.CONFIRMED, True, FULL, Outcome.ALREADY),
        (Badge.VALID, State.CONFIRMED, True, OPEN, Outcome.ALREADY),
        (Badge.REVOKED, State.CONFIRMED, False, OPEN, Outcome.REVOKED),
        (Badge.REVOKED, State.CANCELLED, True, FULL, Outcome.REVOKED),
        (Badge.VALID, State.CANCELLED, True, OPEN, Outcome.NOT_CONFIRMED),
        (Badge.VALID, State.WAITLISTED, False, FULL, Outcome.NOT_CONFIRMED),
        (Badge.NONE, State.NOMINATED, False, OPEN, Outcome.NOT_CONFIRMED),
        (Badge.NONE, State.PENDING, False, OPEN, Outcome.NOT_CONFIRMED),
        (Badge.NONE, State.DECLINED, False, OPEN, Outcome.NOT_CONFIRMED),
        (Badge.UNKNOWN, None, False, OPEN, Outcome.UNKNOWN),
        (Badge.VALID, None, False, OPEN, Outcome.UNKNOWN),
    ],
)
def test_decide(badge, state, before, place, outcome):
    assert decide(badge, state, admitted_before=before, place=place) is outcome


def test_a_place_without_capacity_is_never_full():
    assert not Place(None, 10_000).full
