"""Files that come in: known by content, pictures made anew."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from eventapp.core.errors import Invalid
from eventapp.fields import uploads

pytestmark = pytest.mark.any_database
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def language(app):
    with app.test_request_context():
        yield


def a_picture(form: str = "JPEG", size=(40, 20), **saved) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#c00").save(out, form, **saved)
    return out.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "name", "kept", "mime"),
    [
        (PDF, "letter.pdf", "letter.pdf", "application/pdf"),
        (PDF, "letter.exe", "letter.pdf", "application/pdf"),
        (a_picture(), "me.jpeg", "me.jpg", "image/jpeg"),
        (a_picture("PNG"), "me.png", "me.jpg", "image/jpeg"),
        (a_picture("WEBP"), "../../etc/me.webp", "me.jpg", "image/jpeg"),
        (a_picture(), "C:\\scans\\паспорт.html", "паспорт.jpg", "image/jpeg"),
        (a_picture(), "..", "file.jpg", "image/jpeg"),
    ],
)
def test_a_file_is_what_its_content_is(data, name, kept, mime):
    upload = uploads.checked(data, name)
    assert (upload.filename, upload.mime) == (kept, mime)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
        b"<!doctype html>" + SCRIPT,
        b"<!doctype html>" + SCRIPT + PDF,
        b"GIF89a" + SCRIPT,
        b"PK\x03\x04" + bytes(200),
        b"MZ" + bytes(200),
        b"%PDF-1.7 and no end",
        a_picture()[:200],
        a_png_that_claims(50_000, 50_000),
        a_png_that_claims(9_000, 9_000),
        bytes(uploads.MOST_BYTES + 1),
    ],
    ids=["empty", "svg", "html", "html then pdf", "gif", "zip", "exe", "cut pdf", "cut jpeg", "bomb", "large", "heavy"],
)
def test_anything_else_is_refused(data):
    with pytest.raises(Invalid):
        uploads.checked(data, "passport.jpg")


def test_nothing_hidden_in_a_picture_survives():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    data = a_picture(exif=exif, comment=b"comment of the camera") + b"PK\x03\x04" + SCRIPT
    upload = uploads.checked(data, "me.jpg")
    assert not any(part in upload.data for part in (b"taken at home", b"camera", SCRIPT, b"Exif"))
    assert dict(Image.open(BytesIO(upload.data)).getexif()) == {}


def test_a_picture_is_turned_as_its_camera_was_held_and_made_no_larger_than_needed():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert Image.open(BytesIO(uploads.checked(a_picture(exif=exif), "x").data)).size == (20, 40)
    assert Image.open(BytesIO(uploads.checked(a_picture(size=(6000, 3000)), "x").data)).size == (3000, 1500)


def test_what_is_transparent_stays_so():
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    upload = uploads.checked(out.getvalue(), "stamp.png")
    assert (upload.mime, Image.open(BytesIO(upload.data)).mode) == ("image/png", "RGBA")
