"""Places in working groups: exact, one at a time, taken back, chosen by oneself."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from eventapp.agenda import actions as agenda
from eventapp.core.actors import NOBODY, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.groups import actions, queries
from tests import factories
from tests.factories import NOW
from tests.groups.conftest import Scene


def _ids(scene: Scene, *numbers: int) -> list[int]:
    return [scene.people[number].id for number in numbers]


def _assign(scene: Scene, group_id: int, *numbers: int) -> actions.Assigned:
    return actions.assign(scene.workshop.id, group_id, _ids(scene, *numbers), actor=scene.organizer, now=NOW)


def _members(scene: Scene) -> dict[int, set[int]]:
    return queries.members(scene.workshop.id)


def test_people_are_put_into_a_group_and_found_both_ways(scene: Scene) -> None:
    done = _assign(scene, scene.big.id, 0, 1)
    _assign(scene, scene.later.id, 0)
    assert done.placed == _ids(scene, 0, 1)
    assert _members(scene) == {scene.big.id: set(_ids(scene, 0, 1)), scene.later.id: set(_ids(scene, 0))}
    assert queries.of_people(scene.workshop.id)[scene.people[0].id] == [scene.big.id, scene.later.id]


def test_a_parallel_group_is_left_and_one_at_another_time_is_kept(scene: Scene) -> None:
    _assign(scene, scene.big.id, 0)
    _assign(scene, scene.later.id, 0)
    assert _assign(scene, scene.small.id, 0).moved == _ids(scene, 0)
    assert queries.of_people(scene.workshop.id) == {scene.people[0].id: [scene.small.id, scene.later.id]}


def test_the_room_bounds_the_group_and_who_finds_no_place_keeps_the_old_one(scene: Scene) -> None:
    _assign(scene, scene.big.id, 2)
    done = _assign(scene, scene.small.id, 0, 1, 2)
    assert (done.placed, done.full) == (_ids(scene, 0, 1), _ids(scene, 2))
    assert _members(scene)[scene.big.id] == set(_ids(scene, 2))


def test_who_is_not_confirmed_is_named_and_not_placed(scene: Scene) -> None:
    with transaction():
        scene.people[0].state = "pending"
    done = _assign(scene, scene.big.id, 0, 1)
    assert (done.placed, done.unfit) == (_ids(scene, 1), _ids(scene, 0))


def test_who_cancelled_gives_the_place_up_when_somebody_needs_it(scene: Scene) -> None:
    _assign(scene, scene.small.id, 0, 1)
    with transaction():
        scene.people[0].state = "cancelled"
    assert _assign(scene, scene.small.id, 2).placed == _ids(scene, 2)
    assert _members(scene) == {scene.small.id: set(_ids(scene, 1, 2))}


def test_an_assignment_is_taken_back_with_the_group_that_was_left(scene: Scene) -> None:
    _assign(scene, scene.big.id, 0)
    done = _assign(scene, scene.small.id, 0, 1)
    assert done.entry_id is not None
    undone = actions.undo(scene.workshop.id, done.entry_id, actor=scene.organizer, now=NOW)
    assert undone.placed == _ids(scene, 1, 0)
    assert _members(scene) == {scene.big.id: set(_ids(scene, 0))}


def test_taking_out_is_taken_back_too_and_what_changed_since_stays(scene: Scene) -> None:
    _assign(scene, scene.small.id, 0, 1)
    out = actions.unassign(scene.workshop.id, [scene.small.id], _ids(scene, 0, 1), actor=scene.organizer, now=NOW)
    _assign(scene, scene.small.id, 2)
    assert out.entry_id is not None
    undone = actions.undo(scene.workshop.id, out.entry_id, actor=scene.organizer, now=NOW)
    assert (undone.placed, undone.full) == (_ids(scene, 1), _ids(scene, 0))
    assert _members(scene) == {scene.small.id: set(_ids(scene, 1, 2))}


def test_the_history_of_something_else_is_not_taken_back(scene: Scene) -> None:
    with pytest.raises(UserError):
        actions.undo(scene.workshop.id, 999, actor=scene.organizer, now=NOW)


def test_only_organizers_and_only_people_and_groups_of_the_workshop(scene: Scene) -> None:
    with pytest.raises(Denied):
        actions.assign(scene.workshop.id, scene.big.id, [], actor=NOBODY, now=NOW)
    plenary = factories.a_session(scene.workshop)
    with pytest.raises(Missing):
        _assign(scene, plenary.id, 0)
    elsewhere = factories.a_workshop()
    stranger = factories.a_registration(factories.a_delegation(factories.a_type(elsewhere)))
    with pytest.raises(Missing):
        actions.assign(scene.workshop.id, scene.big.id, [stranger.id], actor=scene.organizer, now=NOW)


def _open(scene: Scene) -> None:
    actions.open_choice(scene.workshop.id, True, actor=scene.organizer, now=NOW)


def _choose(scene: Scene, number: int, group_id: int) -> bool:
    person = scene.people[number]
    return actions.choose(person.id, group_id, actor=scene.owner(person), now=NOW)


def test_a_participant_chooses_only_while_the_choice_is_open_and_only_for_oneself(scene: Scene) -> None:
    with pytest.raises(Denied):
        _choose(scene, 0, scene.big.id)
    _open(scene)
    assert _choose(scene, 0, scene.big.id)
    with pytest.raises(Denied):
        actions.choose(scene.people[1].id, scene.big.id, actor=scene.owner(scene.people[0]), now=NOW)


def test_who_finds_it_full_waits_in_order_and_moves_up_leaving_the_other_group(scene: Scene) -> None:
    _open(scene)
    assert _choose(scene, 0, scene.small.id)
    assert _choose(scene, 1, scene.small.id)
    _choose(scene, 2, scene.big.id)
    assert not _choose(scene, 2, scene.small.id)
    assert not _choose(scene, 3, scene.small.id)
    assert _members(scene)[scene.big.id] == set(_ids(scene, 2))
    actions.leave(scene.people[0].id, scene.small.id, actor=scene.owner(scene.people[0]), now=NOW)
    assert _members(scene) == {scene.small.id: set(_ids(scene, 1, 2))}
    whole = {group.session.id: group for group in queries.whole(scene.workshop.id)}
    assert [each.id for each in whole[scene.small.id].waiting] == _ids(scene, 3)


def test_a_group_that_is_over_cannot_be_chosen(scene: Scene) -> None:
    _open(scene)
    with pytest.raises(UserError, match="over"):
        actions.choose(scene.people[0].id, scene.big.id, actor=scene.owner(scene.people[0]), now=scene.big.ends_at)


def test_twelve_who_choose_at_once_fill_the_two_places_exactly(app: Flask, scene: Scene) -> None:
    _open(scene)
    home = scene.people[0].delegation
    people = [*scene.people, *(factories.a_registration(home).id for _ in range(8))]
    ids = [each if isinstance(each, int) else each.id for each in people]
    group_id, start = scene.small.id, Barrier(len(ids))

    def choose(registration_id: int) -> bool:
        with app.app_context():
            start.wait()
            got = actions.choose(
                registration_id, group_id, actor=Actor("owner", registration_id=registration_id), now=NOW
            )
            session.remove()
            return got

    with ThreadPoolExecutor(len(ids)) as pool:
        assert sum(pool.map(choose, ids)) == 2
    session.rollback()
    whole = {group.session.id: group for group in queries.whole(scene.workshop.id)}
    assert (len(whole[group_id].members), len(whole[group_id].waiting)) == (2, 10)


def test_a_group_with_people_stays_in_the_agenda(scene: Scene) -> None:
    _assign(scene, scene.big.id, 0)
    with pytest.raises(UserError, match="1 person is in this working group"):
        agenda.remove_session(scene.workshop.id, scene.big.id, actor=scene.organizer, now=NOW)
