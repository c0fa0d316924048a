"""A Word file as a PDF, without an office suite: its paragraphs, lists, tables and pictures, set by Typst in our fonts.

Well-kept libraries that do this drive Word or LibreOffice, which are no part of a server of ours. What has no
counterpart here (text boxes, footnotes, formulas …) is left out; `left_out` names it, so that it is said early.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document

from exports.text import clean
from exports.typesetting import to_pdf
from exports.word.blocks import take


def pdf(docx: bytes, fonts: Path, *, title: str, language: str = "en") -> bytes:
    """The PDF. Raises what python-docx raises for what is no Word file, Unsettable for a picture that is damaged."""
    return pdf_of_all([docx], fonts, title=title, language=language)


def pdf_of_all(files: Sequence[bytes], fonts: Path, *, title: str, language: str = "en") -> bytes:
    """Several Word files as one PDF, each on pages of its own that count from 1."""
    pictures: dict[str, bytes] = {}
    documents = []
    for number, docx in enumerate(files, start=1):
        taken = take(Document(BytesIO(docx)), prefix=f"{number}-")
        pictures.update(taken.pictures)
        documents.append(taken.data)
    return to_pdf(
        "document.typ", {"documents": documents, "title": clean(title), "language": language}, fonts, pictures
    )


def left_out(docx: bytes) -> list[str]:
    """What is in the file and will not be in the PDF, in English words (`LEFT_OUT` of the caller translates them)."""
    return take(Document(BytesIO(docx))).left_out
