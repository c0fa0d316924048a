"""Files that participants hand in: known by their content, and made anew where they are pictures.

A picture is decoded and written again, so nothing hidden in it survives: no EXIF (which tells where it was taken), no
second file appended. PDF is the only other thing taken; it is only ever given out as an attachment.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from flask_babel import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from eventapp.core.errors import Invalid
from eventapp.core.names import clean

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""A JPEG is read at a fraction of its size, the others only as a whole."""
LONGEST_SIDE = 3000
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp"
MIMES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}


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
        return _named(data, filename, ".pdf")
    return _picture(data, filename)


def _picture(data: bytes, filename: str) -> Upload:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of oddities in the file, which does not stay as it is
            with Image.open(BytesIO(data), formats=tuple(MOST_PIXELS)) as image:
                return _made_anew(image, filename)
    except Image.DecompressionBombError as error:
        raise Invalid(_("This picture has too many pixels. Make it smaller and choose it once more.")) from error
    except UnidentifiedImageError as error:
        raise Invalid(_("This is neither a PDF nor a picture (JPEG, PNG or WebP).")) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise Invalid(_("This picture is damaged. Choose another file.")) from error


def _made_anew(image: Image.Image, filename: str) -> Upload:
    width, height = image.size
    if width * height > MOST_PIXELS[str(image.format)]:
        raise Invalid(_("This picture has too many pixels. Make it smaller and choose it once more."))
    jpeg = image.format == "JPEG"
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first, so that one large copy at most is in memory
    turned = ImageOps.exif_transpose(image)
    layered = not jpeg and turned.has_transparency_data
    plain = turned.convert("RGBA" if layered else "RGB")
    plain.info.clear()
    out = BytesIO()
    if layered:
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=88, optimize=True)
    return _named(out.getvalue(), filename, ".png" if layered else ".jpg")


def _named(data: bytes, filename: str, ending: str) -> Upload:
    stem = clean(PurePath(filename.replace("\\", "/")).stem)[:120].strip(". ") or "file"
    return Upload(data, f"{stem}{ending}", MIMES[ending])
