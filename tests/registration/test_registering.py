"""Coming in one by one: approvals, double clicks, the same name, people known from earlier, names kept as written."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventapp.core.actors import NOBODY, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.registration import actions, queries
from eventapp.registration.actions import registering
from eventapp.registration.models import Delegation, Person, Registration
from eventapp.registration.queries import PeopleFilter
from tests import factories
from tests.people import NOW


def register(kind, name="Ann Lee", **changes):
    """Register on the public page."""
    given = {"latin_name": name, **changes.pop("given", {})}
    facts = {"organization": "OSCE", "source": "public", "actor": NOBODY, "now": NOW, **changes}
    return actions.register(kind.workshop_id, kind.id, given, **facts)


def count(table) -> int:
    return session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize(
    ("approval", "reason"), [("nomination", "named by the focal point"), ("invitation", "by invitation")]
)
def test_who_is_named_or_invited_cannot_register_by_themselves(workshop, approval, reason):
    kind = factories.a_type(workshop, approval=approval)

    with pytest.raises(Invalid, match=reason) as refused:
        register(kind)

    assert list(refused.value.fields) == ["type_id"]
    assert (count(Registration), count(Delegation)) == (0, 0)


def test_registration_closes_at_its_instant(workshop):
    kind = factories.a_type(workshop)
    with transaction():
        workshop.registration_closes_at = NOW

    with pytest.raises(UserError, match="closed"):
        register(kind)

    assert register(kind, now=NOW - timedelta(seconds=1)).state == "pending"


def test_the_same_form_twice_is_one_registration_and_another_name_on_it_is_another(workshop, mails):
    kind = factories.a_type(workshop)
    given = {"email": "ann@example.org"}

    first = register(kind, form_key="k", given=given)
    again = register(kind, form_key="k", given=given)
    colleague = register(kind, "Bob Lee", form_key="k")

    assert (again.id, colleague.id == first.id) == (first.id, False)
    assert mails() == [("registration.registered", "ann@example.org")]


def test_the_same_name_in_the_same_delegation_is_told_and_shown_to_nobody(workshop, mails):
    kind = factories.a_type(workshop)
    known = register(kind, "Zhan-Éric Núñez", given={"email": "jean@example.org"})

    with pytest.raises(actions.AlreadyRegistered, match="sent to the e-mail address") as refused:
        register(kind, "nunez zhan eric", given={"email": "thief@example.org"}, now=NOW + timedelta(hours=2))

    assert refused.value.registration_id == known.id
    assert count(Registration) == 1
    assert mails() == [
        ("registration.link", "jean@example.org"),
        ("registration.registered", "jean@example.org"),
    ]


def test_the_link_is_not_mailed_more_than_once_an_hour(workshop, mails):
    kind = factories.a_type(workshop)
    register(kind, given={"email": "ann@example.org"})

    for _try in range(3):
        with pytest.raises(actions.AlreadyRegistered):
            register(kind, now=NOW + timedelta(minutes=5))

    assert mails() == [("registration.registered", "ann@example.org")]


def test_one_mailbox_may_stand_for_a_whole_delegation(workshop):
    kind = factories.a_type(workshop)

    for name in ("Ann Lee", "Bob Lee"):
        register(kind, name, given={"email": "mission@example.org"})

    assert count(Person) == 2


def test_the_organizer_may_enter_another_person_of_the_same_name(workshop, enter):
    delegation = factories.a_delegation(factories.a_type(workshop))
    enter(delegation, "Ann Lee")

    with pytest.raises(actions.AlreadyRegistered):
        enter(delegation, "Ann Lee")

    assert enter(delegation, "Ann Lee", another_person=True).person_id != 1


def test_an_organization_is_found_by_its_folded_name_and_added_once(workshop):
    kind = factories.a_type(workshop)
    there = factories.a_delegation(kind, country="", organization="UN Women", seats=2)

    joined = register(kind, organization="un  women")
    added = register(kind, "Bob Lee", organization="UNODC", country="AT")
    second = register(kind, "Cid Lee", organization="Unodc")

    assert joined.delegation_id == there.id
    assert (added.delegation.organization, added.delegation.country, added.delegation.seats) == ("UNODC", "", None)
    assert second.delegation_id == added.delegation_id


def test_naming_ones_ministry_is_no_way_around_the_seats_of_ones_state(workshop):
    kind = factories.a_type(workshop, quota=None)
    state = factories.a_delegation(kind, country="TR", seats=1)
    other = factories.a_delegation(kind, country="IR", seats=0)

    came = [register(kind, name, organization=f"Ministry {name}", country="TR") for name in ("Ann", "Bob")]

    assert [(row.delegation_id, row.state) for row in came] == [(state.id, "pending"), (state.id, "waitlisted")]
    with pytest.raises(UserError, match="has no seats"):
        register(kind, "Cid", organization="Ministry of Justice", country=other.country)
    assert register(kind, "Dee", organization="OSCE").delegation.organization == "OSCE"


def test_somebody_known_from_an_earlier_workshop_is_the_same_person(app, organizer_of):
    earlier = factories.a_workshop()
    later = factories.a_workshop(series_id=earlier.series_id)
    known = factories.a_person(earlier, latin_name="Aigul Osmonova", email="old@example.org")
    factories.a_registration(factories.a_delegation(factories.a_type(earlier)), known)
    there = factories.a_delegation(factories.a_type(later))
    given = {"latin_name": "OSMONOVA Aigul", "email": "new@example.org", "phone": "+7 701"}
    facts = {"delegation_id": there.id, "source": "organizer", "actor": organizer_of(later), "now": NOW}

    came = actions.register(later.id, there.type_id, given, **facts)

    assert came.person_id == known.id
    assert (came.person.latin_name, came.person.email, came.person.phone) == (
        "Aigul Osmonova",
        "old@example.org",
        "+7 701",
    )


def test_what_was_said_at_an_earlier_workshop_need_not_be_typed_again(app, organizer_of):
    earlier = factories.a_workshop()
    later = factories.a_workshop(series_id=earlier.series_id)
    known = factories.a_person(earlier, latin_name="Aigul Osmonova")
    once = {
        "position": "Head of unit",
        "organization": "Ministry of Justice",
        "language": "ru",
        "dietary": "vegetarian",
        "access_needs": "no stairs",
        "badge_name": "Aigul",
        "languages": ["ru", "ky"],
        "interpretation": "ru",
    }
    assert set(once) == set(registering.SAID_ONCE)
    factories.a_registration(factories.a_delegation(factories.a_type(earlier)), known, **once, photo_consent=True)
    there = factories.a_delegation(factories.a_type(later))
    given = {"latin_name": "Osmonova Aigul", "position": "Deputy minister", "dietary": "", "languages": []}
    facts = {"delegation_id": there.id, "source": "organizer", "actor": organizer_of(later), "now": NOW}

    came = actions.register(later.id, there.type_id, given, **facts)

    assert {fact: getattr(came, fact) for fact in once} == {**once, "position": "Deputy minister"}
    assert came.photo_consent is None  # a consent is of one workshop


def test_on_the_public_page_the_name_alone_does_not_make_one_an_earlier_person(app):
    earlier = factories.a_workshop()
    later = factories.a_workshop(series_id=earlier.series_id)
    known = factories.a_person(earlier, latin_name="Ann Lee", email="ann@example.org")
    office = factories.a_delegation(factories.a_type(earlier), country="", organization="OSCE")
    factories.a_registration(office, known)

    stranger = register(factories.a_type(later))

    assert stranger.person_id != known.id
    third = factories.a_workshop(series_id=earlier.series_id)
    assert register(factories.a_type(third), given={"email": "ann@example.org"}).person_id == known.id


def test_check_in_staff_register_who_stands_at_the_door_and_nothing_else(workshop):
    delegation = factories.a_delegation(factories.a_type(workshop, approval="invitation"), seats=1)
    clerk = Actor("clerk", roles=frozenset({(workshop.id, Role.CHECK_IN)}))
    facts = {"delegation_id": delegation.id, "confirm": True, "actor": clerk, "now": NOW}
    slot = (workshop.id, delegation.type_id)

    came = actions.register(*slot, {"latin_name": "Ann"}, source="walk-in", **facts)
    late = actions.register(*slot, {"latin_name": "Bob"}, source="walk-in", **facts)

    assert (came.state, came.badge is not None, late.state) == ("confirmed", True, "waitlisted")
    with pytest.raises(Denied):
        actions.register(*slot, {"latin_name": "Cid"}, source="organizer", **facts)
    with pytest.raises(Denied):
        actions.register(*slot, {"latin_name": "Cid"}, source="walk-in", **facts | {"actor": NOBODY})


@pytest.mark.parametrize(
    ("latin", "original", "queries_for_it"),
    [
        ("Timur Elkin", "Ёлкин Тимур", ["елкин", "ЁЛКИН", "elkin timur"]),
        ("Ahmad Karimi", "احمد کریمی", ["احمد كريمي", "karimi"]),
        ("Nurlan Nazarov-O'Neill", "", ["oneill", "O’Neill nurlan", "назаров"]),
        ("Erkin Núñez", "", ["nunez", "NÚÑEZ"]),
        ('=HYPERLINK("http://x","y")', "", ["=hyperlink"]),
        ("", "Лола", ["lola", "лола"]),
        ("Suharto", "", ["suharto"]),
        ("{{7*7}} <img onerror=1>", "", ["{{7*7}}"]),
    ],
)
def test_a_name_is_kept_as_written_and_found_in_any_script(workshop, enter, latin, original, queries_for_it):
    delegation = factories.a_delegation(factories.a_type(workshop))

    added = enter(delegation, latin, given={"original_name": original})

    session.rollback()
    person = session.get_one(Person, added.person_id)
    assert (person.latin_name, person.original_name) == (latin, original)
    for text in queries_for_it:
        assert [row.id for row in queries.people(workshop.id, PeopleFilter(text=text))] == [added.id], text


def test_nobody_without_a_name_and_no_name_too_long(workshop):
    kind = factories.a_type(workshop)

    for name in ("", "x" * 301):
        with pytest.raises(Invalid) as refused:
            register(kind, name)
        assert list(refused.value.fields) == ["latin_name"]


def test_types_and_delegations_of_another_workshop_are_none_here(workshop, enter):
    elsewhere = factories.a_workshop()
    foreign = factories.a_delegation(factories.a_type(elsewhere))

    with pytest.raises(Missing):
        enter(foreign, "Ann")
    with pytest.raises(Missing):
        enter(factories.a_delegation(factories.a_type(workshop)), "Ann", delegation_id=foreign.id)


def test_the_owner_changes_details_until_the_registration_no_longer_stands(workshop, organizer, enter):
    registration = enter(factories.a_delegation(factories.a_type(workshop)), "Ann")
    owner = Actor("participant", registration_id=registration.id)

    actions.change_details(registration.id, workshop.id, {"phone": "+7 701"}, actor=owner, now=NOW)
    actions.decline(registration.id, workshop.id, actor=organizer, now=NOW)

    assert registration.person.phone == "+7 701"
    with pytest.raises(UserError, match="no longer stands"):
        actions.change_details(registration.id, workshop.id, {"phone": ""}, actor=owner, now=NOW)
    with pytest.raises(Denied):
        actions.change_details(registration.id, workshop.id, {"phone": ""}, actor=NOBODY, now=NOW)
