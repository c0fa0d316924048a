import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.core import id_ranges


@given(st.sets(st.integers(1, 999_999_999), max_size=300))
def test_what_is_written_is_read(ids):
    assert id_ranges.read(id_ranges.write(ids)) == sorted(ids)


@pytest.mark.parametrize(
    ("text", "ids"),
    [("1-3,7", [1, 2, 3, 7]), ("3-1", []), ("", []), ("x,-,1-,٣,2", [1, 2]), ("9" * 12, [])],
)
def test_what_is_no_id_is_left_out(text, ids):
    assert id_ranges.read(text) == ids


def test_a_huge_range_is_bounded():
    assert len(id_ranges.read("1-999999999")) == id_ranges.MOST
    assert id_ranges.write(range(1, 91)) == "1-90"
