"""The code on a room's screen: good for its room and its minute, however it is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.checkin.room_codes import LENGTH, SLICE, code_at, is_good, normal
from eventapp.core.tokens import CLEAR

pytestmark = pytest.mark.any_database
SECRET = "a secret for tests only, 32 characters"
instants = st.datetimes(datetime(2016, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
keys = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=60)
CYRILLIC = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")


@given(keys, instants, st.integers(1, 10**6))
def test_a_code_is_good_from_its_minute_to_the_end_of_the_next(key, at, workshop_id):
    start = datetime.fromtimestamp(at.timestamp() // SLICE * SLICE, UTC)
    code = code_at(SECRET, workshop_id, key, at)
    assert len(code) == LENGTH
    assert set(code) <= set(CLEAR)
    assert is_good(SECRET, workshop_id, key, code, start)
    assert is_good(SECRET, workshop_id, key, code, start + timedelta(seconds=2 * SLICE - 1))
    assert not is_good(SECRET, workshop_id, key, code, start + timedelta(seconds=2 * SLICE))
    assert not is_good(SECRET, workshop_id, key, code, start - timedelta(seconds=1))


@given(keys, instants)
def test_a_code_is_of_one_room_of_one_workshop_under_one_secret(key, at):
    code = code_at(SECRET, 1, key, at)
    assert not is_good(SECRET, 2, key, code, at)
    assert not is_good(SECRET, 1, key + "x", code, at)
    assert not is_good(SECRET + "x", 1, key, code, at)


@given(keys, instants, st.sampled_from(["lower", "blanks", "hyphen", "cyrillic", "small cyrillic"]))
def test_a_code_may_be_typed_in_small_letters_in_parts_and_on_a_russian_keyboard(key, at, way):
    code = code_at(SECRET, 1, key, at)
    typed = {
        "lower": code.lower(),
        "blanks": f" {code[:3]} {code[3:]} ",
        "hyphen": f"{code[:3]}-{code[3:]}",
        "cyrillic": code.translate(CYRILLIC),
        "small cyrillic": code.translate(CYRILLIC).lower(),
    }[way]
    assert normal(typed) == code
    assert is_good(SECRET, 1, key, typed, at)


@given(st.text(max_size=30), instants)
def test_anything_may_be_typed(typed, at):
    assert is_good(SECRET, 1, "opening", typed, at) in (True, False)
