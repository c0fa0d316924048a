"""Scans of signed sheets as they are handed in: looked at, but kept byte for byte, so that their checksum stays."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from flask_babel import gettext as _
from PIL import Image

from eventapp.core.errors import Invalid
from eventapp.core.names import clean
from eventapp.fields import uploads

ACCEPT = ".pdf,.jpg,.jpeg,.png"
_KINDS = {"JPEG": (".jpg", "image/jpeg"), "PNG": (".png", "image/png")}


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file that may be kept as evidence; `filename` has the ending its content has."""

    data: bytes
    filename: str
    mime: str


def checked(data: bytes, filename: str) -> Scanned:
    """The file, whole and of a kind that is taken. Raises Invalid for anything but a complete PDF, JPEG or PNG."""
    uploads.checked(data, filename)  # decodes a picture to its last line; what it makes of it is not what is kept
    if data.startswith(b"%PDF-"):
        return Scanned(data, _named(filename, ".pdf"), "application/pdf")
    with Image.open(BytesIO(data)) as image:
        kind = _KINDS.get(str(image.format))
    if kind is None:
        raise Invalid(_("Choose a PDF or a picture (JPEG or PNG)."))
    return Scanned(data, _named(filename, kind[0]), kind[1])


def _named(filename: str, ending: str) -> str:
    stem = clean(PurePath(filename.replace("\\", "/")).stem)[:120].strip(". ") or "scan"
    return f"{stem}{ending}"
