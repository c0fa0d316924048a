"""Who was erased stays erased when an older backup is restored."""

import json
from datetime import datetime
from typing import Any

from eventapp.core import backup
from eventapp.core.actors import SYSTEM
from eventapp.core.config import Settings
from eventapp.privacy import actions, queries

LIST = "erased.jsonl"
"""In the data folder, one line for each erasure; to be kept with the backups, so that a new machine knows it too."""


def remember(settings: Settings) -> list[dict[str, Any]]:
    """The erasures that this installation knows of, from the database and from the list beside it."""
    path = settings.data_dir / LIST
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [*(json.loads(line) for line in lines if line.strip()), *(row.facts() for row in queries.erasures())]


def reapply(remembered: list[dict[str, Any]]) -> None:
    """Erase them again in what was restored, as of the instant at which it was done."""
    for facts in remembered:
        actions.erase_again(facts, actor=SYSTEM, now=datetime.fromisoformat(facts["erased_at"]))


backup.outlives_restore(remember, reapply)
