"""By which words the Almaty speakers are quoted."""

from collections import Counter

import pytest
from flask_babel import force_locale

from eventapp.core.texts import Texts
from eventapp.notes import queries
from eventapp.notes.attribution import ANY_PARTICIPANT, category_label, is_quotable, phrase
from eventapp.notes.models import Note
from tests import factories


def test_every_attribution_in_the_almaty_notes(almaty):
    found = Counter(phrase(note, "en", ("en", "ru")) for note in queries.notes(almaty.id))
    assert found == {
        "": 25,
        "an official from Central Asia": 4,
        "a representative of an international organization": 1,
        "a representative of an international organization (UN Women)": 2,
        "an official from an observer country": 1,
        "a United Nations official": 2,
        "a participant": 3,
        "an expert": 3,
        "a representative of a public association": 1,
        "an expert (Hedayah)": 2,
        "a representative of a regional organization": 1,
    }


def a_note_by(kind, **changes):
    return Note(
        attribution="type",
        attribution_type=kind,
        **{"attribution_region": "", "attribution_organization": "", **changes},
    )


@pytest.mark.parametrize(
    ("template", "region", "said"),
    [
        ("an official from {region}", "Central Asia", "an official from Central Asia"),
        ("an official from {region}", "", "an official"),
        ("an official of the {region}", "", "an official"),
        ("an official ({region})", "", "an official"),
        ("an official, {region}", "", "an official"),
        ("an official from {region}", "{0.__class__}", "an official from {0.__class__}"),
    ],
)
def test_a_region_is_filled_in_or_dropped_with_its_preposition(app, template, region, said):
    kind = factories.a_type(factories.a_workshop(), attribution=Texts(en=template))
    assert phrase(a_note_by(kind, attribution_region=region), "en") == said


def test_the_own_words_of_a_type_win_in_their_language(app):
    kind = factories.a_type(
        factories.a_workshop(), attribution=Texts(en="an official from {region}", ru="сотрудник ведомства ({region})")
    )
    assert phrase(a_note_by(kind, attribution_region="Юг"), "ru") == "сотрудник ведомства (Юг)"
    assert phrase(a_note_by(kind), "ru") == "сотрудник ведомства"


def test_without_words_in_the_language_the_first_of_the_workshop_speaks(app):
    kind = factories.a_type(factories.a_workshop(), attribution=Texts(en="a senior civil servant"))
    assert phrase(a_note_by(kind), "ru", ("en", "ru")) == "a senior civil servant"


def test_a_phrase_does_not_depend_on_the_language_of_the_page(app):
    note = Note(attribution=ANY_PARTICIPANT)
    with force_locale("ru"):
        assert phrase(note, "en") == "a participant"


def test_interpreters_are_not_quoted(almaty):
    kinds = [kind.key for kind in queries.quotable_types(almaty.id)]
    assert kinds == [
        "government",
        "civil-society",
        "international-organization",
        "regional-organization",
        "observer-state",
        "expert",
        "secretariat",
    ]
    interpreter = factories.a_type(almaty, attribution=Texts())
    assert not is_quotable(interpreter)


def test_a_list_of_categories_shows_them_without_a_region(almaty):
    government = queries.quotable_types(almaty.id)[0]
    assert category_label(government, "en", almaty) == "an official"
