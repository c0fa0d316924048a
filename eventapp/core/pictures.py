"""Pictures that come in: decoded and written again, so that nothing hidden in them survives.

No EXIF (which tells where a photograph was taken), no second file appended. Vector drawings are not taken: they can
carry scripts and addresses.
"""

import warnings
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from flask_babel import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from eventapp.core.errors import Invalid

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""A JPEG is read at a fraction of its size, the others only as a whole."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be kept: a JPEG, or a PNG where some of it is transparent."""

    data: bytes
    mime: str

    @property
    def ending(self) -> str:
        return ".png" if self.mime == "image/png" else ".jpg"


def made_anew(
    data: bytes, *, formats: Collection[str] = tuple(MOST_PIXELS), longest_side: int, otherwise: str
) -> Picture:
    """The picture in `data`, at most `longest_side` dots wide and high.

    Raises Invalid for one that is damaged or has too many pixels, and with the message `otherwise` for what is no
    picture in one of `formats`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of oddities in the file, which does not stay as it is
            with Image.open(BytesIO(data), formats=tuple(formats)) as image:
                return _written(image, longest_side)
    except Image.DecompressionBombError as error:
        raise Invalid(_("This picture has too many pixels. Make it smaller and choose it once more.")) from error
    except UnidentifiedImageError as error:
        raise Invalid(otherwise) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise Invalid(_("This picture is damaged. Choose another file.")) from error


def _written(image: Image.Image, longest_side: int) -> Picture:
    width, height = image.size
    if width * height > MOST_PIXELS[str(image.format)]:
        raise Invalid(_("This picture has too many pixels. Make it smaller and choose it once more."))
    jpeg = image.format == "JPEG"
    image.thumbnail((longest_side, longest_side))  # first, so that one large copy at most is in memory
    turned = ImageOps.exif_transpose(image)
    layered = not jpeg and turned.has_transparency_data
    plain = turned.convert("RGBA" if layered else "RGB")
    plain.info.clear()
    out = BytesIO()
    if layered:
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=88, optimize=True)
    return Picture(out.getvalue(), "image/png" if layered else "image/jpeg")
