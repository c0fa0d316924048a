"""Delegation types and delegations: added, put in order, removed while nothing hangs on them."""

import pytest

from eventapp.core.actors import NOBODY
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.texts import Texts
from eventapp.registration import actions, queries
from tests import factories
from tests.people import NOW

TYPE = {
    "name": Texts(en="Research institute", ru="Научный институт"),
    "attribution": Texts(en="a researcher"),
    "colour": "#112233",
    "quota": 5,
    "approval": "open",
    "visa_support": False,
    "counts_as_participant": True,
}
DELEGATION = {"country": "KZ", "organization": "", "seats": 3, "region": "", "host": False}


def test_a_type_gets_a_key_of_its_own_and_the_last_place(workshop, organizer):
    who = {"actor": organizer, "now": NOW}
    added = [actions.add_type(workshop.id, TYPE, **who) for _each in range(2)]
    cyrillic = actions.add_type(workshop.id, TYPE | {"name": Texts(ru="Эксперты")}, **who)

    assert [row.key for row in (*added, cyrillic)] == ["research-institute", "research-institute-2", "eksperty"]
    assert [row.position for row in (*added, cyrillic)] == [1, 2, 3]


def test_types_move_up_and_down_and_stay_at_the_ends(workshop, organizer):
    kinds = [factories.a_type(workshop, key=key, position=place) for place, key in enumerate("abc", start=1)]
    who = {"actor": organizer, "now": NOW}

    actions.move_type(kinds[2].id, workshop.id, -1, **who)
    actions.move_type(kinds[0].id, workshop.id, -1, **who)

    assert [kind.key for kind in queries.delegation_types(workshop.id)] == ["a", "c", "b"]


def test_a_type_with_delegations_and_a_delegation_with_people_stay(workshop, organizer, enter):
    kind = factories.a_type(workshop)
    delegation = factories.a_delegation(kind)
    enter(delegation, "Ann")
    who = {"actor": organizer, "now": NOW}

    with pytest.raises(UserError, match="There are people"):
        actions.remove_delegation(delegation.id, workshop.id, **who)
    with pytest.raises(UserError, match="There are delegations"):
        actions.remove_type(kind.id, workshop.id, **who)


def test_empty_ones_are_removed(workshop, organizer):
    kind = factories.a_type(workshop)
    delegation = factories.a_delegation(kind)
    who = {"actor": organizer, "now": NOW}

    actions.remove_delegation(delegation.id, workshop.id, **who)
    actions.remove_type(kind.id, workshop.id, **who)

    assert (queries.delegations(workshop.id), queries.delegation_types(workshop.id)) == ([], [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"country": ""}, "organization"), ({"country": "ZZ"}, "country"), ({}, "organization")],
)
def test_a_delegation_needs_a_name_that_is_known_and_not_there_yet(workshop, organizer, changes, field):
    kind = factories.a_type(workshop)
    factories.a_delegation(kind, country="KZ")

    with pytest.raises(Invalid) as refused:
        actions.add_delegation(workshop.id, kind.id, DELEGATION | changes, actor=organizer, now=NOW)

    assert list(refused.value.fields) == [field]


def test_only_organizers_change_them(workshop):
    delegation = factories.a_delegation(factories.a_type(workshop))
    who = {"actor": NOBODY, "now": NOW}

    with pytest.raises(Denied):
        actions.change_delegation(delegation.id, workshop.id, {"seats": 50}, **who)
    with pytest.raises(Denied):
        actions.change_type(delegation.type_id, workshop.id, {"quota": 50}, **who)
