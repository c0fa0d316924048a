"""The report draft, opened again."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from exports.word import report_draft
from tests.exports import workshop_sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def content(report, labels) -> bytes:
    return report_draft(report, labels, "en")


@pytest.fixture(scope="module")
def draft(content):
    return docx.Document(BytesIO(content))


def headings(document) -> list[tuple[int, str]]:
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading ")]
    return [(int(name[-1]), text) for name, text in found]


def test_the_sections_stand_in_the_order_of_such_reports(draft):
    assert headings(draft) == [
        (1, "Introduction"),
        (1, "Disclaimer"),
        (1, "Findings"),
        (1, "The scope of radicalization in Central Asia"),
        (2, "Key points"),
        (2, "Questions raised"),
        (1, "Countering violent extremist messages online"),
        (2, "Practices by country"),
        (3, "Kazakhstan"),
        (3, "Tajikistan"),
        (1, "Towards a stronger regional response"),
        (2, "Actions agreed"),
        (1, "Photographs"),
        (1, "Recommendations"),
        (1, "Participants"),
        (1, "Evaluation"),
        (1, "About the project"),
        (1, "Funding"),
    ]


def test_cover_tells_title_place_dates_and_who_organized(draft):
    assert [p.text for p in draft.paragraphs[:9]] == [
        "Central Asia Counter-Terrorism Project, phase II",
        workshop_sample.WORKSHOP.title,
        "Almaty, Kazakhstan · 29–31 March 2016",
        "Report of the workshop",
        (
            "Organizers: United Nations Regional Centre for Preventive Diplomacy for Central Asia (UNRCCA); "
            "Counter-Terrorism Implementation Task Force (CTITF)"
        ),
        "Host: Government of Kazakhstan",
        "Funded by: European Union",
        "Languages: English, Russian",
        "Demo data: the scans and responses in this file are made up.",
    ]


def test_sentences_with_figures_come_as_the_caller_made_them(draft):
    texts = [p.text for p in draft.paragraphs]
    start = [p.style.name for p in draft.paragraphs].index("Heading 1") + 1
    assert tuple(texts[start : start + 2]) == workshop_sample.report().introduction


def test_quotes_are_attributed_by_category(draft):
    found = [(p.style.name, p.text) for p in draft.paragraphs if p.style.name in ("Quote", "Quote source")]
    assert found == [
        ("Quote", "“Anyone can become radicalized.”"),
        ("Quote source", "— an official from Central Asia"),
        ("Quote", "“=Young people trust those who look like them.”"),
        ("Quote source", "— a representative of a public association"),
    ]


def test_recommendations_keep_their_numbers_and_addressees(draft):
    found = [p.text for p in draft.paragraphs if p.style.name in ("Recommendation", "Addressees")]
    assert found == [
        "1.\tResearch. Fund research on drivers.",
        "Addressed to: Governments; UNRCCA",
        "2.\tMeet again within a year.",
        "Addressed to: UNRCCA",
    ]


def test_tables_of_participants_and_of_the_evaluation(draft):
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in draft.tables]
    assert tables[0][0] == ["Delegation type", "Female", "Male", "Total"]
    assert tables[0][1] == ["Government official", "3", "2", "5"]
    assert tables[0][-1] == ["Total", "6", "4", "10"]
    assert [list(dict.fromkeys(row)) for row in tables[1][:3]] == [
        ["Question", "Responses", "Base", "Mean"],
        ["What do we know about radicalization processes in Central Asia?"],
        ["How relevant was the session to your work?", "24", "52", "4.17"],
    ]
    assert tables[1][5][1:] == ["3", "20", "Not shown: fewer than five responses"]
    assert len(tables) == 2


def test_sensitive_notes_come_only_when_asked_for(report, labels, draft):
    secret = "A named security operation was mentioned."
    asked = docx.Document(BytesIO(report_draft(report, labels, "en", sensitive=True)))
    assert [secret in " ".join(p.text for p in d.paragraphs) for d in (draft, asked)] == [False, True]


def test_a_note_without_a_theme_is_not_lost(report, labels):
    stray = replace(report.notes[2], theme="", theme_key="")
    made = docx.Document(BytesIO(report_draft(replace(report, notes=(stray,)), labels, "en")))
    assert (1, "Other points") in headings(made)
    assert any(p.text.startswith(stray.text) for p in made.paragraphs)


def test_contents_list_the_headings_and_link_to_them(content):
    body = etree.fromstring(ZipFile(BytesIO(content)).read("word/document.xml"))
    links = [(link.get(f"{W}anchor"), "".join(link.itertext())) for link in body.iter(f"{W}hyperlink")]
    bookmarks = {mark.get(f"{W}name"): "".join(mark.getparent().itertext()) for mark in body.iter(f"{W}bookmarkStart")}
    assert len(links) == 16
    assert dict(links) == bookmarks
    instructions = [text.text.strip() for text in body.iter(f"{W}instrText")]
    assert instructions == ['TOC \\o "1-2" \\h \\z \\u']


def test_every_field_that_begins_ends(content):
    archive = ZipFile(BytesIO(content))
    for name in archive.namelist():
        if re.fullmatch(r"word/(document|footer\d*)\.xml", name):
            kinds = [mark.get(f"{W}fldCharType") for mark in etree.fromstring(archive.read(name)).iter(f"{W}fldChar")]
            assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_pages_are_numbered_by_fields(draft):
    foot = draft.sections[0].footer
    assert foot.paragraphs[0].text == "Page 1 of 1"
    assert re.findall(r"(?:NUM)?PAGES?(?= )", foot._element.xml) == ["PAGE", "NUMPAGES"]


def test_language_is_set_and_properties_name_no_person(report, labels):
    made = report_draft(report, labels, "ru")
    styles = etree.fromstring(ZipFile(BytesIO(made)).read("word/styles.xml"))
    assert [lang.get(f"{W}val") for lang in styles.find(f"{W}docDefaults").iter(f"{W}lang")] == ["ru-RU"]
    properties = docx.Document(BytesIO(made)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.title, properties.language) == (workshop_sample.WORKSHOP.title, "ru")


def test_text_that_xml_cannot_hold_does_not_break_the_file(report, labels):
    note = replace(report.notes[0], text="A\x00B & <C> \ud800\r\nD")
    made = docx.Document(BytesIO(report_draft(replace(report, notes=(note,)), labels, "en")))
    assert "AB & <C> \nD" in [p.text for p in made.paragraphs]


def test_an_empty_report_has_a_cover_and_no_empty_sections(labels):
    bare = workshop_sample.report(
        workshop=replace(workshop_sample.WORKSHOP, disclaimer="", about_project="", funding=""),
        introduction=(), themes=(), by_type=None, feedback=(), notes=(), recommendations=(),
    )  # fmt: skip
    assert headings(docx.Document(BytesIO(report_draft(bare, labels, "en")))) == []
