"""A phone in the room of `eventapp serve --lan`: a page that may use the camera, and works on by itself."""

import base64
import hashlib
import shutil

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate

from tests.browser.conftest import FLAGS, PHONE
from tests.core.test_lan import Laptop, laptop  # noqa: F401 - the running server

pytestmark = pytest.mark.any_database


def trusted_key(running: Laptop) -> str:
    """The server's key as Chromium wants it named where it is to be trusted."""
    certificate = load_pem_x509_certificate((running.folder / "lan" / "server.pem").read_bytes())
    spki = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()


def test_a_phone_that_trusts_the_laptop_gets_camera_and_worker_and_asks_nobody_else(
    playwright,
    laptop,  # noqa: F811 - a fixture's name
    tmp_path,
):
    flags = [
        *FLAGS,
        f"--ignore-certificate-errors-spki-list={trusted_key(laptop)}",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ]
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path), executable_path=shutil.which("chromium"), args=flags, viewport=PHONE
    )
    try:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.pages[0]
        page.goto(f"{laptop.plain}/lan")
        page.get_by_role("link", name="Be a desk").click()
        page.wait_for_url(f"{laptop.secure}/desk/**")
        assert page.evaluate("window.isSecureContext")
        assert page.evaluate("typeof navigator.mediaDevices.getUserMedia") == "function"
        assert page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active !== null)")
        assert [url for url in asked if not url.startswith((laptop.secure, laptop.plain, "data:", "blob:"))] == []
    finally:
        context.close()
