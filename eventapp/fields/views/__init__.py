"""Pages on which the organizer decides what is asked, and on which staff read what was answered."""

from eventapp.fields.views import answers, defining
from eventapp.fields.views.blueprint import bp

__all__ = ["answers", "bp", "defining"]
