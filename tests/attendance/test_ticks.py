"""What is typed while a sheet is ticked off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.attendance.ticks import Ticks, parse
from eventapp.core.names import search_key

KEYS = [
    search_key("Aigul OSMONOVA", "Осмонова Айгуль"),
    search_key("Abdulrahman MOHAMMADI", "عبدالرحمن محمدی"),
    "",
    search_key("José NUÑEZ", ""),
    search_key("Anna OSMONOVA", ""),
]


@pytest.mark.parametrize(
    ("typed", "on", "off", "unknown"),
    [
        ("", (), (), ()),
        ("4", (4,), (), ()),
        ("04", (4,), (), ()),
        ("1 4", (1, 4), (), ()),
        ("1,4;5.", (1, 4, 5), (), ()),
        ("2-4", (2, 3, 4), (), ()),
        ("4-2", (2, 3, 4), (), ()),
        ("2 – 4", (2, 3, 4), (), ()),
        ("-4", (), (4,), ()),
        ("!2-3", (), (2, 3), ()),
        ("1-3 -2", (1, 3), (2,), ()),
        ("-2 2", (2,), (), ()),
        ("6", (), (), ("6",)),
        ("0", (), (), ("0",)),
        ("3-6", (), (), ("3-6",)),
        ("1 77 88 77", (1,), (), ("77", "88")),
        ("1--2", (), (), ("1--2",)),
        ("٤", (4,), (), ()),
        ("aigul", (1,), (), ()),
        ("Айгуль осмонова", (1,), (), ()),
        ("محمدی", (2,), (), ()),
        ("nunez jose", (4,), (), ()),
        ("osmonova", (), (), ("osmonova",)),
        ("nobody", (), (), ("nobody",)),
    ],
)
def test_what_is_typed(typed, on, off, unknown):
    assert parse(typed, KEYS) == Ticks(on, off, unknown)


@given(st.text(alphabet="0123456789-–!,; .٣", max_size=40), st.integers(0, 30))
def test_nothing_typed_ticks_a_line_that_is_not_there_or_both_ways(typed, count):
    said = parse(typed, [""] * count)
    assert set(said.on) | set(said.off) <= set(range(1, count + 1))
    assert not set(said.on) & set(said.off)


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), max_size=8))
def test_ranges_tick_what_they_say(ranges):
    typed = ", ".join(f"{first}-{last}" for first, last in ranges)
    wanted = {number for first, last in ranges for number in range(min(first, last), max(first, last) + 1)}
    assert parse(typed, [""] * 90) == Ticks(on=parse(typed, [""] * 90).on)
    assert set(parse(typed, [""] * 90).on) == wanted


@given(st.text(max_size=60))
def test_any_text_has_an_answer(typed):
    said = parse(typed, KEYS)
    assert bool(said.on or said.off or said.unknown) or not any(letter.isalnum() for letter in typed)
