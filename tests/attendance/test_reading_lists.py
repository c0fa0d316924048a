"""What rows of other scanners' lists mean. Without a database."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.attendance.lists import columns
from eventapp.attendance.lists.columns import field_of
from eventapp.attendance.lists.people import Candidate, Finder, Found
from eventapp.attendance.lists.places import Place, Places
from eventapp.attendance.lists.times import read_moment
from eventapp.attendance.lists.verdicts import Judge
from eventapp.core.tokens import fingerprint
from eventapp.registration.sheets.isolation import SheetCells

DAYS = (date(2016, 3, 29), date(2016, 3, 30), date(2016, 4, 1))
ZONE = "Asia/Almaty"
NINE = datetime(2016, 3, 29, 3, tzinfo=UTC)
ANNA = Candidate(1, "7b4b0d2e-0000-4000-8000-000000000001", True, "Anna Ivanova", "Анна Иванова", "", "a@x.kz")
BORIS = Candidate(2, "7b4b0d2e-0000-4000-8000-000000000002", True, "Boris Akhmetov", "Борис Ахметов", "", "one@x.kz")
CLARA = Candidate(
    3, "7b4b0d2e-0000-4000-8000-000000000003", True, "Clara Kim", "", "", "one@x.kz", frozenset({fingerprint("ABC123")})
)
TWIN = Candidate(4, "7b4b0d2e-0000-4000-8000-000000000004", False, "Clara Kim", "", "", "")
DANA = Candidate(5, "7b4b0d2e-0000-4000-8000-000000000005", True, "Dana Maria Bekova", "", "", "")
FINDER = Finder([ANNA, BORIS, CLARA, TWIN, DANA])


@pytest.mark.parametrize(
    "text",
    [
        "2016-03-29T09:00:00+06:00",
        "2016-03-29T03:00:00Z",
        "2016-03-29 09:00",
        "29.03.2016 09:00:00",
        "29/03/2016 9:00",
        "3/29/2016 9:00 AM",
        "29 марта 2016, 09:00",
        "March 29, 2016 09:00",
        "1459220400",
        "1459220400000",
        "42458.375",
    ],
)
def test_moments_in_the_forms_that_scanners_write(text):
    assert read_moment(text, DAYS, ZONE).at == NINE


def test_a_day_that_can_be_read_two_ways_is_the_one_of_the_workshop():
    assert read_moment("04/01/2016 08:00", DAYS, ZONE).day == date(2016, 4, 1)
    assert read_moment("01/04/2016 08:00", DAYS, ZONE).day == date(2016, 4, 1)


def test_half_a_moment_is_told_as_such():
    assert (read_moment("09:05", DAYS, ZONE).clock, read_moment("09:05", DAYS, ZONE).at) == (time(9, 5), None)
    assert read_moment("29.03.2016", DAYS, ZONE).day == DAYS[0]


@pytest.mark.parametrize("text", ["", "soon", "25:00", "2016-13-45 09:00", "09:61", "x" * 500, "13:00 pm", "=NOW()"])
def test_what_is_no_moment(text):
    assert read_moment(text, DAYS, ZONE) is None


@given(st.text(max_size=70))
def test_any_text_is_read_or_not(text):
    moment = read_moment(text, DAYS, ZONE)
    assert moment is None or moment.at is None or moment.at.tzinfo is not None
    found = FINDER.find({"name": text, "code": text, "email": text, "registration": text})
    assert {found.registration_id, *found.candidates} <= {None, *FINDER.by_id}
    assert field_of(text) in {None, *columns.FIELDS}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"code": "abc 123"}, Found(3, how="code")),
        ({"registration": ANNA.public_id.upper()}, Found(1, how="registration")),
        ({"email": "A@X.kz"}, Found(1, how="email")),
        ({"email": "one@x.kz"}, Found(None, (2, 3), "name")),
        ({"email": "one@x.kz", "name": "Clara KIM"}, Found(3, how="email")),
        ({"email": "a@x.kz", "name": "Somebody Else"}, Found(None, (1,), "email")),
        ({"name": "IVANOVA Anna"}, Found(1, how="name")),
        ({"name": "Иванова Анна"}, Found(1, how="name")),
        ({"name": "Борис Ахметов"}, Found(2, how="name")),
        ({"name": "Ahmetov Boris"}, Found(2, how="name")),
        ({"name": "Clara Kim"}, Found(None, (3, 4), "name")),
        ({"name": "Иванова"}, Found(None, (1,), "name")),
        ({"name": "Dana Bekova"}, Found(None, (5,), "name")),
        ({"name": "Иванова Анна Петровна"}, Found(None, (1,), "name")),
        ({"code": "ABC123", "name": "Anna Ivanova"}, Found(None, (3, 1), "code")),
        ({"code": "ABC123", "name": "quite unknown"}, Found(3, how="code")),
        ({"code": "nobody's"}, Found()),
        ({}, Found()),
    ],
)
def test_who_is_meant(said, found):
    assert FINDER.find(said) == found


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Badge code", "code"),
        ("Secret", "code"),
        ("QR", "code"),
        ("Код бейджа", "code"),
        ("Registration ID", "registration"),
        ("Scan time", "time"),
        ("Checked in", "time"),
        ("Время", "time"),
        ("Date", "date"),
        ("E-mail", "email"),
        ("Attendee name", "name"),
        ("ФИО", "name"),
        ("Surname", "family"),
        ("Session", "checkpoint"),
        ("Присутствие", "present"),
        ("Price", None),
        ("", None),
    ],
)
def test_headings(heading, field):
    assert field_of(heading) == field


def a_sheet(*rows):
    return (SheetCells("Sheet", tuple((number, tuple(row)) for number, row in enumerate(rows, start=1) if any(row))),)


TESTS = {
    "code": FINDER.is_code,
    "email": lambda text: "@" in text,
    "name": FINDER.is_name,
    "time": lambda text: read_moment(text, DAYS, ZONE) is not None,
}


def fields(table):
    return [column.field for column in table.columns]


def test_headings_below_a_title_and_columns_without_one():
    table = columns.understand(
        a_sheet(["Scanner export"], [], ["Name", "", "Scanned at"], ["Anna Ivanova", "ABC123", "29.03.2016 09:00"]),
        TESTS,
        {},
    )
    assert (table.header_row, fields(table)) == (3, ["name", "code", "time"])


def test_a_list_without_headings():
    table = columns.understand(a_sheet(["ABC123", "29.03.2016 09:00", "x"]), TESTS, {})
    assert (table.header_row, fields(table), len(table.rows)) == (0, ["code", "time", "other"], 1)


def test_what_is_said_by_hand_stands():
    table = columns.understand(a_sheet(["Guest", "Note"], ["Anna Ivanova", "b"]), TESTS, {2: "checkpoint"})
    assert fields(table)[1] == "checkpoint"


def test_two_columns_of_a_name_are_put_together():
    table = columns.understand(a_sheet(["Family name", "Given name"], ["Ivanova", "Anna"]), TESTS, {})
    assert table.said(table.rows[0][1]) == {"name": "Anna Ivanova"}


PLACES = Places(
    [
        Place("day-1", DAYS[0], True, ("day-1", "Venue, day 1")),
        Place("day-2", DAYS[1], True, ("day-2", "Venue, day 2")),
        Place("opening", DAYS[0], False, ("opening", "Opening remarks", "Вступительное слово")),
    ],
    ZONE,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("OPENING", "opening"),
        ("вступительное слово", "opening"),
        ("Day 2", "day-2"),
        ("день 1", "day-1"),
        ("2", "day-2"),
        ("30.03.2016", "day-2"),
        ("day 7", None),
        ("lunch", None),
    ],
)
def test_which_checkpoint_a_text_means(text, key):
    assert PLACES.named(text) == key


def judged(*rows, head=("Code", "Name", "Time", "Session", "Present"), **more):
    table = columns.understand(a_sheet(head, *rows), TESTS, {})
    return Judge(FINDER, PLACES, **more).judge(table)


def verdicts(lines):
    return [(str(line.verdict), line.reason) for line in lines]


def test_each_row_gets_its_verdict_with_the_reason():
    lines = judged(
        ["ABC123", "", "29.03.2016 09:10"],
        ["", "Иванова Анна", "29.03.2016 09:00"],
        ["", "Clara Kim", "29.03.2016 09:00"],
        ["", "Nobody Here", "29.03.2016 09:00"],
        ["", "Boris Akhmetov", "29.04.2016 09:00"],
        ["", "Boris Akhmetov", "29.03.2016 09:00", "Lunch"],
        ["", "Boris Akhmetov", "late"],
        ["", "Boris Akhmetov"],
        ["", "", "29.03.2016 09:00"],
        ["ABC123", "", "29.03.2016 09:00"],
    )
    assert verdicts(lines) == [
        ("duplicate", "repeated"),
        ("matched", "name"),
        ("unsure", "several"),
        ("unknown", "nobody"),
        ("outside", "other_day"),
        ("outside", "unknown_place"),
        ("outside", "unread_time"),
        ("outside", "no_place"),
        ("unknown", "nothing"),
        ("matched", "code"),
    ]
    assert (lines[9].checkpoint, lines[9].at) == ("day-1", NINE)
    assert lines[0].facts == {"first": 11}


def test_choices_stand_and_who_is_not_confirmed_is_outside():
    lines = judged(["", "Clara Kim", "29.03.2016 09:00"], choices={2: 3})
    assert verdicts(lines) == [("matched", "chosen")]
    assert verdicts(judged(["", "Clara Kim", "29.03.2016"], choices={2: 4})) == [("outside", "not_confirmed")]
    assert verdicts(judged(["", "Clara Kim", "29.03.2016"], choices={2: 0})) == [("unknown", "left_out")]


def test_a_checkpoint_for_the_whole_list_and_what_was_read_in_before():
    lines = judged(["ABC123"], ["", "Anna Ivanova"], checkpoint="opening", marked={(1, "opening", True)})
    assert [(line.checkpoint, str(line.verdict), line.reason) for line in lines] == [
        ("opening", "matched", "code"),
        ("opening", "duplicate", "marked"),
    ]


def test_a_list_may_say_who_was_absent():
    lines = judged(["ABC123", "", "", "opening", "no"], ["", "Anna Ivanova", "", "opening", "maybe"])
    assert [(str(line.verdict), line.present, line.reason) for line in lines] == [
        ("matched", False, "code"),
        ("outside", True, "unread_present"),
    ]
