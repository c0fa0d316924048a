"""Notes are written, changed, removed and restored."""

from dataclasses import replace

import pytest

from eventapp.core import audit
from eventapp.core.actors import NOBODY, Actor, Role
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.notes import queries
from eventapp.notes.actions import add_note, change_note, remove_note, restore_note
from eventapp.notes.facts import NoteFacts, Stale, facts_of
from eventapp.notes.figures import Figure
from tests import factories
from tests.people import NOW

FACTS = NoteFacts(
    kind="quote",
    text="We learn from each other.",
    session="d3-s10",
    theme="regional",
    said_by="government",
    region="Central Asia",
    country="KZ",
    figures=(Figure("countries", 5),),
)
RECOMMENDATION = NoteFacts(
    kind="recommendation", text="Meet every year.", title="A yearly meeting", addressees=("Governments", "Organizers")
)


def test_a_note_says_what_was_handed_in_under_the_next_number(almaty, rapporteur):
    note = add_note(almaty.id, FACTS, actor=rapporteur, now=NOW)
    assert (note.number, note.version) == (46, 1)
    assert facts_of(queries.by_number(almaty.id, 46)) == FACTS


def test_the_same_request_again_adds_nothing(almaty, rapporteur):
    first = add_note(almaty.id, FACTS, actor=rapporteur, now=NOW)
    assert add_note(almaty.id, FACTS, actor=rapporteur, now=NOW).id == first.id
    assert len(queries.notes(almaty.id)) == 46


def test_a_number_is_never_used_again(almaty, rapporteur):
    add_note(almaty.id, FACTS, actor=rapporteur, now=NOW)
    remove_note(almaty.id, 46, actor=rapporteur, now=NOW)
    assert add_note(almaty.id, replace(FACTS, text="Another"), actor=rapporteur, now=NOW).number == 47


def test_a_removed_note_comes_back_as_it_was(almaty, rapporteur):
    before = facts_of(queries.by_number(almaty.id, 6))
    remove_note(almaty.id, 6, actor=rapporteur, now=NOW)
    assert queries.by_number(almaty.id, 6) is None
    restore_note(almaty.id, 6, actor=rapporteur, now=NOW)
    restore_note(almaty.id, 6, actor=rapporteur, now=NOW)
    assert facts_of(queries.by_number(almaty.id, 6)) == before
    assert len(queries.notes(almaty.id)) == 45


def test_a_recommendation_gets_the_next_number_of_its_own(almaty, rapporteur):
    note = add_note(almaty.id, RECOMMENDATION, actor=rapporteur, now=NOW)
    assert note.recommendation_number == 7
    assert facts_of(note) == replace(RECOMMENDATION, recommendation_number=7)


def test_two_live_recommendations_never_share_a_number(almaty, rapporteur):
    with pytest.raises(Invalid) as refused:
        add_note(almaty.id, replace(RECOMMENDATION, recommendation_number=3), actor=rapporteur, now=NOW)
    assert refused.value.fields == {"recommendation_number": "Another recommendation has this number."}


def test_a_restored_recommendation_whose_number_was_given_away_gets_the_next(almaty, rapporteur):
    third = next(note for note in queries.recommendations(almaty.id) if note.recommendation_number == 3)
    number = third.number
    remove_note(almaty.id, number, actor=rapporteur, now=NOW)
    add_note(almaty.id, replace(RECOMMENDATION, recommendation_number=3), actor=rapporteur, now=NOW)
    assert restore_note(almaty.id, number, actor=rapporteur, now=NOW).recommendation_number == 7


def test_a_change_keeps_the_number_and_raises_the_version(almaty, rapporteur):
    changed = replace(facts_of(queries.by_number(almaty.id, 1)), text="Better said.", sensitive=True)
    note = change_note(almaty.id, 1, changed, 1, actor=rapporteur, now=NOW)
    assert (note.number, note.version, facts_of(note)) == (1, 2, changed)
    entry = audit.history("note", note.id)[0]
    assert (entry.tag, entry.facts["sensitive"], entry.facts["text"][1]) == (
        "notes.changed",
        [False, True],
        "Better said.",
    )


def test_a_recommendation_that_becomes_a_finding_gives_its_number_free(almaty, rapporteur):
    third = next(note for note in queries.recommendations(almaty.id) if note.recommendation_number == 3)
    changed = replace(facts_of(third), kind="finding", recommendation_number=None)
    assert change_note(almaty.id, third.number, changed, 1, actor=rapporteur, now=NOW).recommendation_number is None
    back = replace(changed, kind="recommendation")
    assert change_note(almaty.id, third.number, back, 2, actor=rapporteur, now=NOW).recommendation_number == 7


