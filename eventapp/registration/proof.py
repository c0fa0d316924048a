"""Badge and name plate as pictures, for their owner to look at before they are printed: "is this right?".

How they look is decided above registration; whoever decides it says `draw_by("badge", …)` once, when its views are
imported.
"""

from collections.abc import Callable

from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

Draw = Callable[[Workshop, Registration, str], bytes]
_drawn_by: dict[str, Draw] = {}


def draw_by(kind: str, draw: Draw) -> None:
    """`draw(workshop, registration, language)` gives the PNG of the "badge" or of the "plate"."""
    _drawn_by[kind] = draw


def picture(kind: str, workshop: Workshop, registration: Registration, code: str) -> bytes:
    """The "badge" or the "plate" (PNG) in the language `code`."""
    return _drawn_by[kind](workshop, registration, code)
