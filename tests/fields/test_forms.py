"""The form made of a workshop's questions, as other features use it."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict

from eventapp.core.texts import Texts
from eventapp.fields import actions, queries
from eventapp.fields.forms import answers_form
from eventapp.fields.models import Group
from tests.fields.test_answering import COPY
from tests.people import NOW


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context():
        yield


@pytest.fixture
def form(workshop):
    def made(sent: dict | None = None, values: dict | None = None):
        fields = queries.valid(workshop.id)
        return answers_form(fields, values, None if sent is None else MultiDict(sent))

    return made


def test_values_are_typed_and_what_is_empty_is_none(ask, form):
    ask("number", "Size")
    ask("yes-no", "Hotel")
    ask("many", "Food", choices=(("a", Texts(en="A")), ("b", Texts(en="B"))))
    ask("text", "Note")
    filled = form([("f-size", "43"), ("f-hotel", "no"), ("f-food", "a"), ("f-food", "b"), ("f-note", " ")])
    assert filled.validate()
    assert filled.values() == {"size": 43, "hotel": False, "food": ["a", "b"], "note": None}


def test_keys_that_are_words_of_the_form_library_are_keys_like_others(ask, form):
    names = ("data", "errors", "validate", "values", "process", "meta")
    for name in names:
        ask("text", name)
    assert form({f"f-{name}": name for name in names}).values() == {name: name for name in names}


def test_what_must_be_answered_is_said_at_its_place(ask, form):
    ask("text", "Size", required=True)
    filled = form({"f-size": ""})
    assert (filled.validate(), list(filled.errors)) == (False, ["size"])


def test_an_answer_that_is_hidden_by_its_condition_is_neither_checked_nor_kept(ask, form):
    ask("yes-no", "Hotel")
    ask("number", "Nights", required=True, condition={"key": "hotel", "any": ["yes"]})
    filled = form({"f-hotel": "no", "f-nights": "many"})
    assert (filled.validate(), filled.values()) == (True, {"hotel": False, "nights": None})
    assert not form({"f-hotel": "yes", "f-nights": "many"}).validate()


def test_a_condition_may_rest_on_what_was_answered_in_the_first_form(workshop, ask):
    ask("yes-no", "Hotel")
    nights = ask("number", "Nights", stage="confirmed", condition={"key": "hotel", "any": ["yes"]})
    asked = [len(answers_form([nights], {"hotel": each}, None).definitions) for each in (True, False, None)]
    assert asked == [1, 0, 0]


def test_protected_answers_and_files_are_said_to_be_kept_and_not_given_back(ask, form, registration, say):
    ask("text", "Passport", reader_group="identity", required=True)
    ask("text", "Note")
    say(registration, passport="N07654321", note="Hello")
    known = queries.values([registration.id], list(Group))[registration.id]
    empty = form(values=known)
    assert (empty["passport"].data, empty["passport"].kept, empty["note"].data) == (None, "•••• 4321", "Hello")
    sent = form({"f-passport": "", "f-note": "Hello"}, known)
    assert (sent.validate(), sent.values()) == (True, {"note": "Hello"})


def test_what_is_kept_can_be_taken_back_where_it_need_not_be_answered(ask, form, registration, say):
    ask("text", "Passport", reader_group="identity", required=True)
    ask("text", "Birth place", reader_group="identity")
    ask("file", "Letter")
    say(registration, passport="N07654321", letter=COPY, **{"birth-place": "Osh"})
    known = queries.values([registration.id], list(Group))[registration.id]
    boxes = {f"f-{key}--remove": "1" for key in ("passport", "birth-place", "letter")}
    sent = form(boxes, known)
    assert (sent.validate(), sent.values()) == (True, {"birth-place": None, "letter": None})


def test_an_answer_to_an_earlier_wording_is_not_put_under_the_new_one(
    workshop, organizer, ask, form, registration, say
):
    note = ask("text", "Note")
    say(registration, note="Hello")
    wanted = actions.Definition(kind="text", text=Texts(en="Another question"))
    actions.change(workshop.id, note.id, wanted, actor=organizer, now=NOW)
    known = queries.values([registration.id], list(Group))[registration.id]
    assert form(values=known)["note"].data == ""


def test_a_file_that_is_none_is_refused_at_its_place(ask, form):
    ask("file", "Letter")
    svg = FileStorage(BytesIO(b"<svg/>"), "letter.pdf")
    filled = form({"f-letter": svg})
    assert (filled.validate(), filled["letter"].errors) == (
        False,
        ["This is neither a PDF nor a picture (JPEG, PNG or WebP)."],
    )
    assert filled.files() == {}


def test_inputs_stand_under_the_heading_of_who_reads_them(ask, form):
    for group, text in (("money", "Bank"), ("general", "Note"), ("travel", "Flight")):
        ask("text", text, reader_group=group)
    headings = [(heading, [field.short_name for field in fields]) for heading, _who, fields in form().sections()]
    assert headings == [("About you", ["note"]), ("Travel and hotel", ["flight"]), ("Payment", ["bank"])]
