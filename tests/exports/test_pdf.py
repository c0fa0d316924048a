"""PDF files, looked at: what they say, how they are laid out, and whether a scanner reads their codes."""

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
