"""Reads sheets back from a PDF, and makes scans of signed ones."""

from io import BytesIO

import pypdfium2
from PIL import Image


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def a_scan(kind: str = "JPEG", colour: str = "white") -> bytes:
    """A picture of a page."""
    out = BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, kind)
    return out.getvalue()


A_PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
