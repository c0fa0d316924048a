"""Questions that are asked only after certain answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.core.texts import Texts
from eventapp.fields import conditions
from eventapp.fields.models import Field

pytestmark = pytest.mark.any_database
KEYS = ("a", "b", "c", "d", "e")


def a_field(key: str, position: int, condition: dict | None = None, **more) -> Field:
    facts = {"kind": "yes-no", "stage": "registration", "reader_group": "general", "type_ids": [], "choices": []}
    text = Texts(en=key.upper())
    return Field(id=position, key=key, position=position, text=text, condition=condition or {}, **{**facts, **more})


def only_if(key: str, *values: str) -> dict:
    return {"key": key, "any": list(values or ("yes",))}


@pytest.fixture
def speaks(app):
    with app.test_request_context():
        yield


def test_a_question_is_asked_after_one_of_the_answers():
    field = a_field("b", 2, only_if("a", "red", "blue"))
    answers = [{"a": "red"}, {"a": ["green", "blue"]}, {"a": "green"}, {"a": None}, {}]
    assert [conditions.met(field, each) for each in answers] == [True, True, False, False, False]


def test_what_is_not_asked_counts_as_not_answered():
    chain = [a_field("a", 1), a_field("b", 2, only_if("a")), a_field("c", 3, only_if("b"))]
    asked = conditions.asked_of(chain, {"a": False, "b": True, "c": True})
    assert [field.key for field in asked] == ["a"]


@pytest.mark.parametrize(
    "fields",
    [
        [a_field("a", 1, only_if("a"))],
        [a_field("a", 1, only_if("b")), a_field("b", 2, only_if("a"))],
        [a_field("a", 1, only_if("b")), a_field("b", 2)],
        [a_field("a", 1, only_if("gone"))],
        [a_field("a", 1, kind="text"), a_field("b", 2, only_if("a", "x"))],
        [a_field("a", 1), a_field("b", 2, only_if("a", "perhaps"))],
        [a_field("a", 1), a_field("b", 2, {"key": "a", "any": []})],
        [a_field("a", 1, type_ids=[1]), a_field("b", 2, only_if("a"), type_ids=[2])],
        [a_field("a", 1, stage="confirmed"), a_field("b", 2, only_if("a"))],
        [a_field("a", 1, reader_group="money", stage="registration"), a_field("b", 2, only_if("a"), stage="confirmed")],
    ],
    ids=["itself", "circle", "later", "gone", "text", "not offered", "nothing", "other types", "later stage", "sealed"],
)
def test_a_condition_that_cannot_be_met_is_a_fault(speaks, fields):
    assert conditions.faults(fields)


def test_a_condition_in_words(speaks):
    fields = {"a": a_field("a", 1)}
    assert conditions.words(a_field("b", 2, only_if("a", "yes", "no")), fields) == "Only if “A” is “Yes / No”."
    assert conditions.words(fields["a"], fields) == ""


@given(
    st.lists(st.tuples(st.none() | st.sampled_from(KEYS), st.booleans()), min_size=5, max_size=5),
    st.dictionaries(st.sampled_from(KEYS), st.none() | st.booleans()),
)
def test_without_faults_each_question_asked_rests_on_one_that_is_asked(migrated_app, drawn, answers):
    fields = [
        a_field(key, number, only_if(other, "yes" if yes else "no") if other else None)
        for number, (key, (other, yes)) in enumerate(zip(KEYS, drawn, strict=True), start=1)
    ]
    with migrated_app.test_request_context():
        if conditions.faults(fields):
            return
    asked = {field.key: field for field in conditions.asked_of(fields, answers)}
    for field in fields:
        wanted = field.condition.get("key")
        holds = wanted is None or (wanted in asked and conditions.met(field, answers))
        assert (field.key in asked) == holds
