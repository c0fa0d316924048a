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
