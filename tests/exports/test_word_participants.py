"""The list of participants in Word."""

from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from exports import pdf
from exports.labels import Labels
from exports.word import participants_document
from tests.badges.reading import pictures_in


def a_list(report, **how):
    return Document(BytesIO(participants_document(report.workshop, how.pop("people", report.participants), Labels(),
                                                  generated_at=report.generated_at, **how)))  # fmt: skip


def headings(document) -> list[tuple[str, str]]:
    places = [
        *document.paragraphs,
        *(cell.paragraphs[0] for table in document.tables for row in table.rows for cell in row.cells[:1]),
    ]
    return [(p.style.name, p.text) for p in places if p.style.name.startswith("Heading")]


def test_headings_are_title_types_and_delegations(report) -> None:
    found = headings(a_list(report))
    assert found[0] == ("Heading 1", "List of participants")
    types = [text for style, text in found if style == "Heading 2"]
    assert types == list(dict.fromkeys(person.delegation_type for person in report.participants))
    delegations = [text for style, text in found if style == "Heading 3"]
    assert delegations == list(dict.fromkeys(person.delegation for person in report.participants))


def test_everybody_stands_there_in_order(report) -> None:
    document = a_list(report)
    numbers = [row.cells[0].text for table in document.tables for row in table.rows if row.cells[0].text.isdigit()]
    assert numbers == [str(person.number) for person in report.participants]
    text = document.element.xpath("string()")
    assert all(person.original_name in text for person in report.participants)


def test_the_head_of_each_table_repeats(report) -> None:
    for table in a_list(report).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_provisional_is_said_with_its_moment(report) -> None:
    document = a_list(report, provisional=True)
    assert headings(document)[0] == ("Heading 1", "Provisional list of participants")
    foot = document.sections[0].footer.paragraphs[0].text
    assert foot.startswith(f"As of {report.generated_at:%Y-%m-%d %H:%M}")


def test_who_wants_no_photographs_is_marked(report) -> None:
    people = [replace(report.participants[0], no_photo=True), *report.participants[1:]]
    marked = [cell.text for table in a_list(report, people=people).tables for row in table.rows for cell in row.cells]
    assert [text.count("No photographs, please") for text in marked].count(1) == 1


def test_portraits_stand_in_a_column_of_their_own_if_there_are_any(report, fonts) -> None:
    picture = BytesIO()
    Image.new("RGB", (300, 400), "#c02020").save(picture, "JPEG")
    people = [replace(report.participants[0], photo=picture.getvalue()), *report.participants[1:]]
    document = a_list(report, people=people)
    assert len(document.inline_shapes) == 1
    assert document.tables[0].rows[0].cells[3].text == "Photograph"
    assert len(a_list(report).tables[0].columns) == 3
    printed = pdf.participants_list(report.workshop, people, Labels(), fonts, generated_at=report.generated_at)
    assert pictures_in(printed) == 1
