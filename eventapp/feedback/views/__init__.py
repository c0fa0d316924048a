"""Views of feedback: for those who prepare it, for those who answer, and the API."""

from eventapp.feedback.views import answering, managing
from eventapp.feedback.views.api import api
from eventapp.feedback.views.blueprint import bp

__all__ = ["answering", "api", "bp", "managing"]
