"""Reads badges back from a PDF, as a camera would."""

import pypdfium2
import zxingcpp

DOTS_PER_INCH = 150


def codes_on(pdf: bytes) -> list[str]:
    """What every QR code of the file says when its pages are drawn at 150 dpi, in alphabetical order."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return sorted(code for page in document for code in _codes(page))
    finally:
        document.close()


def codes_page_by_page(pdf: bytes) -> list[str]:
    """As `codes_on`, in the order of the pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [code for page in document for code in _codes(page)]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def pictures_in(pdf: bytes) -> int:
    """How many photographs the file shows."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return sum(
            1
            for page in document
            for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=10)
            if "DCTDecode" in found.get_filters()
        )
    finally:
        document.close()


def _codes(page: pypdfium2.PdfPage) -> list[str]:
    picture = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]
