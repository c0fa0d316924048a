"""The blueprint to which the pages of this feature belong."""

from collections.abc import Callable

from flask import Blueprint

bp = Blueprint("fields", __name__)


def belong_to(section: str, *views: Callable[..., object]) -> None:
    """Mark the section of the navigation (an endpoint) under which pages are shown."""
    for view in views:
        view.section = section  # type: ignore[attr-defined]
