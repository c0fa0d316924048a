"""The programme as pages: what stands on them, and that nothing falls off."""

from datetime import timedelta

import pypdfium2
import pytest

from exports import programme_pdf
from tests.exports.programme_sample import PERSIAN, at, programme, session


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def sizes(content: bytes) -> set[tuple[int, int]]:
    with pypdfium2.PdfDocument(content) as document:
        return {(round(page.get_width()), round(page.get_height())) for page in document}


def test_times_titles_people_and_marks_stand_in_order(fonts):
    shown = programme(
        session(at("09:00"), 45, "Opening", session_type="Opening", room="Hall", people=(("Chairs", "A; B"),)),
        session(at("09:45"), 30, "Coffee", session_type="Break", room="Foyer", quiet=True),
        session(at("22:30"), 120, "Night", mark="Cancelled", cancelled=True),
    )

    (page,) = pages(programme_pdf.programme(shown, fonts))

    body = page[page.index("Day 29 March") :].split("\n")
    assert [line.strip() for line in body if line.strip()] == [
        "Day 29 March",
        "09:00–09:45 Opening",
        "Hall",
        "Chairs: A; B",
        "09:45–10:15 Coffee Foyer",
        "22:30–00:30",
        "(+1)",
        "Night",
        "Cancelled",
        "Version 3 Page 1 of 1",
    ]


def test_sessions_that_begin_together_and_end_apart_show_their_own_times(fonts):
    shown = programme(session(at("09:00"), 60, "Long"), session(at("09:00"), 30, "Short"))

    (page,) = pages(programme_pdf.programme(shown, fonts))

    assert [page.count(each) for each in ("09:00–10:00", "09:00–09:30")] == [1, 1]


def test_two_languages_stand_beside_each_other(fonts):
    shown = programme(session(at("09:00"), 45, "Opening", "Открытие"), languages=("en", "ru"))

    (page,) = pages(programme_pdf.programme(shown, fonts))

    assert [each in page for each in ("Opening", "Открытие", "Page 1 of 1", "Страница 1 из 1")] == [True] * 4
    assert page.count("09:00–09:45") == 1


@pytest.mark.parametrize(
    ("count", "sides"),
    [
        (1, [(4, 1), (2, 3)]),
        (4, [(4, 1), (2, 3)]),
        (5, [(8, 1), (2, 7), (6, 3), (4, 5)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
    ],
)
def test_a_booklet_is_in_order_once_it_is_folded(count, sides):
    assert programme_pdf.sheet_sides(count) == sides


def test_a_booklet_has_its_cover_right_of_the_last_page(fonts):
    shown = programme(*(session(at("09:00", day), 45, f"Session of {day}") for day in (29, 30, 31)))

    content = programme_pdf.programme(shown, fonts, layout="booklet")

    outer, inner = pages(content)
    assert sizes(content) == {(842, 595)}
    assert outer.index("Session of 31") < outer.index("Series")
    assert inner.index("Session of 29") < inner.index("Session of 30")


@pytest.mark.parametrize("layout", ["a4", "booklet"])
def test_three_hundred_sessions_with_whatever_titles(fonts, layout):
    titles = ["Word " * 60, "x" * 300, PERSIAN * 7, "Плюрализм " * 30, "Short"]
    sessions = [
        session(
            at("08:00", 29 + number % 3) + timedelta(hours=number // 30), 60, titles[number % 5], room=f"R{number}."
        )
        for number in range(300)
    ]

    text = "".join(pages(programme_pdf.programme(programme(*sessions), fonts, layout=layout)))

    assert [number for number in range(300) if f"R{number}." not in text] == []


def test_a_day_never_begins_at_the_foot_of_a_page(fonts):
    for before in range(12, 26):
        first = [
            session(at("08:00") + timedelta(minutes=20 * each), 20, f"S{each}", room="Hall") for each in range(before)
        ]
        second = [session(at("09:00", 30) + timedelta(hours=each), 60, f"T{each}", room="Hall") for each in range(4)]

        found = pages(programme_pdf.programme(programme(*first, *second), fonts))

        (page,) = [each for each in found if "Day 30 March" in each]
        assert "T2" in page
