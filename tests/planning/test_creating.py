"""Creating a workshop from scratch."""

from datetime import date

import pytest
from sqlalchemy import select

from eventapp.accounts.models import Membership
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid
from eventapp.core.texts import Texts
from eventapp.planning.actions import create_workshop
from eventapp.planning.facts import NewSeries, NewWorkshop
from eventapp.registration.models import DelegationType
from eventapp.workshops.models import DEFAULT_OUTLINE, Series, Workshop
from tests import factories
from tests.people import NOW, a_user


def new_facts(**changes):
    facts = {
        "title": Texts(en="Border management", ru="Управление границами"),
        "city": "Bishkek",
        "country": "KG",
        "starts_on": date(2017, 5, 16),
        "ends_on": date(2017, 5, 18),
        "timezone": "Asia/Bishkek",
        **changes,
    }
    return NewWorkshop(**facts)


def create(facts=None, **changes):
    given = {"series": NewSeries("S-NEW", Texts(en="A series")), "actor": SYSTEM, "now": NOW, **changes}
    return create_workshop(facts or new_facts(), **given)


def mistakes(facts=None, **changes):
    with pytest.raises(Invalid) as refused:
        create(facts, **changes)
    session.rollback()
    return set(refused.value.fields)


def test_it_starts_with_what_such_workshops_have(app):
    workshop = create(capacity=60, host="Government of Kyrgyzstan")
    types = list(session.scalars(select(DelegationType).order_by(DelegationType.position)))

    assert (workshop.slug, workshop.published, workshop.capacity) == ("border-management-2017", False, 60)
    assert (workshop.languages, workshop.outline) == (["en", "ru"], list(DEFAULT_OUTLINE))
    assert [room.name["en"] for room in workshop.rooms] == ["Plenary hall"]
    assert (set(workshop.attribution_rule), set(workshop.disclaimer)) == ({"en", "ru"}, {"en", "ru"})
    assert [kind.key for kind in types] == [
        "government",
        "civil-society",
        "international-organization",
        "regional-organization",
        "observer-state",
        "expert",
        "secretariat",
        "interpreter",
    ]
    assert [kind.position for kind in types] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (workshop.series.code, workshop.series.title) == ("S-NEW", {"en": "A series"})
    assert session.scalars(select(AuditEntry.tag)).all() == ["workshops.created"]


def test_only_the_chosen_types(app):
    create(types=["interpreter", "expert"])

    found = session.execute(select(DelegationType.key, DelegationType.position).order_by(DelegationType.position))
    assert [tuple(row) for row in found] == [("expert", 1), ("interpreter", 2)]


def test_a_slug_that_is_taken_is_numbered_when_made_and_refused_when_typed(app):
    first = create()
    second = create(series=first.series_id)

    assert second.slug == "border-management-2017-2"
    assert mistakes(new_facts(slug="border-management-2017"), series=first.series_id) == {"slug"}


def test_a_russian_title_makes_a_latin_slug(app):
    assert create(new_facts(title=Texts(ru="Управление границами"))).slug == "upravlenie-granitsami-2017"


@pytest.mark.parametrize("slug", ["new", "With Blanks", "Capital", "-edge", "a--b", "ключ", "x" * 61])
def test_a_slug_that_no_address_can_have(app, slug):
    assert mistakes(new_facts(slug=slug)) == {"slug"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": Texts()}, "title"),
        ({"city": ""}, "city"),
        ({"country": "XX"}, "country"),
        ({"timezone": "Bishkek"}, "timezone"),
        ({"ends_on": date(2017, 5, 15)}, "ends_on"),
        ({"ends_on": date(2018, 5, 15)}, "ends_on"),
    ],
)
def test_facts_that_cannot_be(app, changes, field):
    assert mistakes(new_facts(**changes)) == {field}


def test_a_series_that_cannot_be(app):
    factories.a_series(code="OLD")

    assert mistakes(series=NewSeries("OLD", Texts(en="Again"))) == {"series_code"}
    assert mistakes(series=NewSeries("", Texts())) == {"series_code", "series_title"}
    assert mistakes(series=4711) == {"series"}
    assert session.scalars(select(Series.code)).all() == ["OLD"]


def test_languages_and_capacity_that_cannot_be(app):
    assert mistakes(languages=[], capacity=-1) == {"languages", "capacity"}


def test_who_creates_becomes_organizer(app):
    old = factories.a_workshop()
    user = a_user("organizer", old)
    workshop = create(series=old.series_id, actor=user.actor())

    found = session.scalars(select(Membership.role).where(Membership.workshop_id == workshop.id)).all()
    assert found == ["organizer"]
    assert {entry.actor for entry in session.scalars(select(AuditEntry))} == {"Organizer"}


def test_other_roles_create_nothing(app):
    old = factories.a_workshop()
    for role in (Role.RAPPORTEUR, Role.FACILITATOR, Role.CHECK_IN):
        actor = Actor("somebody", roles=frozenset({(old.id, role)}))
        with pytest.raises(Denied):
            create(series=old.series_id, actor=actor)
    session.rollback()
    assert session.scalars(select(Workshop.id)).all() == [old.id]


def test_an_organizer_adds_to_no_series_of_others(app):
    old, foreign = factories.a_workshop(), factories.a_series()

    assert mistakes(series=foreign.id, actor=Actor("o", roles=frozenset({(old.id, Role.ORGANIZER)}))) == {"series"}
