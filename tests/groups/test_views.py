"""The pages of working groups: for organizers, and for participants by their private link."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.core.db import transaction
from eventapp.groups import actions, queries
from tests.factories import NOW
from tests.groups.conftest import Scene
from tests.people import browser_of


@pytest.fixture
def organizer(app: Flask, scene: Scene) -> FlaskClient:
    return browser_of(app, "organizer", scene.workshop)


def at(scene: Scene, path: str = "") -> str:
    return f"/workshops/{scene.workshop.slug}/groups/{path}"


def test_many_are_put_in_moved_and_taken_back_from_the_page(scene: Scene, organizer: FlaskClient) -> None:
    ids = [row.id for row in scene.people[:3]]
    organizer.post(at(scene, "move"), data={"people": ids, "group": scene.big.id, "slot": 1})
    answer = organizer.post(at(scene, "move"), data={"people": ids, "group": scene.small.id, "slot": 1})
    assert queries.members(scene.workshop.id) == {scene.big.id: {ids[2]}, scene.small.id: set(ids[:2])}
    page = organizer.get(answer.headers["Location"])
    assert "The room is full. No place for:" in page.text
    undo = re.search(r'action="([^"]*/groups/undo/\d+)"', page.text)
    assert undo is not None
    organizer.post(undo[1], data={"slot": 1})
    assert queries.members(scene.workshop.id) == {scene.big.id: set(ids)}


def test_people_are_taken_out_of_the_groups_of_the_slot_only(scene: Scene, organizer: FlaskClient) -> None:
    who = scene.people[0].id
    for group in (scene.big, scene.later):
        actions.assign(scene.workshop.id, group.id, [who], actor=scene.organizer, now=NOW)
    organizer.post(at(scene, "move"), data={"people": [who], "group": "", "slot": 1})
    assert queries.members(scene.workshop.id) == {scene.later.id: {who}}


def test_who_has_no_group_is_found_by_name_in_any_script(scene: Scene, organizer: FlaskClient) -> None:
    actions.assign(scene.workshop.id, scene.big.id, [scene.people[0].id], actor=scene.organizer, now=NOW)
    without = organizer.get(at(scene, "?slot=1&show=without")).text
    assert [f'id="p{row.id}"' in without for row in scene.people] == [False, True, True, True]
    assert f'id="p{scene.people[1].id}"' in organizer.get(at(scene, "?q=осмонова")).text
    assert "Nobody matches." in organizer.get(at(scene, "?q=zzz")).text


def test_an_agenda_that_changed_under_the_groups_is_warned_of(scene: Scene, organizer: FlaskClient) -> None:
    who = scene.people[0]
    for group in (scene.big, scene.later):
        actions.assign(scene.workshop.id, group.id, [who.id], actor=scene.organizer, now=NOW)
    with transaction():
        scene.later.starts_at, scene.later.ends_at = scene.big.starts_at, scene.big.ends_at
        scene.later.room_id = scene.workshop.rooms[1].id
    assert "In two groups at the same time" in organizer.get(at(scene)).text


def test_nobody_ticked_and_no_such_group_are_said(scene: Scene, organizer: FlaskClient) -> None:
    nobody = organizer.post(at(scene, "move"), data={"group": scene.big.id})
    unknown = organizer.post(at(scene, "move"), data={"people": [scene.people[0].id], "group": 999999})
    assert (nobody.status_code, unknown.status_code) == (409, 404)


def test_a_participant_chooses_while_the_choice_is_open(
    scene: Scene, organizer: FlaskClient, client: FlaskClient
) -> None:
    me = scene.people[0]
    own = f"/r/{me.link_token}/groups/"
    with transaction():
        for each in (scene.big, scene.small, scene.later):
            each.starts_at, each.ends_at = (moment.replace(year=2036) for moment in (each.starts_at, each.ends_at))
    client.post(f"{own}{scene.small.id}/choose")
    assert queries.members(scene.workshop.id) == {}
    organizer.post(at(scene, "choice"), data={"open": "yes"})
    assert "Choose “Channels”" in client.get(own).text
    client.post(f"{own}{scene.small.id}/choose")
    assert queries.members(scene.workshop.id) == {scene.small.id: {me.id}}
    assert "Your group" in client.get(own).text
    client.post(f"{own}{scene.small.id}/leave")
    assert queries.members(scene.workshop.id) == {}
    organizer.post(at(scene, "choice"), data={"open": "no"})
    assert "Choose “" not in client.get(own).text


def test_only_organizers_see_the_page(app: Flask, scene: Scene) -> None:
    for who in ("facilitator", "check-in"):
        assert browser_of(app, who, scene.workshop).get(at(scene)).status_code == 403
