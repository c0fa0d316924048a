"""What is encrypted at rest: passport data, bank data, the files that show them.

AES-256-GCM with a key derived (HKDF-SHA256, RFC 5869) from the secret key, so a copy of the database or of the uploads
alone tells nothing. `about` binds a sealed value to the row it belongs to: moved elsewhere it cannot be opened.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
_PREFIX = b"1"  # of the scheme, so that another one can follow


class Unreadable(Exception):
    """A sealed value was changed, moved, or sealed under another secret key."""


def seal(secret_key: str, plain: bytes, about: str) -> bytes:
    """Encrypt; the same bytes give another result each time."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return _PREFIX + nonce + AESGCM(_key(secret_key)).encrypt(nonce, plain, about.encode())


def unseal(secret_key: str, sealed: bytes, about: str) -> bytes:
    """The plain bytes. Raises Unreadable."""
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    if sealed[:1] != _PREFIX:
        raise Unreadable("unknown scheme")
    try:
        return AESGCM(_key(secret_key)).decrypt(nonce, rest, about.encode())
    except InvalidTag as error:
        raise Unreadable("changed, moved, or under another key") from error


def seal_text(secret_key: str, plain: str, about: str) -> str:
    """As `seal`, from text to text."""
    return base64.b64encode(seal(secret_key, plain.encode(), about)).decode()


def unseal_text(secret_key: str, sealed: str, about: str) -> str:
    """As `unseal`, from text to text."""
    return unseal(secret_key, base64.b64decode(sealed), about).decode()


def _key(secret_key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"eventapp vault").derive(secret_key.encode())
