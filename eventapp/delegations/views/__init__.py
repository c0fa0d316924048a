"""The organizers' board of delegations, and the page of a focal point."""

from eventapp.delegations.views import board, focal, focal_lists, one
from eventapp.delegations.views.blueprint import bp

__all__ = ["board", "bp", "focal", "focal_lists", "one"]
