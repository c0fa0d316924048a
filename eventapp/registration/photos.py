"""Portraits: cut to the shape that badge and list have, and made small."""

from io import BytesIO

from flask_babel import gettext as _
from PIL import Image, ImageOps

from eventapp.core import stored
from eventapp.core.db import session
from eventapp.core.errors import Invalid
from eventapp.core.stored import StoredFile
from eventapp.fields import uploads
from eventapp.registration.models import Registration

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


def shown(registration: Registration) -> bytes:
    """The portrait for badge and list, as it is kept; b"" where there is none or it is not to be shown.

    It is shown where the delegation type asks for one, unless the person wants no photographs.
    """
    if registration.photo_id is None or registration.type.photo == "no" or registration.photo_consent is False:
        return b""
    file = session.get(StoredFile, registration.photo_id)
    return stored.read(file) if file is not None else b""


def small(portrait: bytes) -> bytes:
    """A portrait of a quarter of the dots: sharp at 25 mm on paper, and a pile of badges stays a small file."""
    with Image.open(BytesIO(portrait)) as image:
        image.draft("RGB", (WIDTH // 2, HEIGHT // 2))
        made = image.convert("RGB").resize((WIDTH // 2, HEIGHT // 2))
    out = BytesIO()
    made.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
