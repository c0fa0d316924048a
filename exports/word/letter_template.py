"""A letter in a Word template of the organizer's own: checked when it comes in, filled for each person.

A template may hold placeholders (`{{ name }}`) and conditions on them (`{% if passport_number %}`), and nothing else:
no attributes, no calls, no arithmetic, no loops. So it can neither reach for anything nor run for long.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
)
_MAY_BE_LINKED = ("/hyperlink",)
_LONGEST_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a template is refused. `code`: "no-word-file", "macros", "too-large", "outside", "doctype",
    "unknown-placeholder", "not-a-placeholder", "mistake" or "not-filled"; `what`: the placeholder or the words it is
    about; `where`: the text it stands in."""

    code: str
    what: str = ""
    where: str = ""


class LetterTemplateRefused(ValueError):
    """The template cannot be used."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.code}: {refusal.what}")
        self.refusal = refusal


class _Environment(ImmutableSandboxedEnvironment):
    """Compiles what `_ALLOWED` lists, and refuses everything else before it is compiled."""

    def __init__(self, known: Collection[str]) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.known = frozenset(known)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """As Jinja's, of what is allowed. Raises LetterTemplateRefused."""
        tree = self.parse(source) if isinstance(source, str) else source
        for node in _every(tree):
            if isinstance(node, nodes.Name) and node.name not in self.known:
                raise LetterTemplateRefused(Refusal("unknown-placeholder", node.name))
            if not isinstance(node, _ALLOWED):
                raise LetterTemplateRefused(Refusal("not-a-placeholder", type(node).__name__))
        return super().compile(tree, *args, **kwargs)


def _every(tree: nodes.Node) -> Iterator[nodes.Node]:
    """The nodes from the outside in, without recursion."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.iter_child_nodes())


def filled(template: bytes, facts: Mapping[str, str]) -> bytes:
    """The letter as .docx. `facts`: a text for every placeholder, "" where there is none; a line break is kept.

    Raises LetterTemplateRefused.
    """
    check_package(template)
    document = _opened(template)
    where = _texts(document.docx)
    try:
        document.render(dict(facts), jinja_env=_Environment(facts), autoescape=True)
    except LetterTemplateRefused as error:
        raise LetterTemplateRefused(_placed(error.refusal, where)) from None
    except TemplateSyntaxError as error:
        raise LetterTemplateRefused(_placed(Refusal("mistake", error.message or ""), where)) from error
    except UndefinedError as error:
        raise LetterTemplateRefused(Refusal("unknown-placeholder", str(error))) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        raise LetterTemplateRefused(Refusal("not-filled", str(error)[:200])) from error
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _opened(template: bytes) -> Any:
    document = DocxTemplate(BytesIO(template))
    try:
        document.init_docx()
    except Exception as error:  # whatever python-docx stumbles over, the file is none that it can use
        raise LetterTemplateRefused(Refusal("no-word-file")) from error
    return document


def _texts(document: WordDocument) -> list[str]:
    """The text of every paragraph, in headers, text and footers."""
    places = [document.element.body]
    for section in document.sections:
        places += [part._element for part in (section.header, section.footer)]
        places += [part._element for part in (section.first_page_header, section.first_page_footer)]
    found = []
    for place in places:
        for paragraph in place.iter(qn("w:p")):
            found.append("".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
    return found


def _placed(refusal: Refusal, texts: list[str]) -> Refusal:
    """With the text in which it stands, where that can be told."""
    marked = [text for text in texts if "{{" in text or "{%" in text]
    if refusal.code == "unknown-placeholder":
        pattern = re.compile(rf"\{{[{{%][^}}]*\b{re.escape(refusal.what)}\b")
        found = next((text for text in marked if pattern.search(text)), "")
    elif refusal.code == "not-a-placeholder":
        found = next((text for text in marked if _does_more(text)), "")
    else:
        found = next((text for text in marked if not _is_whole(text)), "")
    return Refusal(refusal.code, refusal.what, found[:_LONGEST_EXCERPT])


def _does_more(text: str) -> bool:
    """Whether an expression has a dot, a bracket, a bar or arithmetic in it, or is another statement than if."""
    inside = re.findall(r"\{\{(.*?)\}\}|\{%[ptrc]*\s*(.*?)%\}", text)
    return any(
        re.search(r"[.()|\[\]*+/]|^\s*(?:for|set|macro|include|import|extends|block|call|filter)\b", a or b)
        for a, b in inside
    )


def _is_whole(text: str) -> bool:
    return text.count("{{") == text.count("}}") and text.count("{%") == text.count("%}")


def check_package(data: bytes) -> None:
    """Refuse what is no plain .docx: macros, bombs, document types, things loaded from elsewhere."""
    if len(data) > MOST_BYTES:
        raise LetterTemplateRefused(Refusal("too-large"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise LetterTemplateRefused(Refusal("too-large"))
            names = {part.filename.casefold() for part in parts}
            if any(name.endswith("vbaproject.bin") or "/activex/" in name for name in names):
                raise LetterTemplateRefused(Refusal("macros"))
            _check_parts(package, parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise LetterTemplateRefused(Refusal("no-word-file")) from error


def _check_parts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = 0
    types = ""
    for part in parts:
        with package.open(part) as stream:
            content = stream.read(MOST_UNPACKED - unpacked + 1)  # the directory may lie about the size
        unpacked += len(content)
        if unpacked > MOST_UNPACKED:
            raise LetterTemplateRefused(Refusal("too-large"))
        name = part.filename.casefold()
        if name.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or not _is_utf8(content):
                raise LetterTemplateRefused(Refusal("doctype"))
            if name.endswith(".rels"):
                _check_relations(content.decode())
        if name == "[content_types].xml":
            types = content.decode()
    if "macroenabled" in types.casefold():
        raise LetterTemplateRefused(Refusal("macros"))
    if MAIN not in types:
        raise LetterTemplateRefused(Refusal("no-word-file"))


def _is_utf8(content: bytes) -> bool:
    """UTF-16 would hide what is looked for; Word writes UTF-8."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content


def _check_relations(content: str) -> None:
    """Nothing but hyperlinks may lead outside of the file."""
    for relation in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", content):
        outside = re.search(r"""TargetMode\s*=\s*["']External["']""", relation, re.IGNORECASE)
        kind = re.search(r"""\bType\s*=\s*["']([^"']*)["']""", relation)
        if outside and not (kind and kind[1].endswith(_MAY_BE_LINKED)):
            raise LetterTemplateRefused(Refusal("outside", kind[1].rpartition("/")[2] if kind else ""))
