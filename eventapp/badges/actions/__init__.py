"""What is done with badges: printed, handed over, replaced, given blank."""

from eventapp.badges.actions.handing import hand_over
from eventapp.badges.actions.printing import Printed, first_language, print_badges
from eventapp.badges.actions.spares import give_spare

__all__ = ["Printed", "first_language", "give_spare", "hand_over", "print_badges"]
