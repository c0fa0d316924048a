"""Badges: pages for people, one file for a desk's printer."""

from eventapp.badges import proofs
from eventapp.badges.views import design, one, pages, signs
from eventapp.badges.views.api import api
from eventapp.badges.views.blueprint import bp
from eventapp.registration import proof

__all__ = ["api", "bp", "design", "one", "pages", "signs"]

proof.draw_by("badge", proofs.badge_picture)
proof.draw_by("plate", proofs.plate_picture)
