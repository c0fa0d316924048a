"""The rehearsal's page, and the list of what is still missing."""

from eventapp.rehearsal.views import readiness, steps  # noqa: F401 - they add their pages
from eventapp.rehearsal.views.blueprint import bp

__all__ = ["bp"]
