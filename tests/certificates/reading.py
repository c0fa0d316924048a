"""What stands in a PDF of certificates: its text by pages, and where its codes lead."""

import pypdfium2
import zxingcpp


def pages(pdf: bytes) -> list[str]:
    """The text of each page, blanks made single."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def codes(pdf: bytes) -> list[str]:
    """What the QR code on each page says, as a camera reads it from the printed page at 150 dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        picture = page.render(scale=150 / 72).to_pil()
        found += [each.text for each in zxingcpp.read_barcodes(picture)]
    return found
