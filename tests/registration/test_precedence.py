"""The one order: types, delegations by the alphabet of the language, heads first, rank, name."""

from eventapp.registration import queries
from eventapp.registration.labels import delegation_label
from tests import factories


def order(workshop, language="en") -> list[str]:
    return [delegation_label(row, language) for row in queries.delegations(workshop.id, language)]


def test_delegations_follow_the_alphabet_of_the_language_by_official_names(workshop):
    kind = factories.a_type(workshop)
    for country in ("UZ", "TJ", "AF", "KZ", "KG"):
        factories.a_delegation(kind, country=country)

    assert order(workshop) == ["Afghanistan", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan"]
    assert order(workshop, "ru") == ["Афганистан", "Казахстан", "Кыргызстан", "Таджикистан", "Узбекистан"]


def test_the_alphabets_of_two_languages_may_differ(workshop):
    kind = factories.a_type(workshop)
    for country in ("DE", "GB", "HU"):
        factories.a_delegation(kind, country=country)

    assert order(workshop)[0] == "Germany"
    assert order(workshop, "ru")[0] == "Венгрия"


def test_a_place_given_by_the_organizer_comes_before_the_alphabet_and_types_before_all(workshop):
    first, second = factories.a_type(workshop, position=1), factories.a_type(workshop, position=2)
    factories.a_delegation(second, country="AF")
    factories.a_delegation(first, country="", organization="OSCE")
    factories.a_delegation(first, country="KZ")
    factories.a_delegation(first, country="TJ", precedence=2)
    factories.a_delegation(first, country="UZ", precedence=1)

    assert order(workshop) == ["Uzbekistan", "Tajikistan", "Kazakhstan", "OSCE", "Afghanistan"]


def test_people_head_first_then_rank_then_family_name(workshop):
    delegation = factories.a_delegation(factories.a_type(workshop))
    for family, facts in (
        ("Dee", {"rank": 2}),
        ("Cee", {"rank": 1}),
        ("Bee", {"rank": 2}),
        ("Zed", {"rank": 9, "is_head": True}),
    ):
        name = {"latin_name": f"Ann {family}", "latin_family": family, "latin_given": "Ann"}
        factories.a_registration(delegation, factories.a_person(workshop, **name), **facts)

    assert [row.person.latin_family for row in queries.people(workshop.id)] == ["Zed", "Cee", "Bee", "Dee"]
