"""The same cases on the server and in the desk's page: offline never decides otherwise than online would.

`cases.json` is a world and, for each case, scans one after the other. The server gets them as from a desk that asks;
the page's own modules get the list that the server sends of that world, and no network.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from eventapp.checkin.models import Scan, ScanUndo, Stop
from eventapp.core.db import session, transaction
from eventapp.core.names import folding_tables
from eventapp.core.texts import Texts
from eventapp.groups.models import GroupMember
from eventapp.workshops.models import Room
from tests import factories
from tests.checkin.javascript import answers
from tests.checkin.queue import AT, PairedDesk, a_scan, an_undo

SHARED = json.loads(Path(__file__).with_name("cases.json").read_text())
CASES = SHARED["cases"]

IN_THE_PAGE = """given.cases.map((steps) => {
  const knowledge = new m.Knowledge(new m.Folding(given.tables));
  knowledge.load({ list: given.list, people: given.list.registrations, walkIns: [], log: [] });
  const lines = [];
  return steps.map((step) => {
    if ("undo" in step) {
      knowledge.note({ ...lines[step.undo], undone: true });
      lines.push(null);
      return null;
    }
    const named = { badge: "none", person: knowledge.person(step.registration) };
    const { badge, person } = step.code ? knowledge.reads(step.code) : named;
    const { outcome } = knowledge.answer(badge, person, step.place, step.direction);
    const line = { ...step, id: String(lines.length), checkpoint: step.place, told: outcome, undone: false,
      person: person?.public_id ?? null, walkIn: null };
    lines.push(line);
    knowledge.note(line);
    return outcome;
  });
})"""


class World:
    """The people and places of the cases, and a desk among them."""

    def __init__(self, app):
        self.workshop = factories.a_workshop()
        self.types = {name: factories.a_type(self.workshop, quota=None) for name in ("officials", "experts")}
        self.homes = {name: factories.a_delegation(kind, seats=None) for name, kind in self.types.items()}
        self.codes, self.registrations, self.sessions = {}, {}, {}
        for number, (key, place) in enumerate(SHARED["places"].items()):
            self._place(number, key, place)
        for name, person in SHARED["people"].items():
            self._person(name, person)
        self.desk = PairedDesk(app, self.workshop)

    def _place(self, number, key, place):
        if place["kind"] in ("session", "group"):
            with transaction():
                room = Room(
                    workshop_id=self.workshop.id, position=number + 3, name=Texts(en=key), capacity=place["capacity"]
                )
                session.add(room)
                session.flush()
            starts = AT.replace(hour=place["hour"] - 6, minute=0)  # by the clock in Almaty
            kind = "working-group" if place["kind"] == "group" else "plenary"
            facts = {"key": key, "room_id": room.id, "type": kind, "starts_at": starts}
            self.sessions[key] = factories.a_session(self.workshop, **facts, ends_at=starts + timedelta(hours=1)).id
            return
        types = [self.types[name].id for name in place.get("types", [])]
        more = {"capacity": place.get("capacity"), "repeats": place.get("repeats", False), "type_ids": types}
        with transaction():
            session.add(
                Stop(
                    workshop_id=self.workshop.id,
                    key=key,
                    position=number,
                    kind=place["kind"],
                    name=Texts(en=key),
                    day=self.workshop.days[0],
                    **more,
                )
            )

    def _person(self, name, person):
        state = person.get("state", "confirmed")
        number = {"waitlist_number": 1} if state == "waitlisted" else {}
        row = factories.a_registration(self.homes[person.get("type", "officials")], state=state, **number)
        self.registrations[name] = str(row.public_id)
        for lost in person.get("revoked", []):
            self.codes[lost] = factories.a_badge(row, revoked_at=AT - timedelta(days=1)).code
        if person.get("badge", True):
            self.codes[name] = factories.a_badge(row).code
        with transaction():
            for key in person.get("groups", []):
                member = {"session_id": self.sessions[key], "registration_id": row.id}
                session.add(GroupMember(**member, source="organizer", created_at=AT))

    def steps(self, case):
        """The steps of a case with the codes and ids of this world; a minute lies between two."""
        return [
            step
            if "undo" in step
            else {
                "code": self.codes.get(step["code"], step["code"]) if "code" in step else None,
                "registration": self.registrations.get(step.get("who", "")),
                "place": step["place"],
                "direction": step.get("direction", "in"),
                "forced": step.get("forced", False),
                "at": int((AT + timedelta(minutes=minutes)).timestamp() * 1000),
            }
            for minutes, step in enumerate(case["steps"])
        ]


def expected(case):
    return [step.get("is") for step in case["steps"]]


def on_the_server(world, case):
    """One request for each step."""
    sent, told = [], []
    for minutes, step in enumerate(world.steps(case)):
        event = (
            an_undo(sent[step["undo"]])
            if "undo" in step
            else a_scan(
                step["code"],
                minutes,
                registration=step["registration"],
                checkpoint=step["place"],
                direction=step["direction"],
                forced=step["forced"],
            )
        )
        sent.append(event)
        told.append(world.desk.send(event)[0]["outcome"])
    with transaction():
        session.execute(delete(Scan))
        session.execute(delete(ScanUndo))
    return told


@pytest.fixture
def world(app):
    return World(app)


def test_the_server_answers_every_case(world):
    assert {case["name"]: on_the_server(world, case) for case in CASES} == {
        case["name"]: expected(case) for case in CASES
    }


def test_the_page_answers_every_case_alike(world):
    given = {
        "list": world.desk.get("check-in-list").json,
        "tables": folding_tables(),
        "cases": [world.steps(case) for case in CASES],
    }
    told = answers("knowledge.js fold.js", IN_THE_PAGE, given)
    assert {case["name"]: found for case, found in zip(CASES, told, strict=True)} == {
        case["name"]: expected(case) for case in CASES
    }


def test_there_are_enough_of_them():
    outcomes = {outcome for case in CASES for outcome in expected(case)}
    assert len(CASES) >= 40
    assert outcomes >= {"admitted", "already", "revoked", "unknown", "not-confirmed", "full", "other-group", "left"}
