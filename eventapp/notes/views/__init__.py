"""Pages and API of the notes."""

from eventapp.notes import session_check
from eventapp.notes.views import pages, workbooks
from eventapp.notes.views.api import api
from eventapp.notes.views.blueprint import bp

__all__ = ["api", "bp", "pages", "session_check", "workbooks"]
