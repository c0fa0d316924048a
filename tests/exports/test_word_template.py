"""An organizer's own Word template: filled, escaped, and kept inside its sandbox."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from exports.labels import Labels
from exports.model import Note, WorkshopFacts, WorkshopReport
from exports.word.template import TemplateRefused, report_from_template

pytestmark = pytest.mark.any_database

REPORT = WorkshopReport(
    workshop=WorkshopFacts(
        slug="w",
        title="Health & <safety>",
        short_title="Health",
        series_title="Series",
        city="Almaty",
        country="Kazakhstan",
        starts_on=date(2016, 3, 29),
        ends_on=date(2016, 3, 31),
        dates="29–31 March 2016",
        timezone="Asia/Almaty",
        language="en",
    ),
    generated_at=datetime(2016, 4, 1, tzinfo=UTC),
    notes=(
        Note(1, "Quote", "quote", "=1+1 {{7*7}}", attribution="an expert"),
        Note(2, "Quote", "quote", "A secret", sensitive=True),
    ),
)


def template(*paragraphs: str) -> bytes:
    document, out = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def filled(*paragraphs: str, **options: bool) -> list[str]:
    data = report_from_template(REPORT, Labels(), template(*paragraphs), **options)
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs if paragraph.text]


def test_placeholders_are_filled_and_text_stays_text():
    assert filled(
        "{{ workshop.title }}", "{%p for q in quotes %}", "{{ q.text }}: {{ q.attribution }}", "{%p endfor %}"
    ) == [
        "Health & <safety>",
        "=1+1 {{7*7}}: an expert",
    ]


def test_sensitive_notes_come_only_when_asked_for():
    loop = ("{%p for n in notes %}", "{{ n.text }}", "{%p endfor %}")
    assert filled(*loop, sensitive=True)[-1] == "A secret"
    assert "A secret" not in filled(*loop)


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ workshop.__class__.__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ unclosed",
        "{% include 'x' %}",
    ],
)
def test_a_template_that_reaches_out_or_is_broken_is_refused(hostile):
    with pytest.raises(TemplateRefused):
        report_from_template(REPORT, Labels(), template(hostile))


def test_what_is_no_word_file_is_refused():
    with pytest.raises(TemplateRefused):
        report_from_template(REPORT, Labels(), b"PK but no")
