"""The code in a certificate's QR: shown again when it is printed again, kept as a hash only."""

from eventapp.certificates.models import Certificate
from eventapp.core import web
from eventapp.core.tokens import derived, fingerprint, new_serial, normal

PURPOSE = "certificate"
_READ_WRONG = str.maketrans("018", "OIB")
"""Digits that no code has (RFC 4648, base 32), for the letters that look like them."""


def new() -> tuple[str, str]:
    """(serial, hash) of a new code."""
    serial = new_serial()
    return serial, fingerprint(derived(web.settings().secret_key, PURPOSE, serial))


def code_of(certificate: Certificate) -> str:
    """The code itself: 128 bits, 26 letters and digits."""
    return derived(web.settings().secret_key, PURPOSE, certificate.serial)


def is_readable(certificate: Certificate) -> bool:
    """Whether the code can still be made; not after the server's secret key has changed."""
    return fingerprint(code_of(certificate)) == certificate.check_hash


def hash_of(typed: str) -> str:
    """The hash of a code as somebody typed it: blanks, dashes and case do not matter, nor digits read for letters."""
    return fingerprint(typed.replace("-", "")[:200].translate(_READ_WRONG))


def grouped(code: str) -> str:
    """As one types it: in groups of four."""
    plain = normal(code)
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))
