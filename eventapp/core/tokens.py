"""Secrets that people carry: badge codes, private links, sign-in links, API tokens.

A token has 128 bits. The database keeps its SHA-256 only. Those that must be shown again (a badge
printed twice, a private link sent again) are derived from the secret key and a random serial, so
that a copy of the database alone opens nothing.
"""

import base64
import hashlib
import hmac
import secrets

TOKEN_BYTES = 16
CLEAR = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Figures and letters that nobody takes for one another when they read them from a screen."""


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def new_token() -> str:
    """A random token of 26 base32 characters."""
    return _text(secrets.token_bytes(TOKEN_BYTES))


def new_serial() -> str:
    """A random serial (hexadecimal) from which `derived` makes a token."""
    return secrets.token_hex(TOKEN_BYTES)


def derived(secret_key: str, purpose: str, serial: str) -> str:
    """The token of a serial, the same each time: HMAC-SHA256 cut to 128 bits, bound to its purpose."""
    digest = hmac.new(secret_key.encode(), f"{purpose}:{serial}".encode(), hashlib.sha256).digest()
    return _text(digest[:TOKEN_BYTES])


def fingerprint(token: str) -> str:
    """What the database keeps of a token: SHA-256, hexadecimal. Blanks and case do not matter."""
    return hashlib.sha256(normal(token).encode()).hexdigest()


def normal(token: str) -> str:
    """A token as typed or scanned, in its one spelling."""
    return "".join(token.split()).upper()


def short_code(length: int = 6) -> str:
    """A short public code for addresses on a screen, without letters that look alike."""
    return "".join(secrets.choice(CLEAR) for _ in range(length))