def test_a_stale_change_is_refused_with_what_the_other_wrote(almaty, rapporteur):
    seen = facts_of(queries.by_number(almaty.id, 1))
    theirs = replace(seen, text="Theirs.")
    change_note(almaty.id, 1, theirs, 1, actor=rapporteur, now=NOW)
    with pytest.raises(Stale) as refused:
        change_note(almaty.id, 1, replace(seen, text="Mine."), 1, actor=rapporteur, now=NOW)
    assert (refused.value.current, refused.value.version) == (theirs, 2)
    assert facts_of(queries.by_number(almaty.id, 1)) == theirs


def test_saying_what_is_so_already_changes_nothing(almaty, rapporteur):
    for number in range(1, 46):
        note = queries.by_number(almaty.id, number)
        assert change_note(almaty.id, number, facts_of(note), 99, actor=rapporteur, now=NOW).version == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"text": ""}, {"text"}),
        ({"text": "x" * 20_001}, {"text"}),
        ({"said_by": "", "region": ""}, {"said_by"}),
        ({"said_by": "interpreter"}, {"said_by"}),
        ({"said_by": "participant"}, {"region"}),
        ({"kind": "poem"}, {"kind"}),
        ({"session": "elsewhere"}, {"session"}),
        ({"theme": "elsewhere"}, {"theme"}),
        ({"country": "XX"}, {"country"}),
        ({"kind": "recommendation", "recommendation_number": 0}, {"recommendation_number"}),
    ],
)
def test_what_is_wrong_is_said_field_by_field(almaty, rapporteur, changes, fields):
    with pytest.raises(Invalid) as refused:
        add_note(almaty.id, replace(FACTS, **changes), actor=rapporteur, now=NOW)
    assert refused.value.fields.keys() == fields
    assert len(queries.notes(almaty.id)) == 45


@pytest.fixture
def osmonova(almaty):
    delegation = factories.a_delegation(factories.a_type(almaty))
    person = factories.a_person(almaty, latin_family="Osmonova", original_family="Осмонова")
    return factories.a_registration(delegation, person)


@pytest.mark.parametrize("text", ["Ms Osmonova disagreed.", "Осмонова не согласилась.", "Слова Осмоновой услышали."])
def test_a_text_that_names_a_participant_is_saved_only_when_agreed(almaty, rapporteur, osmonova, text):
    facts = NoteFacts(kind="finding", text=text)
    with pytest.raises(Invalid) as refused:
        add_note(almaty.id, facts, actor=rapporteur, now=NOW)
    assert refused.value.fields == {
        "names_agreed": "This text names Aigul OSMONOVA; statements are attributed to a category."
    }
    assert add_note(almaty.id, facts, actor=rapporteur, now=NOW, names_agreed=True).number == 46


def test_an_agreed_name_is_not_asked_about_again(almaty, rapporteur, osmonova):
    facts = NoteFacts(kind="finding", text="Ms Osmonova disagreed.")
    add_note(almaty.id, facts, actor=rapporteur, now=NOW, names_agreed=True)
    note = change_note(almaty.id, 46, replace(facts, country="KZ"), 1, actor=rapporteur, now=NOW)
    assert note.country == "KZ"
    with pytest.raises(Invalid):
        change_note(almaty.id, 46, replace(facts, text="Osmonova agreed."), 2, actor=rapporteur, now=NOW)


def test_only_organizers_and_rapporteurs_write(almaty):
    facilitator = Actor("f", roles=frozenset({(almaty.id, Role.FACILITATOR)}))
    elsewhere = Actor("r", roles=frozenset({(almaty.id + 1, Role.RAPPORTEUR)}))
    for actor in (NOBODY, facilitator, elsewhere):
        with pytest.raises(Denied):
            add_note(almaty.id, FACTS, actor=actor, now=NOW)
        with pytest.raises(Denied):
            remove_note(almaty.id, 1, actor=actor, now=NOW)


def test_a_note_of_another_workshop_is_missing(almaty, rapporteur):
    other = factories.a_workshop()
    both = Actor("r", roles=frozenset({(almaty.id, Role.RAPPORTEUR), (other.id, Role.RAPPORTEUR)}))
    for action in (remove_note, restore_note):
        with pytest.raises(Missing):
            action(other.id, 1, actor=both, now=NOW)


def test_a_session_with_notes_stays_in_the_agenda(almaty):
    from eventapp.agenda.actions import remove_session

    organizer = Actor("o", roles=frozenset({(almaty.id, Role.ORGANIZER)}))
    session_id = queries.by_number(almaty.id, 1).session_id
    with pytest.raises(UserError, match="6 notes were taken in it"):
        remove_session(almaty.id, session_id, actor=organizer, now=NOW)
