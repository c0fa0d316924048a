"""What is done with the set-up of a workshop."""

from eventapp.workshops.actions.logos import copied_logo, remove_logo, set_logo
from eventapp.workshops.actions.set_up import (
    SeriesFacts,
    add_part,
    change_part,
    change_series,
    move_part,
    move_section,
    part_in,
    set_outline,
)

__all__ = [
    "SeriesFacts",
    "add_part",
    "change_part",
    "change_series",
    "copied_logo",
    "move_part",
    "move_section",
    "part_in",
    "remove_logo",
    "set_logo",
    "set_outline",
]
