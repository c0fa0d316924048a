"""What the organizer decides to ask: versions keep the meaning of answers."""

from dataclasses import replace

import pytest

from eventapp.core import audit
from eventapp.core.actors import Actor, Role
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.fields import actions, queries, standard
from eventapp.fields.actions import Definition
from eventapp.fields.models import Group
from tests import factories
from tests.people import NOW

ROOM = Definition(
    kind="choice",
    text=Texts(en="Which room?", ru="Какой номер?"),
    choices=(("single", Texts(en="Single", ru="Одноместный")), ("double", Texts(en="Double", ru="Двухместный"))),
)


@pytest.fixture
def change(workshop, organizer):
    def changed(field, wanted, **more):
        return actions.change(workshop.id, field.id, wanted, actor=organizer, now=NOW, **more)

    return changed


@pytest.fixture
def room(workshop, organizer):
    return actions.add(workshop.id, ROOM, actor=organizer, now=NOW)


def with_choices(*pairs):
    return replace(ROOM, choices=tuple((key, Texts(en=text)) for key, text in pairs))


def test_keys_come_from_texts_and_are_never_taken_twice(ask):
    keys = [ask("text", text).key for text in ("Shoe size", "Shoe size", "Размер обуви")]
    assert keys == ["shoe-size", "shoe-size-2", "razmer-obuvi"]


def test_each_group_keeps_its_own_order_after_the_groups_before(workshop, ask):
    for group, text in (("travel", "A"), ("general", "B"), ("travel", "C"), ("general", "D")):
        ask("text", text, reader_group=group)
    ask("text", "E", stage="confirmed")
    assert [field.key for field in queries.valid(workshop.id)] == ["b", "d", "a", "c", "e"]


def test_moving_exchanges_neighbours_of_a_group(workshop, organizer, ask):
    first, second = ask("text", "A"), ask("text", "B")
    ask("text", "C", reader_group="travel")
    actions.move(workshop.id, second.id, up=True, actor=organizer, now=NOW)
    actions.move(workshop.id, second.id, up=True, actor=organizer, now=NOW)
    assert [field.key for field in queries.valid(workshop.id)] == ["b", "a", "c"]
    actions.move(workshop.id, first.id, up=False, actor=organizer, now=NOW)
    assert [field.key for field in queries.valid(workshop.id)] == ["b", "a", "c"]


def test_a_question_may_not_move_before_the_one_it_depends_on(workshop, organizer, ask):
    ask("yes-no", "Hotel")
    nights = ask("number", "Nights", condition={"key": "hotel", "any": ["yes"]})
    with pytest.raises(Invalid):
        actions.move(workshop.id, nights.id, up=True, actor=organizer, now=NOW)
    assert [field.key for field in queries.valid(workshop.id)] == ["hotel", "nights"]


