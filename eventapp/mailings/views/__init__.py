"""Pages for writing to many."""

from eventapp.mailings.views import sending, writing  # noqa: F401 - their routes
from eventapp.mailings.views.blueprint import bp

__all__ = ["bp"]
