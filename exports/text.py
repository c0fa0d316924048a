"""Text that people typed, made fit for a file; and what its letters say about how to set it."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` in NFC with Unix line ends and without the characters that XML forbids."""
    return unicodedata.normalize("NFC", _FORBIDDEN_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def is_right_to_left(text: str) -> bool:
    """Whether `text` runs from right to left: its first strong letter decides (Unicode UAX 9, rule P2)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour` ("#rrggbb"), by WCAG 2 relative luminance.

    Raises ValueError for anything else than six hexadecimal digits after "#".
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"{colour!r} is not a colour like #009edb")
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
