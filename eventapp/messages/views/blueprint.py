"""The blueprint that the pages of this feature share; they belong to the entry of the mailings."""

from collections.abc import Callable

from flask import Blueprint

SECTION = "mailings.index"
bp = Blueprint("messages", __name__)


def belong_to_mailings(*views: Callable[..., object]) -> None:
    """Mark pages as part of the entry "Messages" of the navigation."""
    for view in views:
        view.section = SECTION  # type: ignore[attr-defined]
