"""Where badges lie on the paper. All measures in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

SMALLEST_QR_MM = 20.0
"""The code itself, without its quiet zone."""
QUIET = 33 / 25
"""A badge code with its quiet zone, as wide as the code alone: 25 modules and 4 on either side."""

A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of equal badges: side by side and cut along the marks, or labels that are cut already (`ready_cut`)."""

    key: str
    badge_width: float
    badge_height: float
    columns: int = 1
    rows: int = 1
    page: tuple[float, float] | None = None
    """Width and height of the paper; None: of a badge."""
    landscape_badge: bool = False
    """Text beside the QR code instead of above it."""
    gap_x: float = 0
    gap_y: float = 0
    ready_cut: bool = False

    @property
    def page_width(self) -> float:
        return self.page[0] if self.page else self.badge_width

    @property
    def page_height(self) -> float:
        return self.page[1] if self.page else self.badge_height

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    @property
    def left(self) -> float:
        used = self.columns * self.badge_width + (self.columns - 1) * self.gap_x
        return (self.page_width - used) / 2

    @property
    def top(self) -> float:
        used = self.rows * self.badge_height + (self.rows - 1) * self.gap_y
        return (self.page_height - used) / 2

    @property
    def paper(self) -> str:
        """ "a4", "letter", or "" for a page as large as the badge."""
        return {A4: "a4", A4[::-1]: "a4", LETTER: "letter", LETTER[::-1]: "letter"}.get(self.page or (0, 0), "")

    @property
    def turned(self) -> bool:
        """Whether the paper lies across, so that it is turned over on its short edge."""
        return self.page_width > self.page_height

    @property
    def largest_qr(self) -> float:
        """The widest code (without its quiet zone) that leaves room for the name; whole millimetres."""
        if self.landscape_badge:
            room = self.badge_height * (1 - 22 / 54) - 1
            return float(max(SMALLEST_QR_MM, min(room / QUIET, self.badge_width * 0.34) // 1))
        return float(max(SMALLEST_QR_MM, min(self.badge_width * 0.42, self.badge_height * 0.28) // 1))


DEFAULT_LAYOUT = "a6-4up"
LAYOUTS = {
    layout.key: layout
    for layout in (
        Layout("a6-4up", 105, 148, columns=2, rows=2, page=A4),
        Layout("a6", 105, 148),
        Layout("a7", 74, 105, columns=4, rows=2, page=A4[::-1]),
        Layout("card", 86, 54, columns=2, rows=5, page=A4, landscape_badge=True),
        Layout("90x120-4up", 90, 120, columns=2, rows=2, page=A4),
        Layout("90x120", 90, 120),
        Layout("a7-single", 74, 105),
        Layout("card-single", 86, 54, landscape_badge=True),
        Layout("a6-letter", 105, 148, columns=2, rows=1, page=LETTER),
        Layout("90x120-letter", 90, 120, columns=2, rows=2, page=LETTER),
        Layout("a7-letter", 74, 105, columns=3, rows=2, page=LETTER[::-1]),
        Layout("card-letter", 86, 54, columns=2, rows=5, page=LETTER, landscape_badge=True),
        # as sold: Avery Zweckform L4785 and L7418, Avery 5392 and 5395
        Layout("labels-80x50", 80, 50, 2, 5, A4, landscape_badge=True, gap_x=15, gap_y=5, ready_cut=True),
        Layout("labels-86x55", 86.5, 55.5, 2, 4, A4, landscape_badge=True, ready_cut=True),
        Layout("labels-4x3", 101.6, 76.2, 2, 3, LETTER, landscape_badge=True, ready_cut=True),
        Layout("labels-86x59", 85.725, 59.267, 2, 4, LETTER, True, gap_x=9.525, gap_y=4.233, ready_cut=True),
    )
}


def layout_named(key: str) -> Layout:
    """The layout called `key`; raises ValueError that names the layouts there are."""
    try:
        return LAYOUTS[key]
    except KeyError:
        raise ValueError(f"there is no badge layout {key!r}; there are {', '.join(LAYOUTS)}") from None


def alone(key: str) -> str:
    """The layout with the same badge, one on each page: for one printed at the desk."""
    wanted = layout_named(key)
    nearest = min(
        (layout for layout in LAYOUTS.values() if layout.page is None),
        key=lambda layout: (
            abs(layout.badge_width - wanted.badge_width) + abs(layout.badge_height - wanted.badge_height)
        ),
    )
    return nearest.key
