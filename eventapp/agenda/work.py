"""What the agenda does each night."""

from datetime import datetime

from eventapp.agenda import documents
from eventapp.core import jobs
from eventapp.core.db import transaction


@jobs.daily("agenda.unused_files")
def forget_unused_files(args: dict[str, object], now: datetime) -> None:
    """Done twice, the second time finds nothing."""
    with transaction():
        documents.forget_unused(now)
