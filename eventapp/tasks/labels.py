"""How long work is called."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.tasks.kinds import find
from eventapp.tasks.models import Task

STATE_LABELS: dict[str, Any] = {
    "queued": _l("waiting"),
    "running": _l("running"),
    "done": _l("done"),
    "failed": _l("failed"),
    "cancelled": _l("cancelled"),
}
STATE_TONES = {"queued": "quiet", "running": "info", "done": "good", "failed": "bad", "cancelled": "warn"}


def title(task: Task) -> str:
    """What is being done, in the language in force."""
    kind = find(task.kind)
    return str(kind.title) if kind else task.kind


def remaining(seconds: float) -> str:
    """ "about 2 minutes": how long it will still take, in the language in force."""
    if seconds < 10:
        text = _("a few seconds")
    elif seconds < 100:
        text = _("about %(seconds)s seconds", seconds=int(round(seconds, -1)))
    elif seconds < 5400:
        text = _("about %(minutes)s minutes", minutes=round(seconds / 60))
    else:
        text = _("about %(hours)s hours", hours=round(seconds / 3600))
    return str(text)
