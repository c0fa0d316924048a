"""Words for how badges look."""

from flask_babel import lazy_gettext as _l

LAYOUT_LABELS = {
    "a6-4up": _l("A6, four on a sheet of A4"),
    "a6": _l("A6, one on each page"),
    "a7": _l("A7, eight on a sheet of A4"),
    "card": _l("Card 86 × 54 mm, ten on a sheet of A4"),
    "90x120-4up": _l("90 × 120 mm, four on a sheet of A4"),
    "90x120": _l("90 × 120 mm, one on each page"),
    "a7-single": _l("A7, one on each page"),
    "card-single": _l("Card 86 × 54 mm, one on each page"),
    "a6-letter": _l("A6, two on a sheet of Letter"),
    "90x120-letter": _l("90 × 120 mm, four on a sheet of Letter"),
    "a7-letter": _l("A7, six on a sheet of Letter"),
    "card-letter": _l("Card 86 × 54 mm, ten on a sheet of Letter"),
    "labels-80x50": _l("Labels 80 × 50 mm, ten on a sheet of A4 (L4785)"),
    "labels-86x55": _l("Inserts 86.5 × 55.5 mm, eight on a sheet of A4 (L7418)"),
    "labels-4x3": _l("Inserts 4 × 3 in, six on a sheet of Letter (5392)"),
    "labels-86x59": _l("Labels 3⅜ × 2⅓ in, eight on a sheet of Letter (5395)"),
}
NAME_SIZE_LABELS = {
    "small": _l("Small"),
    "normal": _l("Normal"),
    "large": _l("Large"),
    "largest": _l("As large as it fits"),
}
EMPHASIS_LABELS = {
    "whole": _l("The whole name"),
    "family": _l("The family name"),
    "given": _l("The given name"),
}
BACK_LABELS = {
    "none": _l("Nothing: one side only"),
    "same": _l("The same as on the front"),
    "programme": _l("The programme"),
    "text": _l("A text of our own, such as house rules"),
}
