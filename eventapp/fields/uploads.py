"""Files that participants hand in: known by their content, and made anew where they are pictures.

PDF is the only other thing taken; it is only ever given out as an attachment.
"""

from dataclasses import dataclass
from pathlib import PurePath

from flask_babel import gettext as _

from eventapp.core import pictures
from eventapp.core.errors import Invalid
from eventapp.core.names import clean
from eventapp.core.pictures import MOST_BYTES, MOST_PIXELS

__all__ = ["ACCEPT", "LONGEST_SIDE", "MOST_BYTES", "MOST_PIXELS", "Upload", "checked"]

LONGEST_SIDE = 3000
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept. `filename` as its owner named it, with the ending its content has."""

    data: bytes
    filename: str
    mime: str


def checked(data: bytes, filename: str) -> Upload:
    """The file, safe to keep. Raises Invalid for anything that is neither a PDF nor a JPEG, PNG or WebP picture."""
    if not data:
        raise Invalid(_("This file is empty."))
    if len(data) > MOST_BYTES:
        raise Invalid(_("This file is larger than 10 MB."))
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise Invalid(_("This PDF is not complete. Save it again and choose it once more."))
        return Upload(data, _named(filename, ".pdf"), "application/pdf")
    picture = pictures.made_anew(
        data, longest_side=LONGEST_SIDE, otherwise=_("This is neither a PDF nor a picture (JPEG, PNG or WebP).")
    )
    return Upload(picture.data, _named(filename, picture.ending), picture.mime)


def _named(filename: str, ending: str) -> str:
    stem = clean(PurePath(filename.replace("\\", "/")).stem)[:120].strip(". ") or "file"
    return f"{stem}{ending}"
