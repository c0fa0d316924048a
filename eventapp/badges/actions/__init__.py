"""What is done with badges: designed, printed, handed over, given blank."""

from eventapp.badges.actions.designing import change_design, check, reset_design, undo_design
from eventapp.badges.actions.handing import hand_over
from eventapp.badges.actions.printing import Printed, PrintedBefore, print_badges, print_pile_again
from eventapp.badges.actions.spares import MOST_AT_ONCE, give_spare, print_spares, print_spares_again

__all__ = [
    "MOST_AT_ONCE",
    "Printed",
    "PrintedBefore",
    "change_design",
    "check",
    "give_spare",
    "hand_over",
    "print_badges",
    "print_pile_again",
    "print_spares",
    "print_spares_again",
    "reset_design",
    "undo_design",
]
