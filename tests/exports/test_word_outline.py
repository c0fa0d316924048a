"""The draft follows the workshop's outline."""

from io import BytesIO

import pytest
from docx import Document

from exports.labels import Labels
from exports.word import report_draft
from tests.exports import workshop_sample

pytestmark = pytest.mark.any_database


def headings(**changes: object) -> list[str]:
    data = report_draft(workshop_sample.report(**changes), Labels(), "en")
    return [p.text for p in Document(BytesIO(data)).paragraphs if p.style.name == "Heading 1"]


def test_sections_stand_in_the_order_of_the_outline_and_others_are_left_out():
    assert headings(outline=("funding", "recommendations", "photographs", "findings")) == [
        "Funding",
        "Recommendations",
        "Participants",
        "Evaluation",
        "Photographs",
        "Findings",
    ]


def test_without_recommendations_the_tables_stand_at_the_end():
    assert headings(outline=("findings",)) == ["Findings", "Participants", "Evaluation"]


def test_quotes_can_be_left_out():
    quote = next(note.text for note in workshop_sample.notes() if note.kind_key == "quote" and not note.sensitive)

    def text(*outline: str) -> str:
        data = report_draft(workshop_sample.report(outline=outline), Labels(), "en")
        return "\n".join(p.text for p in Document(BytesIO(data)).paragraphs)

    assert quote.strip("“”") in text("themes", "quotes")
    assert quote.strip("“”") not in text("themes")


def test_means_are_written_as_the_language_writes_them():
    def cells(language: str) -> str:
        document = Document(BytesIO(report_draft(workshop_sample.report(), Labels(), language)))
        return " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)

    mean = next(q.mean for form in workshop_sample.feedback() for q in form.questions if q.mean is not None)
    assert f"{mean:.2f}" in cells("en")
    assert f"{mean:.2f}".replace(".", ",") in cells("ru")
