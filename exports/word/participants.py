"""The list of participants as a Word file: delegation types as headings, one table each, delegations within it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby

from docx.document import Document as WordDocument
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table

from exports.labels import Labels
from exports.model import Participant, WorkshopFacts
from exports.text import clean, is_right_to_left
from exports.word import styles
from exports.word.fields import add_text_with_fields
from exports.word.tables import fill_row, line_below, shade_cell, start_table

_WIDTHS = (1.2, 7.3, 7.5)
_WIDTHS_WITH_PHOTO = (1.2, 6.5, 6.3, 2.0)
_NAME, _POSITION, _PHOTO = 1, 2, 3


def participants_document(
    workshop: WorkshopFacts,
    participants: Sequence[Participant],
    labels: Labels,
    *,
    generated_at: datetime,
    provisional: bool = False,
    demo: bool = False,
) -> bytes:
    """The list in the order given, without contact details; its headings can be navigated, its table heads repeat.

    `generated_at`: local to the workshop; `provisional` is said in the title. With portraits if any is given.
    """
    document = styles.new_document(workshop.language)
    title = labels.provisional_list if provisional else labels.list_of_participants
    _describe(document, workshop, title, generated_at)
    _head(document, workshop, title, labels.demo_explained if demo else "")
    widths = _WIDTHS_WITH_PHOTO if any(person.photo for person in participants) else _WIDTHS
    head = [labels.number, labels.latin_name, labels.position_and_organization, labels.photograph][: len(widths)]
    for type_name, members in groupby(participants, lambda person: person.delegation_type):
        document.add_paragraph(clean(type_name), style="Heading 2")
        table = start_table(document, head, widths)
        for cell in table.rows[0].cells:
            cell.paragraphs[0].alignment = None
        for delegation, people in groupby(members, lambda person: person.delegation):
            _delegation(table, delegation, widths)
            for person in people:
                _person(table, person, labels, widths)
    generated = labels.generated % {"when": generated_at.strftime("%Y-%m-%d %H:%M"), "zone": workshop.timezone}
    _running_foot(document, generated, labels)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _describe(document: WordDocument, workshop: WorkshopFacts, title: str, when: datetime) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = clean(f"{workshop.short_title}: {title}"), workshop.language
    properties.created = properties.modified = when.replace(tzinfo=None)


def _head(document: WordDocument, workshop: WorkshopFacts, title: str, demo: str) -> None:
    place = " · ".join(part for part in (workshop.place, workshop.dates) if part)
    for text, size, bold, colour in (
        (workshop.series_title, 10, False, styles.MUTED),
        (workshop.title, 13, True, styles.INK),
        (place, 10.5, False, styles.MUTED),
    ):
        if text:
            run = document.add_paragraph().add_run(clean(text))
            run.font.size, run.bold, run.font.color.rgb = Pt(size), bold, colour
    document.add_paragraph(clean(title), style="Heading 1")
    if demo:
        document.add_paragraph(demo, style=styles.BOXED)


def _delegation(table: Table, name: str, widths: Sequence[float]) -> None:
    """A line across the table, which stays with the first person below it."""
    row = fill_row(table, [name, *[""] * (len(widths) - 1)], widths)
    merged = row.cells[0].merge(row.cells[-1])
    for spare in merged.paragraphs[1:]:
        spare._element.getparent().remove(spare._element)
    paragraph = merged.paragraphs[0]
    paragraph.style = "Heading 3"
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(4), Pt(3)
    shade_cell(merged, styles.TINT_HEX)


def _person(table: Table, person: Participant, labels: Labels, widths: Sequence[float]) -> None:
    name = " ".join(part for part in (person.honorific, person.latin_name) if part)
    position = ", ".join(part for part in (person.position, person.organization) if part)
    row = fill_row(table, [str(person.number), name, position, ""][: len(widths)], widths)
    for cell in row.cells[1:]:
        cell.paragraphs[0].alignment = None
    row.cells[0].paragraphs[0].runs[0].font.color.rgb = styles.MUTED
    who = row.cells[_NAME].paragraphs[0]
    who.runs[0].bold = True
    if person.no_photo:
        mark = who.add_run(f" · {labels.no_photo}")
        mark.font.size, mark.font.color.rgb = Pt(8), styles.MUTED
    if person.original_name:
        second = row.cells[_NAME].add_paragraph(style=styles.TABLE_TEXT)
        run = second.add_run(clean(person.original_name))
        run.font.color.rgb = styles.MUTED
        if is_right_to_left(person.original_name):
            run._element.get_or_add_rPr().append(OxmlElement("w:rtl"))
    if person.is_head:
        cell = row.cells[_POSITION]
        paragraph = cell.add_paragraph(style=styles.TABLE_TEXT) if position else cell.paragraphs[0]
        head = paragraph.add_run(labels.is_head)
        head.bold, head.font.size, head.font.color.rgb = True, Pt(8.5), styles.ACCENT
    if person.photo:
        row.cells[_PHOTO].paragraphs[0].add_run().add_picture(BytesIO(person.photo), height=Cm(1.8))
    line_below(row)


def _running_foot(document: WordDocument, generated: str, labels: Labels) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = False
    paragraph = section.footer.paragraphs[0]
    styles.align_right(paragraph)
    paragraph.add_run(clean(f"{generated} · "))
    add_text_with_fields(paragraph, labels.page_of, {"page": "PAGE", "pages": "NUMPAGES"})
