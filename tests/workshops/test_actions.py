"""Changing a workshop's series, rooms, themes, partners and outline."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.texts import Texts
from eventapp.workshops import actions
from eventapp.workshops.actions import SeriesFacts
from eventapp.workshops.models import DEFAULT_OUTLINE
from eventapp.workshops.parts import PartnerFacts, RoomFacts, ThemeFacts
from tests import factories
from tests.almaty import import_almaty
from tests.people import NOW

LATER = NOW + timedelta(days=1)


def organizer_of(workshop, role=Role.ORGANIZER):
    return Actor("somebody", roles=frozenset({(workshop.id, role)}))


def add(workshop, facts, actor=SYSTEM):
    return actions.add_part(workshop.id, facts, actor=actor, now=LATER)


def move(workshop, kind, part, *, up):
    actions.move_part(workshop.id, kind, part.id, up=up, actor=SYSTEM, now=LATER)


def tags():
    return session.scalars(select(AuditEntry.tag).order_by(AuditEntry.id)).all()


def test_parts_are_added_as_the_last_of_their_kind(app):
    workshop = factories.a_workshop()
    add(workshop, RoomFacts(Texts(en="Library", ru="Библиотека"), 20))
    add(workshop, ThemeFacts(Texts(en="Youth, women and religion")))
    add(workshop, ThemeFacts(Texts(en="Youth: women & religion!")))
    add(workshop, PartnerFacts("funder", "European Union", "EU"))

    assert [(room.position, room.name["en"]) for room in workshop.rooms] == [
        (1, "Plenary hall"),
        (2, "Room A"),
        (3, "Library"),
    ]
    assert [(theme.position, theme.key) for theme in workshop.themes] == [
        (1, "youth-women-and-religion"),
        (2, "youth-women-religion"),
    ]
    assert [(partner.role, partner.short) for partner in workshop.funders] == [("funder", "EU")]
    assert tags() == ["workshops.part_added"] * 4


def test_two_themes_of_one_title_have_two_keys(app):
    workshop = factories.a_workshop()
    for _time in range(2):
        add(workshop, ThemeFacts(Texts(ru="Молодёжь")))

    assert [theme.key for theme in workshop.themes] == ["molodezh", "molodezh-2"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (RoomFacts(Texts()), "name"),
        (RoomFacts(Texts(en="Roof"), 0), "capacity"),
        (ThemeFacts(Texts()), "title"),
        (PartnerFacts("organizer", ""), "name"),
        (PartnerFacts("sponsor", "Somebody"), "role"),
    ],
)
def test_parts_that_cannot_be(app, facts, field):
    workshop = factories.a_workshop()
    with pytest.raises(Invalid) as refused:
        add(workshop, facts)
    assert list(refused.value.fields) == [field]


def test_a_part_is_changed_and_the_history_tells_what(app):
    workshop = factories.a_workshop()
    room = workshop.rooms[1]
    actions.change_part(workshop.id, room.id, RoomFacts(Texts(en="Room A"), 25), actor=SYSTEM, now=LATER)
    actions.change_part(workshop.id, room.id, RoomFacts(Texts(en="Room A"), 25), actor=SYSTEM, now=LATER)

    entry = session.scalars(select(AuditEntry)).one()
    assert room.capacity == 25
    assert entry.facts == {"kind": "rooms", "part": "Room A", "capacity": [None, 25]}


def test_parts_change_places(app):
    workshop = import_almaty()
    names = [room.name["en"] for room in workshop.rooms]

    move(workshop, "rooms", workshop.rooms[3], up=True)
    assert [room.name["en"] for room in workshop.rooms] == [names[0], names[1], names[3], names[2]]
    move(workshop, "rooms", workshop.rooms[2], up=False)
    assert [room.name["en"] for room in workshop.rooms] == names
    move(workshop, "rooms", workshop.rooms[0], up=True)
    move(workshop, "rooms", workshop.rooms[3], up=False)
    assert [room.name["en"] for room in workshop.rooms] == names
    assert tags().count("workshops.part_moved") == 2


def test_partners_move_among_their_like(app):
    workshop = factories.a_workshop()
    for role, name in (("organizer", "A"), ("funder", "F"), ("organizer", "B")):
        add(workshop, PartnerFacts(role, name))

    move(workshop, "partners", workshop.partners[2], up=True)

    assert [partner.name for partner in workshop.organizers] == ["B", "A"]
    assert [partner.name for partner in workshop.funders] == ["F"]


def test_a_part_of_another_workshop_is_not_found(app):
    workshop, other = factories.a_workshop(), factories.a_workshop()
    with pytest.raises(Missing):
        move(workshop, "rooms", other.rooms[0], up=True)
    with pytest.raises(Missing):
        actions.change_part(workshop.id, other.rooms[0].id, RoomFacts(Texts(en="X")), actor=SYSTEM, now=LATER)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RAPPORTEUR, Role.CHECK_IN])
def test_other_roles_change_nothing(app, role):
    workshop = factories.a_workshop()
    actor = organizer_of(workshop, role)
    with pytest.raises(Denied):
        add(workshop, RoomFacts(Texts(en="Mine")), actor)
    with pytest.raises(Denied):
        actions.set_outline(workshop.id, ["title"], actor=actor, now=LATER)
    assert len(workshop.rooms) == 2


def test_sections_of_the_report_move_and_are_left_out(app):
    workshop = import_almaty()
    actions.move_section(workshop.id, "findings", up=True, actor=SYSTEM, now=LATER)
    assert workshop.outline[2:4] == ["findings", "disclaimer"]

    actions.set_outline(workshop.id, ["title", "findings"], actor=SYSTEM, now=LATER)
    assert workshop.outline == ["title", "findings"]
    with pytest.raises(Missing):
        actions.move_section(workshop.id, "quotes", up=True, actor=SYSTEM, now=LATER)


@pytest.mark.parametrize("sections", [["title", "title"], ["poems"]])
def test_an_outline_that_cannot_be(app, sections):
    workshop = import_almaty()
    with pytest.raises(Invalid):
        actions.set_outline(workshop.id, sections, actor=SYSTEM, now=LATER)
    session.rollback()
    assert workshop.outline == list(DEFAULT_OUTLINE)


def facts_of(series):
    names = ("code", "title", "summary", "started", "organizers", "funders", "signatories", "earlier_topics")
    return SeriesFacts(**{name: getattr(series, name) for name in names})


def change_series(series, actor=SYSTEM, **changes):
    actions.change_series(series.id, replace(facts_of(series), **changes), actor=actor, now=LATER)


def test_a_series_is_changed_by_whoever_organizes_one_of_its_workshops(app):
    workshop = import_almaty()
    sibling = factories.a_workshop(series_id=workshop.series_id)
    other = factories.a_workshop()

    change_series(workshop.series, organizer_of(sibling), funders=["European Union", "Japan"])
    assert workshop.series.funders == ["European Union", "Japan"]
    for actor in (organizer_of(other), organizer_of(workshop, Role.RAPPORTEUR)):
        with pytest.raises(Denied):
            change_series(workshop.series, actor, funders=[])


def test_a_series_keeps_a_code_of_its_own(app):
    series, other = factories.a_series(), factories.a_series(code="OTHER")

    for code in ("", other.code):
        with pytest.raises(Invalid) as refused:
            change_series(series, code=code)
        assert list(refused.value.fields) == ["code"]
        session.rollback()
