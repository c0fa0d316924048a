"""Where badges lie on the paper. All measures in millimetres."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of equal badges without gaps between them, cut along the marks in the margin."""

    key: str
    badge_width: float
    badge_height: float
    columns: int
    rows: int
    page_width: float = 210
    page_height: float = 297
    landscape_badge: bool = False
    """Text beside the QR code instead of above it."""

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    @property
    def left(self) -> float:
        return (self.page_width - self.columns * self.badge_width) / 2

    @property
    def top(self) -> float:
        return (self.page_height - self.rows * self.badge_height) / 2


DEFAULT_LAYOUT = "a6-4up"
LAYOUTS = {
    layout.key: layout
    for layout in (
        Layout("a6-4up", 105, 148, columns=2, rows=2),
        Layout("a6", 105, 148, columns=1, rows=1, page_width=105, page_height=148),
        Layout("a7", 74, 105, columns=4, rows=2, page_width=297, page_height=210),
        Layout("card", 86, 54, columns=2, rows=5, landscape_badge=True),
    )
}


def layout_named(key: str) -> Layout:
    """The layout called `key`; raises ValueError that names the layouts there are."""
    try:
        return LAYOUTS[key]
    except KeyError:
        raise ValueError(f"there is no badge layout {key!r}; there are {', '.join(LAYOUTS)}") from None
