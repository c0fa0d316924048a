"""QR codes as vector drawings."""

from __future__ import annotations

from io import BytesIO

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004)."""

_MASK = 3
"""Any mask may be used; trying all eight, as the library does by itself, takes seven times as long."""


def qr_svg(content: str) -> tuple[str, int]:
    """`content` as an SVG drawing with its quiet zone, error level M; and its width in modules without the zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(content)
    code.make(fit=True)
    modules = code.modules
    size = len(modules)
    runs = "".join(run for y, row in enumerate(modules) for run in _runs(row, y + QUIET_ZONE))
    whole = size + 2 * QUIET_ZONE
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}">'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/><path d="{runs}" fill="#000"/></svg>'
    )
    return svg, size


def qr_png(content: str, *, dots: int = 10) -> bytes:
    """As `qr_svg`, as a picture with so many dots for each module."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, mask_pattern=_MASK)
    code.add_data(content)
    code.make(fit=True)
    matrix = code.get_matrix()
    picture = Image.new("1", (len(matrix), len(matrix)), 1)
    picture.putdata([0 if dark else 1 for row in matrix for dark in row])
    out = BytesIO()
    picture.resize((len(matrix) * dots,) * 2).save(out, "PNG")
    return out.getvalue()


def _runs(row: list[bool | None], y: int) -> list[str]:
    """The dark stretches of one row as rectangles of a path."""
    runs, start = [], None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append(f"M{start + QUIET_ZONE} {y}h{x - start}v1h{start - x}z")
            start = None
    return runs
