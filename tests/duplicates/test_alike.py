"""Who may be one person, by name, spelling, script and what else is known."""

import time

import pytest

from eventapp.core.names import fold
from eventapp.duplicates.alike import Face, compare, one_apart, pairs

pytestmark = pytest.mark.any_database


def face(number: int, *names: str, works: tuple[str, str] | None = None, **facts: str) -> Face:
    folded = frozenset({(fold(works[0]), fold(works[1]))}) if works else frozenset()
    return Face(number, names, works=folded, **facts)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Anna Ivanova", "Anna Ivanova", "same-name"),
        ("Anna Ivanova", "IVANOVA Anna", "other-order"),
        ("Юлия Щербакова", "Iuliia Shcherbakova", "other-script"),
        ("Юлия Щербакова", "Yulia Shcherbakova", "other-script"),
        ("احمد کریمی", "Ahmad Karimi", "other-script"),
        ("محمد رحیمی", "Mohammad Rahimi", "other-script"),
        ("Zhanna Akhmetova", "Janna Ahmetova", "other-spelling"),
        ("Ivan Petrov", "Иван Сергеевич Петров", "other-script"),
        ("Иван Петров", "Иван Сергеевич Петров", "patronymic"),
        ("Aigul Osmonova", "Aigul Osmanova", "one-letter"),
    ],
)
def test_one_name_written_in_two_ways_is_found_with_the_reason(one, other, reason):
    found = pairs([face(1, one, country="KZ"), face(2, other, country="KZ"), face(3, "Somebody Else", country="KZ")])

    assert [(pair.first, pair.second, pair.reasons[0]) for pair in found] == [(1, 2, reason)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Ivanova", "Anna Petrova"),
        ("Anna Kim", "Anna Lim"),
        ("Ivan Petrov", "Petr Ivanov"),
        ("احمد کریمی", "Rashid Karimi"),
        ("A. B.", "Anna Bek"),
        ("Madonna", "Madonna Louise"),
    ],
)
def test_other_names_are_other_people(one, other):
    assert pairs([face(1, one), face(2, other)]) == []


def test_initials_are_enough_only_with_the_same_office():
    known = face(1, "Azamat Sharipov", country="TJ", works=("Head", "Customs"))

    assert compare(known, face(2, "A. Sharipov", country="TJ")) is None
    alike = compare(known, face(2, "Sharipov A.", country="TJ", works=("Head", "Customs")))
    assert alike is not None
    assert alike.reasons == ("initials", "position")


def test_another_date_of_birth_or_sex_makes_two_people_and_the_same_makes_sure():
    one = face(1, "Anna Ivanova", born="1980-01-02", sex="female")

    assert compare(one, face(2, "Anna Ivanova", born="1981-05-05")) is None
    assert compare(one, face(2, "Anna Ivanova", sex="male")) is None
    sure = compare(one, face(2, "Anna Ivanova", born="1980-01-02"))
    assert sure is not None
    assert (sure.score, sure.reasons) == (1.0, ("same-name", "birth-date"))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("osmonova", "osmanova", True),
        ("anna", "ana", True),
        ("anan", "anna", True),
        ("anna", "anna", False),
        ("anna", "inga", False),
    ],
)
def test_one_letter_apart(one, other, apart):
    assert one_apart(one, other) is apart


def test_five_thousand_people_take_less_than_five_seconds():
    given = [
        "Anna",
        "Boris",
        "Vera",
        "Gulnara",
        "Dilshod",
        "Elena",
        "Farhod",
        "Zarina",
        "Ilya",
        "Kamila",
        "Leyla",
        "Murat",
        "Nodira",
        "Olga",
        "Pavel",
        "Rustam",
    ]
    stems = [
        a + b for a in ("Kar", "Osm", "Rah", "Sad", "Tur", "Nab", "Yus", "Ibr") for b in ("im", "on", "ul", "yk", "ad")
    ]
    names = [
        f"{first} {stem}{end}"
        for stem in stems
        for first in given
        for end in ("ov", "bek", "zoda", "i", "uly", "aev", "in", "enko")
    ]
    people = [face(number, name) for number, name in enumerate(names[:5000], 1)]
    began = time.perf_counter()

    found = pairs([*people, face(9001, "Сергей Тестовский"), face(9002, "Sergei Testovskii")])

    assert time.perf_counter() - began < 5
    assert (9001, 9002) in {(pair.first, pair.second) for pair in found}
