"""Answers as text and as values: each kind of field, in its limits."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.core.errors import Invalid
from eventapp.core.texts import Texts
from eventapp.fields import values
from eventapp.fields.models import Field, Kind

pytestmark = pytest.mark.any_database
ALMATY, BERLIN = "Asia/Almaty", "Europe/Berlin"
TODAY = date(2016, 3, 1)
CHOICES = [{"key": "halal", "text": {"en": "Halal", "ru": "Халяль"}}, {"key": "none", "text": {"en": "None"}}]


def a_field(kind: str, **more) -> Field:
    return Field(kind=kind, key="x", text=Texts(en="X"), **{"choices": [], "limits": {}, **more})


def read(kind: str, raw, zone: str = ALMATY, **more):
    return values.read(a_field(kind, **more), raw, zone=zone, today=TODAY)


@pytest.fixture(autouse=True)
def language(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "  KC  131 ", "KC 131"),
        ("long-text", "one\ntwo", "one\ntwo"),
        ("number", "12", 12),
        ("number", "1 234,5", 1234.5),
        ("number", "-3", -3),
        ("date", "2016-03-29", date(2016, 3, 29)),
        ("date", "29.03.2016", date(2016, 3, 29)),
        ("moment", "2016-03-29T14:05", datetime(2016, 3, 29, 8, 5, tzinfo=UTC)),
        ("moment", "29.03.2016 14:05", datetime(2016, 3, 29, 8, 5, tzinfo=UTC)),
        ("country", "Казахстан", "KZ"),
        ("country", "kz", "KZ"),
        ("yes-no", "да", True),
        ("yes-no", "No", False),
        ("text", "   ", None),
        ("date", "", None),
        ("many", [], None),
    ],
)
def test_what_is_typed_becomes_a_value(kind, raw, value):
    assert read(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("number", "twelve"),
        ("number", "1e400"),
        ("number", "NaN"),
        ("date", "2016-02-30"),
        ("date", "1016-02-03"),
        ("date", "soon"),
        ("moment", "2016-03-29"),
        ("moment", "2016-03-29T25:00"),
        ("moment", "9999-12-31T23:59"),
        ("country", "Atlantis"),
        ("yes-no", "perhaps"),
        ("text", "x" * 301),
        ("long-text", "x" * 5001),
        ("file", "passport.pdf"),
    ],
)
def test_what_cannot_be_kept_is_refused(kind, raw):
    with pytest.raises(Invalid):
        read(kind, raw)


def test_a_time_that_the_clock_skips_or_repeats_is_refused():
    for raw in ("2016-03-27T02:30", "2016-10-30T02:30"):
        with pytest.raises(Invalid):
            read("moment", raw, BERLIN)
    assert read("moment", "2016-03-27T03:30", BERLIN) == datetime(2016, 3, 27, 1, 30, tzinfo=UTC)


def test_choices_are_found_by_key_and_by_label_in_either_language():
    assert [read("choice", raw, choices=CHOICES) for raw in ("halal", "HALAL", "халяль")] == ["halal"] * 3
    assert read("many", ["none", "halal", "none"], choices=CHOICES) == ["none", "halal"]
    assert read("many", "Halal; None", choices=CHOICES) == ["halal", "none"]
    with pytest.raises(Invalid):
        read("choice", "vegan", choices=CHOICES)


def test_numbers_and_dates_stay_within_their_limits():
    limits = {"least": 1, "most": 5}
    assert [read("number", raw, limits=limits) for raw in ("1", "5")] == [1, 5]
    for raw in ("0", "6"):
        with pytest.raises(Invalid):
            read("number", raw, limits=limits)
    assert read("date", "2016-03-01", limits={"past": True}) == TODAY
    with pytest.raises(Invalid):
        read("date", "2016-03-02", limits={"past": True})


def test_values_read_back_in_words():
    shown = [
        values.shown(a_field("moment"), datetime(2016, 3, 29, 8, 5, tzinfo=UTC), ALMATY),
        values.shown(a_field("date"), date(2016, 3, 29), ALMATY),
        values.shown(a_field("country"), "KZ", ALMATY),
        values.shown(a_field("yes-no"), False, ALMATY),
        values.shown(a_field("number"), 0, ALMATY),
        values.shown(a_field("many", choices=CHOICES), ["none", "halal"], ALMATY),
        values.shown(a_field("text"), None, ALMATY),
    ]
    assert shown == ["29 Mar 2016, 14:05", "29 March 2016", "Kazakhstan", "no", "0", "None, Halal", ""]


def test_a_mask_shows_no_more_than_the_end_of_a_long_number():
    field = a_field("text")
    assert [values.masked(field, text) for text in ("N12344711", "4711", "Osmonova Aigul", "")] == [
        "•••• 4711",
        "••••",
        "••••",
        "",
    ]
    assert values.masked(a_field("date"), "29 March 1980") == "••••"


@given(kind=st.sampled_from(list(Kind)), raw=st.text() | st.lists(st.text()))
def test_whatever_is_typed_is_a_value_or_a_polite_no(kind, raw):
    field = a_field(kind, choices=CHOICES)
    value = None
    with suppress(Invalid):
        value = values.read(field, raw, zone=BERLIN, today=TODAY)
    assert values.typed(field, values.stored(field, value)) == value
