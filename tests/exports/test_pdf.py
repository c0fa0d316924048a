"""PDF files, looked at: what they say, how they are laid out, and whether a scanner reads their codes."""

from dataclasses import replace

import pypdfium2

from exports import pdf
from tests.exports import workshop_sample
from tests.exports.workshop_sample import GENERATED, WORKSHOP

DPI = 150
MM = 72 / 25.4


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    document.close()
    return found


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(content)
    found = [(round(width / MM), round(height / MM)) for width, height in (page.get_size() for page in document)]
    document.close()
    return found


def test_list_of_participants_by_type_and_delegation(labels, fonts):
    people = workshop_sample.participants()
    content = pdf.participants_list(WORKSHOP, people, labels, fonts, generated_at=GENERATED, demo=True)
    first, second = texts(content)
    lines = first.split("\n")
    start = lines.index("Government official")
    assert lines[start : start + 6] == [
        "Government official",
        "Kazakhstan",
        "1 H.E. Askar BEKTUROV",
        "Аскар Бектуров",
        "Deputy Minister, Ministry of Foreign Affairs",
        "Head of delegation",
    ]
    assert "Page 2 of 2" in second
    assert "@example.org" not in first + second


def test_programme_day_by_day(labels, fonts):
    content = pdf.programme(
        WORKSHOP, workshop_sample.DAYS, workshop_sample.agenda(), labels, fonts, generated_at=GENERATED
    )
    text = "\n".join(texts(content))
    parts = [
        "Tuesday, 29 March 2016",
        "08:30–09:00",
        "Wednesday, 30 March 2016",
        "16:00–17:30",
        "Thursday, 31 March 2016",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.count("16:00–17:30") == 1
    assert "Room A" in text
    assert "Room B" in text


def test_sessions_that_overlap_in_part_are_gathered_with_their_own_times(labels, fonts):
    first, second, third, *_ = workshop_sample.agenda()
    second = replace(second, starts_at=first.starts_at, title="Long one")
    content = pdf.programme(
        WORKSHOP, workshop_sample.DAYS[:1], (first, second, third), labels, fonts, generated_at=GENERATED
    )
    (text,) = texts(content)
    assert [text.count(span) for span in ("08:30–09:00", "08:30–09:45", "09:45–10:15")] == [1, 1, 1]
