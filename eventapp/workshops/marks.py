"""What stands across every page of a workshop that is only played through."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import g, has_app_context
from flask_babel import gettext as _

from eventapp.workshops.models import Workshop

_printing: ContextVar[bool] = ContextVar("printing", default=False)


@contextmanager
def printing(workshop: Workshop | None) -> Iterator[None]:
    """Outside of a request: the files made inside are this workshop's."""
    token = _printing.set(workshop is not None and workshop.rehearsal_of is not None)
    try:
        yield
    finally:
        _printing.reset(token)


def on_pages() -> str:
    """The word across the files made now: "Rehearsal" in the language in force, or ""."""
    here: Workshop | None = g.get("workshop") if has_app_context() else None
    return _("Rehearsal") if _printing.get() or (here is not None and here.rehearsal_of is not None) else ""
