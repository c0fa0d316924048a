"""Whatever JSON comes in as a desk's queue: one verdict on each event, and never a fault of ours."""

import os
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checkin.desk import a_guest
from tests.checkin.queue import PairedDesk, a_scan, a_walk_in, an_undo

CASES = int(os.environ.get("EVENTAPP_QUEUES", "60"))
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["scan", "undo", "walk-in", "hand-over", "spare", "day-1", "admitted", "2016-03-29T02:31:00Z"])
    | st.uuids().map(str)
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = [
    "kind",
    "id",
    "checkpoint",
    "code",
    "registration",
    "walk_in",
    "direction",
    "at",
    "told",
    "forced",
    "way",
    "scan",
    "name",
    "original_name",
    "type",
    "delegation",
    "country",
    "organization",
    "position",
    "email",
    "sex",
]
CHANGES = st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=4)
EVENTS = st.lists(st.one_of(ANYTHING, st.tuples(st.integers(0, 4), CHANGES)), max_size=6)
HEALTH = st.dictionaries(st.sampled_from(["battery", "charging", "waiting", "list_at", "extra"]), ANYTHING, max_size=4)
QUIETLY = settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def desk(app, workshop):
    return PairedDesk(app, workshop)


def made(event, codes, kind):
    """A right event with some fields replaced, or the thing itself."""
    if not (isinstance(event, tuple) and len(event) == 2 and isinstance(event[1], dict)):
        return event
    which, changes = event
    right = [
        a_scan(codes[0], told="admitted"),
        an_undo({"id": str(uuid.uuid4())}),
        a_walk_in(kind),
        {**a_scan(), "kind": "hand-over"},
        {**a_scan("SPARE"), "kind": "spare"},
    ][which]
    return {**right, **changes}


@QUIETLY
@given(events=EVENTS, health=HEALTH)
def test_each_event_gets_one_verdict(desk, delegation, events, health):
    codes = [a_guest(delegation)[1]]
    sent = [made(event, codes, delegation.type_id) for event in events]
    good = a_scan(codes[0])

    answer = desk.post(*sent, good, **health)

    if answer.status_code == 429:  # it drew the codes of many strangers
        return
    assert answer.status_code == 200, answer.get_data(as_text=True)
    results = answer.json["results"]
    assert len(results) == len(sent) + 1
    assert {each["status"] for each in results} <= {"stored", "duplicate", "flagged", "refused"}
    assert results[-1]["status"] == "stored"


@QUIETLY
@given(body=ANYTHING)
def test_any_body_is_answered_or_refused(desk, body):
    answer = desk.client.post(f"{desk.base}/desk/events", json=body, headers=desk.headers)
    assert answer.status_code in (200, 400, 422)
