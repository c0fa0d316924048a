"""Templates of letters: what is refused, and that nothing else than placeholders is ever run."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from exports.letter_standard import KINDS, PLACEHOLDERS, standard
from exports.word.letter_template import LetterTemplateRefused, Refusal, filled

FACTS = {"name": "Aigul", "position": "", "city": "Almaty"}


def a_template(*paragraphs: str, footer: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    return saved(document)


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def changed(template: bytes, **parts: bytes | None) -> bytes:
    """The package with parts put in, by a name in which "__" stands for "/" and "_xml" for ".xml"."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(template)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            if part.filename not in parts:
                after.writestr(part.filename, before.read(part))
        for name, content in parts.items():
            after.writestr(name, content)
    return out.getvalue()


def refusal(template: bytes) -> Refusal:
    with pytest.raises(LetterTemplateRefused) as refused:
        filled(template, FACTS)
    return refused.value.refusal


def words(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(docx)).paragraphs]


def test_placeholders_are_filled_and_conditions_hold() -> None:
    template = a_template(
        "To {{ name }}{% if position %}, {{ position }}{% endif %}", "{%p if city %}", "in {{ city }}", "{%p endif %}"
    )
    assert words(filled(template, FACTS)) == ["To Aigul", "in Almaty"]


def test_what_people_typed_is_never_a_placeholder_nor_markup() -> None:
    facts = {**FACTS, "name": "{{ city }} <b>&amp; {% if %}"}
    assert words(filled(a_template("To {{ name }}"), facts)) == ["To {{ city }} <b>&amp; {% if %}"]


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ name.__init__.__globals__ }}",
        "{{ name|attr('upper') }}",
        "{{ name.format }}",
        "{{ cycler }}",
        "{{ range(10) }}",
        "{{ 'a' * 10**9 }}",
        "{% for x in name %}{{ x }}{% endfor %}",
        "{% set x = name %}",
        "{% macro x() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% if name in [name] %}x{% endif %}{{ name[0] }}",
    ],
)
def test_nothing_but_placeholders_and_conditions(attack: str) -> None:
    assert refusal(a_template(attack)).code in ("not-a-placeholder", "unknown-placeholder")
    assert refusal(a_template("x", footer=attack)).code in ("not-a-placeholder", "unknown-placeholder")


def test_an_unknown_placeholder_is_named_with_where_it_stands() -> None:
    assert refusal(a_template("Dear {{ name }}", "Room {{ room }} is yours")) == Refusal(
        "unknown-placeholder", "room", "Room {{ room }} is yours"
    )


def test_one_in_the_footer_too() -> None:
    assert refusal(a_template("x", footer="Page of {{ boss }}")).what == "boss"


def test_an_unfinished_placeholder_is_a_mistake() -> None:
    found = refusal(a_template("Dear {{ name"))
    assert (found.code, found.where) == ("mistake", "Dear {{ name")


def test_a_text_or_another_archive_is_no_word_file() -> None:
    empty = BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal(b"Dear {{ name }}").code == "no-word-file"
    assert refusal(empty.getvalue()).code == "no-word-file"
    assert refusal(a_template("x")[:-200]).code == "no-word-file"


def test_macros_are_refused_under_any_name() -> None:
    assert refusal(changed(a_template("x"), **{"word/vbaProject.bin": b"x"})).code == "macros"
    with zipfile.ZipFile(BytesIO(a_template("x"))) as package:
        types = package.read("[Content_Types].xml")
    enabled = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert refusal(changed(a_template("x"), **{"[Content_Types].xml": enabled})).code == "macros"


def test_an_entity_bomb_is_not_opened() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    assert refusal(changed(a_template("x"), **{"word/document.xml": bomb})).code == "doctype"
    hidden = bomb.decode().encode("utf-16")
    assert refusal(changed(a_template("x"), **{"word/document.xml": hidden})).code == "doctype"


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert refusal(changed(a_template("x"), **{"word/media/a.png": b"\0" * 70_000_000})).code == "too-large"


def test_nothing_is_loaded_from_elsewhere() -> None:
    document = Document()
    document.part.relate_to("file:///etc/passwd", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    assert refusal(saved(document)) == Refusal("outside", "image")


def test_a_link_to_a_page_may_stand() -> None:
    document = Document()
    document.add_paragraph("{{ name }}")
    document.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    assert words(filled(saved(document), FACTS)) == ["Aigul"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_our_own_templates_can_be_filled_with_nothing_and_with_everything(kind: str, language: str) -> None:
    names = PLACEHOLDERS[kind]
    nothing = filled(standard(kind, language), dict.fromkeys(names, ""))
    everything = filled(standard(kind, language), {name: f"<{name}>" for name in names})
    said = Document(BytesIO(everything)).element.xpath("string()")
    assert "{{" not in Document(BytesIO(nothing)).element.xpath("string()")
    used = {name for name in names if f"<{name}>" in said}
    assert set(names) - used <= {"city", "country", "honorific", "name", "delegation_type", "salutation"}
