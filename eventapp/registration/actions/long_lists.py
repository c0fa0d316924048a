"""Long lists are read in part by part in the background, each part a transaction of its own under the seats' lock."""

from collections.abc import Collection
from datetime import datetime

from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.registration import queries, seats
from eventapp.registration.actions import imports, reading_in
from eventapp.registration.actions.imports import Choice
from eventapp.registration.models import NominationImport
from eventapp.tasks import actions as tasks
from eventapp.tasks.models import Task

LONG = 500
PART = 250
KIND = "nominations.read-in"


def is_long(draft: NominationImport) -> bool:
    """Whether a list has so many people that it is read in in the background."""
    return len(draft.report.get("list", {}).get("rows", ())) > LONG


def start_reading(
    import_id: int, workshop_id: int, *, withdraw: Collection[int] = (), actor: Actor, now: datetime
) -> Task:
    """Put the reading in of a draft into the queue. Raises UserError if it is read in, or being read in, already."""
    imports.allow(actor, workshop_id, Choice(), now)
    with transaction():
        seats.lock(workshop_id)
        draft = imports.own_draft(workshop_id, import_id, actor)
        imports.check_waiting(draft)
        args = {"import": draft.id, "withdraw": sorted(withdraw)}
        task = tasks.start(workshop_id, KIND, args, actor=actor, now=now)
        draft.report = {**draft.report, "task": task.id}
    return task


def read_part(
    import_id: int,
    workshop_id: int,
    withdraw: Collection[int],
    answers: reading_in.Answers,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Read in the next part. Raises UserError if the list was undone or put aside since."""
    with transaction():
        seats.lock(workshop_id)
        draft = queries.draft(workshop_id, import_id)
        if draft.state == "draft":
            reading_in.begin(draft, withdraw, now=now)
        reading_in.check_begun(draft)
        reading_in.read_part(draft, answers, most=PART, actor=actor, now=now)
