"""Pages about what mails say and what became of them."""

from eventapp.messages.views import outbox, words  # noqa: F401 - their routes
from eventapp.messages.views.blueprint import bp

__all__ = ["bp"]
