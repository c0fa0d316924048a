"""Whatever somebody is called, their name is found in whatever stands around it, and nothing else is."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eventapp.privacy.identity import Words, spellings

PART = st.text(
    alphabet="abcdeghiklmnoqrstuvxyzéñöżßабвгджкзилмнопрстуфхцчшщэюяёқғӯҷاحمدکرینزهپ'’-", min_size=3, max_size=12
)
PART = PART.filter(lambda part: part[0].isalpha() and part[-1].isalpha())
AROUND = st.text(alphabet=" .,;:!?()[]\n\t-", max_size=8)


def words(*whole: str, phones: tuple[str, ...] = (), pairs: tuple[tuple[str, str], ...] = ()) -> Words:
    return Words(frozenset(whole), frozenset(phones), frozenset(pairs), "Erased person 7")


@given(PART, PART, AROUND, AROUND, st.sampled_from([str, str.upper, str.lower]))
def test_a_name_is_found_in_any_letter_case_between_anything(family, given_name, before, after, written):
    known = words(*spellings(family, given_name))
    for name in (f"{given_name} {family}", f"{family}  {given_name}", f"{family}, {given_name}"):
        if len(written(name)) == len(name):  # "ß" in capitals is another word; only the family's is expected
            assert known.without(f"{before}{written(name)}{after}") == f"{before}Erased person 7{after}"


@given(PART, PART)
def test_the_parts_go_where_they_stand_in_one_record_and_only_there(family, given_name):
    assume(family.casefold() != given_name.casefold())
    known = words(pairs=((family, given_name),))
    record = {"row": 3, "cells": [family.upper(), f" {given_name} ", "Ms", None], "other": family}
    assert known.without(record)["cells"][2:] == ["Ms", None]
    if len(family.upper()) == len(family) and family.upper().casefold() == family.casefold():
        assert known.without(record)["cells"][:2] == ["Erased person 7", "Erased person 7"]
    assert known.without(record)["other"] == family
    assert known.without({"a": family}) == {"a": family}


@pytest.mark.parametrize("text", ["+992 90 123-45-67", "992901234567", "(992) 90.123.45.67", "tel:+992901234567"])
def test_a_telephone_number_is_found_however_it_is_written(text):
    assert "123" not in words(phones=("992901234567",)).without(f"call {text}!")


@pytest.mark.parametrize("text", ["Zarinabad", "a@example.organic", "1992901234567", ""])
def test_what_only_contains_it_stays(text):
    assert words("Zarina", "a@example.org", phones=("992901234567",)).without(text) == text


def test_nothing_known_removes_nothing():
    value = {"a": ["b", {"c": "d"}], "n": 3}
    assert words().without(value) is value
