import itertools

import pytest

from eventapp.checkin.decision import RULES, Badge, Direction, Door, Guest, decide, facts_of
from eventapp.checkin.models import Outcome
from eventapp.registration.models import State

CALM = {
    "badge": "valid",
    "state": "confirmed",
    "direction": "in",
    "permitted": True,
    "group": "none",
    "inside": False,
    "repeats": False,
    "full": False,
}
VALUES = {
    "badge": [str(each) for each in Badge],
    "state": ["", *(str(state) for state in State)],
    "direction": ["in", "out"],
    "permitted": [True, False],
    "group": ["none", "this", "other"],
    "inside": [True, False],
    "repeats": [True, False],
    "full": [True, False],
}


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.ADMITTED),
        ({"badge": "none"}, Outcome.ADMITTED),
        ({"group": "this"}, Outcome.ADMITTED),
        ({"full": True}, Outcome.FULL),
        ({"group": "this", "full": True}, Outcome.FULL),
        ({"inside": True, "full": True}, Outcome.ALREADY),
        ({"inside": True}, Outcome.ALREADY),
        ({"inside": True, "repeats": True, "full": True}, Outcome.ADMITTED),
        ({"badge": "revoked"}, Outcome.REVOKED),
        ({"badge": "revoked", "state": "cancelled", "inside": True}, Outcome.REVOKED),
        ({"state": "cancelled", "inside": True}, Outcome.NOT_CONFIRMED),
        ({"state": "waitlisted", "full": True}, Outcome.NOT_CONFIRMED),
        *(({"state": state, "badge": "none"}, Outcome.NOT_CONFIRMED) for state in State if state != "confirmed"),
        ({"badge": "unknown", "state": ""}, Outcome.UNKNOWN),
        ({"state": ""}, Outcome.UNKNOWN),
        ({"permitted": False}, Outcome.OTHER_GROUP),
        ({"permitted": False, "inside": True}, Outcome.OTHER_GROUP),
        ({"group": "other"}, Outcome.OTHER_GROUP),
        ({"group": "other", "full": True}, Outcome.OTHER_GROUP),
        ({"group": "other", "inside": True}, Outcome.ALREADY),
        ({"direction": "out"}, Outcome.LEFT),
        ({"direction": "out", "state": "cancelled"}, Outcome.LEFT),
        ({"direction": "out", "full": True, "group": "other"}, Outcome.LEFT),
        ({"direction": "out", "badge": "revoked"}, Outcome.REVOKED),
    ],
)
def test_decide(changes, outcome):
    assert decide({**CALM, **changes}) is outcome


def test_there_is_an_answer_to_every_combination_of_facts():
    answers = {decide(dict(zip(VALUES, each, strict=True))) for each in itertools.product(*VALUES.values())}
    assert answers == set(Outcome)


def test_the_rules_name_known_facts_and_values_only():
    for rule in RULES:
        assert set(rule) == {"when", "then"}
        for fact, wanted in rule["when"].items():
            assert set(wanted if isinstance(wanted, list) else [wanted]) <= set(VALUES[fact])


def test_a_place_without_capacity_is_never_full():
    facts = facts_of(Badge.VALID, Guest("confirmed", 1), Door("hall"), Direction.IN, inside=False, number_inside=10_000)
    assert facts["full"] is False


@pytest.mark.parametrize(
    ("groups", "grouped", "expected"),
    [
        ((), True, "none"),
        (("a",), True, "this"),
        (("b",), True, "other"),
        (("z",), True, "none"),  # at another time
        (("b",), False, "none"),
    ],
)
def test_working_groups(groups, grouped, expected):
    door = Door("a", grouped=grouped, rivals=("b", "c"))
    guest = Guest("confirmed", 1, groups)
    assert facts_of(Badge.VALID, guest, door, Direction.IN, inside=False, number_inside=0)["group"] == expected


@pytest.mark.parametrize(("types", "permitted"), [((), True), ((1, 2), True), ((2,), False)])
def test_a_stop_for_some_delegation_types(types, permitted):
    door = Door("bus", type_ids=types)
    facts = facts_of(Badge.NONE, Guest("confirmed", 1), door, Direction.IN, inside=False, number_inside=0)
    assert facts["permitted"] is permitted