def test_what_another_question_depends_on_stays(workshop, organizer, ask, change):
    hotel = ask("yes-no", "Hotel")
    ask("number", "Nights", condition={"key": "hotel", "any": ["yes"]})
    with pytest.raises(UserError):
        actions.retire(workshop.id, hotel.id, actor=organizer, now=NOW)
    with pytest.raises(Invalid):
        change(hotel, Definition(kind="text", text=hotel.text))
    assert {field.kind for field in queries.valid(workshop.id)} == {"yes-no", "number"}


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Definition(kind="text", text=Texts()), "text"),
        (Definition(kind="colour", text=Texts(en="A")), "kind"),
        (Definition(kind="text", text=Texts(en="A"), stage="never"), "stage"),
        (Definition(kind="text", text=Texts(en="A"), reader_group="everybody"), "reader_group"),
        (Definition(kind="text", text=Texts(en="A"), type_ids=(424242,)), "type_ids"),
        (with_choices(("one", "One")), "offered"),
        (Definition(kind="number", text=Texts(en="A"), limits={"least": 2, "most": 1}), "most"),
        (Definition(kind="text", text=Texts(en="A"), condition={"key": "a", "any": ["yes"]}), "condition"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(workshop, organizer, wanted, field):
    with pytest.raises(Invalid) as refused:
        actions.add(workshop.id, wanted, actor=organizer, now=NOW)
    assert list(refused.value.fields) == [field]
    assert queries.valid(workshop.id) == []


def test_without_answers_a_question_is_simply_changed(room, change):
    after = change(room, replace(ROOM, kind="text", choices=()))
    assert (after.id, after.version, after.kind, after.choices) == (room.id, 1, "text", [])


def test_new_wording_is_a_new_version_once_there_are_answers(workshop, registration, room, change, say):
    say(registration, **{room.key: "single"})
    after = change(room, replace(ROOM, text=Texts(en="Which bed?")))
    assert (after.version, after.key, room.retired_at) == (2, room.key, NOW)
    answered = queries.values([registration.id], [Group.GENERAL])[registration.id][room.key]
    assert (answered.field.text["en"], answered.value) == ("Which room?", "single")
    assert queries.earlier_versions(after) == [room]
    assert queries.counts(workshop.id) == {room.id: 1}


def test_a_correction_keeps_the_version_and_its_answers(registration, room, change, say):
    say(registration, **{room.key: "single"})
    texts = replace(ROOM, text=Texts(en="Which room do you need?", ru="Какой номер Вам нужен?"))
    assert change(room, texts, correction=True).id == room.id
    answered = queries.values([registration.id], [Group.GENERAL])[registration.id][room.key]
    assert answered.field.text["en"] == "Which room do you need?"


@pytest.mark.parametrize(
    "wanted",
    [
        replace(ROOM, kind="many"),
        replace(ROOM, reader_group="travel"),
        with_choices(("single", "Single"), ("", "Suite")),
    ],
    ids=["another kind", "other readers", "a choice less"],
)
def test_no_correction_changes_kind_readers_or_takes_a_choice_away(registration, room, change, say, wanted):
    say(registration, **{room.key: "double"})
    after = change(room, wanted, correction=True)
    assert after.version == 2
    answered = queries.values([registration.id], list(Group))[registration.id][room.key]
    assert (answered.field.id, answered.field.reader_group) == (room.id, "general")


def test_order_types_and_need_are_no_change_of_meaning(registration, kind, room, change, say):
    say(registration, **{room.key: "single"})
    after = change(room, replace(ROOM, required=True, type_ids=(kind.id,), stage="confirmed"))
    assert (after.id, after.required, after.stage) == (room.id, True, "confirmed")


def test_choices_keep_their_keys_whatever_they_are_called(room, change):
    after = change(room, with_choices(("double", "Zwei Betten"), ("single", "Ein Bett"), ("", "Suite"), ("", "Suite")))
    assert [choice["key"] for choice in after.choices] == ["double", "single", "suite", "suite-2"]


def test_what_is_no_longer_asked_can_be_asked_again(workshop, organizer, room):
    actions.retire(workshop.id, room.id, actor=organizer, now=NOW)
    assert (queries.valid(workshop.id), queries.retired(workshop.id)) == ([], [room])
    actions.restore(workshop.id, room.id, actor=organizer, now=NOW)
    assert (queries.valid(workshop.id), queries.retired(workshop.id)) == ([room], [])


def test_an_earlier_version_does_not_come_back_beside_the_later(workshop, organizer, registration, room, change, say):
    say(registration, **{room.key: "single"})
    change(room, replace(ROOM, text=Texts(en="Which bed?")))
    with pytest.raises(UserError):
        actions.restore(workshop.id, room.id, actor=organizer, now=NOW)


def test_a_set_is_added_once_and_with_its_conditions(workshop, organizer, kind):
    keys = standard.SETS["travel"].keys
    added = actions.add_standard(workshop.id, keys, type_ids=[kind.id], actor=organizer, now=NOW)
    again = actions.add_standard(workshop.id, keys, actor=organizer, now=NOW)
    assert (tuple(field.key for field in added), again) == (keys, [])
    nights = queries.by_key(workshop.id)["hotel_from"]
    assert (nights.condition, nights.type_ids) == ({"key": "hotel_wish", "any": ["yes"]}, [kind.id])


def test_a_ready_question_without_the_one_it_depends_on_is_asked_always(workshop, organizer):
    [nights] = actions.add_standard(workshop.id, ["hotel_from"], actor=organizer, now=NOW)
    assert nights.condition == {}


def test_ready_questions_have_every_language_and_can_all_be_asked(workshop, organizer):
    for ready in standard.FIELDS.values():
        texts = [ready.text, *(text for _key, text in ready.choices), *([ready.help] if ready.help else [])]
        assert [text.missing(list(LANGUAGES)) for text in texts] == [[]] * len(texts)
    added = actions.add_standard(workshop.id, standard.FIELDS, actor=organizer, now=NOW)
    assert [field.key for field in added] == list(standard.FIELDS)
    assert {key for ready_set in standard.SETS.values() for key in ready_set.keys} == set(standard.FIELDS)


def test_only_organizers_decide(workshop, room):
    clerk = Actor("clerk", roles=frozenset({(workshop.id, Role.CHECK_IN), (workshop.id, Role.TRAVEL)}))
    for act in (
        lambda: actions.add(workshop.id, ROOM, actor=clerk, now=NOW),
        lambda: actions.add_standard(workshop.id, ["cv"], actor=clerk, now=NOW),
        lambda: actions.change(workshop.id, room.id, ROOM, actor=clerk, now=NOW),
        lambda: actions.move(workshop.id, room.id, up=True, actor=clerk, now=NOW),
        lambda: actions.retire(workshop.id, room.id, actor=clerk, now=NOW),
        lambda: actions.restore(workshop.id, room.id, actor=clerk, now=NOW),
        lambda: actions.set_deadline(workshop.id, NOW, actor=clerk, now=NOW),
    ):
        with pytest.raises(Denied):
            act()


def test_another_workshops_question_is_missing(organizer, room):
    elsewhere = factories.a_workshop()
    both = Actor("both", roles=organizer.roles | {(elsewhere.id, Role.ORGANIZER)})
    with pytest.raises(Missing):
        actions.retire(elsewhere.id, room.id, actor=both, now=NOW)


def test_each_change_is_one_line_of_history(workshop, organizer, room, change):
    change(room, replace(ROOM, required=True))
    change(room, replace(ROOM, required=True))
    actions.retire(workshop.id, room.id, actor=organizer, now=NOW)
    lines = [(entry.tag, entry.facts.get("required")) for entry in audit.history("field", room.id)]
    assert lines == [("fields.removed", None), ("fields.changed", [False, True]), ("fields.added", None)]
