"""Portraits: cut to the shape that badge and list have, and made small."""

from io import BytesIO

from flask_babel import gettext as _
from PIL import Image, ImageOps

from eventapp.core.errors import Invalid
from eventapp.fields import uploads

WIDTH, HEIGHT = 600, 800
MIME = "image/jpeg"
SMALLEST = 200
"""Pixels; less is not a face on a badge."""


def portrait(data: bytes, filename: str) -> bytes:
    """A JPEG of 600 × 800 from a picture as a phone makes it: turned upright, its middle cut out, nothing hidden in it.

    Raises Invalid for what is no picture, and for one that is too small.
    """
    upload = uploads.checked(data, filename)
    if not upload.mime.startswith("image/"):
        raise Invalid(_("Choose a picture: JPEG, PNG or WebP."))
    with Image.open(BytesIO(upload.data)) as image:
        if min(image.size) < SMALLEST:
            raise Invalid(_("This picture is too small: at least %(pixels)s pixels are needed.", pixels=SMALLEST))
        cut = ImageOps.fit(image.convert("RGB"), (WIDTH, HEIGHT), centering=(0.5, 0.4))
    out = BytesIO()
    cut.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
