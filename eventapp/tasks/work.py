"""Long work, step by step. Each step is one transaction that does something and notes that it is done.

So after a killed worker another one goes on behind the last step, and nothing is done twice: the mark and the deed are
one commit, and the lease of the job is renewed in it (`jobs.renew`), so that a worker that was only slow writes nothing
once its job has been given to another. Cancelling is seen between steps.

    @kind("letters.all", title=_l("Letters for everybody"), leads_to=("letters.index", _l("To the letters")))
    def run(work: Work) -> None:
        for registration_id in work.over(work.args["registrations"]):
            ...                                   # inside a transaction; an error becomes a problem of this item
        work.finish(result={"letters": 12}, file=(data, "letters.pdf", "application/pdf"))

The function is called again after a kill and after a problem; what it keeps between steps it keeps by `work.keep`.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from eventapp.core import jobs, stored
from eventapp.core.db import in_transaction, session, transaction
from eventapp.core.errors import UserError
from eventapp.tasks import kinds
from eventapp.tasks.models import UNFINISHED, Task
from eventapp.workshops import marks
from eventapp.workshops.models import Workshop

log = logging.getLogger(__name__)

MOST_PROBLEMS = 500
STARTS_WITHOUT_A_STEP = 3
"""A worker that dies so often at the same step would die there for ever."""


class _Cancelled(Exception):
    """The person who started it does not want it any more."""


def kind(
    name: str, *, title: Any, leads_to: tuple[str, Any] | None = None
) -> Callable[[Callable[["Work"], None]], Callable[["Work"], None]]:
    """Register a function as a kind of work. `leads_to`: endpoint and label of the workshop's page with its result."""

    def register(run: Callable[["Work"], None]) -> Callable[["Work"], None]:
        kinds.register(name, kinds.Kind(run, title, leads_to))
        return run

    return register


class Work:
    """What a piece of work is given: its arguments, and the means to do it step by step.

    `workshop_id`, `args`: as `actions.start` was given them. `actor_label`: who started it.
    """

    def __init__(self, task: Task, now: datetime) -> None:
        self.task_id, self.workshop_id, self.args = task.id, task.workshop_id, task.asked
        self.actor_label, self.user_id = task.started_by, task.user_id
        self._began, self._clock = now, time.monotonic()
        self._open: ExitStack | None = None
        self._at: tuple[str, int, int, str] | None = None  # loop, place in it, end of its batch, name of the item
        self._one_by_one_until = 0

    @property
    def now(self) -> datetime:
        """The instant, in UTC."""
        return self._began + timedelta(seconds=time.monotonic() - self._clock)

    @property
    def cursor(self) -> dict[str, Any]:
        """What was kept by `keep` in earlier steps."""
        kept: dict[str, Any] = self._task().cursor.get("kept", {})
        return dict(kept)

    def over(
        self,
        items: Sequence[Any],
        *,
        loop: str = "",
        batch: int = 1,
        called: Callable[[Any], str] = str,
        prepare: Callable[[Any], Any] | None = None,
    ) -> Iterator[Any]:
        """Each item once, in a transaction of its own (or of `batch` items); go to the end, do not `break`.

        Items are JSON values; those of the first call count, so that a list that shrinks while it is worked through is
        no trap. `loop`: a name, where there are several. `called`: how an item is named if there is a problem with it.
        `prepare`: what takes long and need not keep everybody else from writing; it is called with the item before the
        transaction (and again after a kill), and what it gives back is what comes out of the loop.
        """
        settled = self._settle(loop, items)
        place = self._task().cursor.get(f"at:{loop}", 0)
        while place < len(settled):
            one_by_one = prepare is not None or place < self._one_by_one_until
            end = min(place + (1 if one_by_one else batch), len(settled))
            made = settled[place:end]
            if prepare is not None:
                made = [self._ready(prepare, loop, place, settled[place], called)]
            self._enter()
            for offset, item in enumerate(settled[place:end]):
                self._at = (loop, place + offset, end, str(item))
                self._at = (loop, place + offset, end, called(item))
                yield made[offset]
            self._advance(loop, end, end - place)
            self._leave()
            place = end

    @contextmanager
    def step(self, longest: timedelta = jobs.LEASE) -> Iterator[None]:
        """One step outside of a loop, as one transaction. `longest`: how long it may take by itself."""
        self._enter(longest)
        yield
        self._leave()

    def keep(self, **values: Any) -> None:
        """Note JSON values for later steps, within the step that they come from."""
        task = self._task()
        task.cursor = {**task.cursor, "kept": {**task.cursor.get("kept", {}), **values}}
        session.flush()

    def problem(self, what: str, why: str) -> None:
        """Something could not be done; the work goes on, the person who started it reads of it."""
        with transaction():
            task = self._task()
            if len(task.problems) < MOST_PROBLEMS:
                task.problems = [*task.problems, {"what": what, "why": why}]
            task.cursor = {**task.cursor, "problems": task.cursor.get("problems", 0) + 1}
            session.flush()

    def alive(self, longest: timedelta = timedelta(minutes=5)) -> None:
        """Before something that takes long outside of a step: keep the job for that long."""
        self._enter(longest)
        self._leave()

    def finish(self, result: dict[str, Any] | None = None, file: tuple[bytes, str, str] | None = None) -> None:
        """It is done. `result`: figures by name, "address": what the page it leads to needs.

        `file`: bytes, name, MIME type. Not calling it is fine: work whose function returns is done.
        """
        self._enter()
        task = self._task()
        task.result = result or {}
        if file is not None:
            data, filename, mime = file
            task.file_id = stored.keep(data, filename, mime, sealed=True, now=self.now).id
        self._end(task, "done")
        self._leave()

    def _task(self) -> Task:
        return session.get_one(Task, self.task_id)

    def _enter(self, lease: timedelta = jobs.LEASE) -> None:
        if self._open is not None:
            raise RuntimeError("a step begins inside another one")
        if jobs.stopping():
            raise jobs.Interrupted
        stack = ExitStack()
        stack.enter_context(transaction())
        self._open = stack
        jobs.renew(self.now, lease)
        if self._task().cancel_asked:
            raise _Cancelled

    def _leave(self) -> None:
        stack, self._open, self._at = self._open, None, None
        if stack is not None:
            task = self._task()
            if task.cursor.get("starts"):
                task.cursor = {**task.cursor, "starts": 0}
            stack.close()

    def _abandon(self, error: BaseException) -> None:
        """Roll back the step under way."""
        stack, self._open = self._open, None
        if stack is not None:
            with _swallowed(error):
                stack.__exit__(type(error), error, error.__traceback__)

    def _ready(
        self, prepare: Callable[[Any], Any], loop: str, place: int, item: Any, called: Callable[[Any], str]
    ) -> Any:
        """An item made outside of a transaction; an error becomes a problem of this item."""
        self._at = (loop, place, place + 1, str(item))
        self._at = (loop, place, place + 1, called(item))
        return prepare(item)

    def _settle(self, loop: str, items: Sequence[Any]) -> list[Any]:
        name = f"over:{loop}"
        if name not in self._task().args:
            with self.step():
                task = self._task()
                task.args = {**task.args, name: list(items)}
                task.total = (task.total or 0) + len(items)
        settled: list[Any] = self._task().args[name]
        return settled

    def _advance(self, loop: str, place: int, done: int) -> None:
        task = self._task()
        task.cursor = {**task.cursor, f"at:{loop}": place}
        task.done += done
        session.flush()

    def _end(self, task: Task, state: str) -> None:
        task.state, task.finished_at = state, self.now
        session.flush()

    def _begin(self) -> None:
        """Say that it runs. Raises UserError for work that never gets on."""
        with transaction():
            jobs.renew(self.now)
            task = self._task()
            starts = task.cursor.get("starts", 0) + 1
            task.state = "running"
            task.cursor = {"began": self.now.isoformat(), **task.cursor, "starts": starts}
        if starts > STARTS_WITHOUT_A_STEP:
            raise UserError(_("It stopped several times at the same place without saying why."))

    def _skip(self, error: Exception) -> bool:
        """After an error within a loop: past the item that made it. False if there is no such item."""
        at, self._at = self._at, None
        if at is None:
            return False
        loop, place, end, name = at
        first = self._task().cursor.get(f"at:{loop}", 0)
        session.rollback()
        if end - first > 1:
            self._one_by_one_until = end  # a batch goes item by item the second time, so that only one is lost
            return True
        with transaction():
            jobs.renew(self.now)
            self.problem(name, _plainly(error))
            self._advance(loop, place + 1, 1)
        return True

    def _conclude(self, state: str, why: str | None = None) -> None:
        with transaction():
            jobs.renew(self.now)
            task = self._task()
            if why is not None:
                task.result = {**task.result, "why": why}
            self._end(task, state)

    def _through(self, run: Callable[["Work"], None]) -> None:
        """Call the function until it gets to its end."""
        while True:
            try:
                run(self)
                if self._open is not None:
                    raise RuntimeError("a step was left before its end")
                return
            except BaseException as error:
                self._abandon(error)
                ends_it = isinstance(error, OperationalError | jobs.LeaseLost | jobs.Interrupted | _Cancelled)
                if ends_it or not isinstance(error, Exception) or not self._skip(error):
                    raise
                if not isinstance(error, UserError):
                    log.exception("task %s: an item failed", self.task_id)


@contextmanager
def _swallowed(error: BaseException) -> Iterator[None]:
    """Leaving a transaction by an error raises that error again; here it is known already."""
    try:
        yield
    except BaseException as again:
        if again is not error:
            raise


def _plainly(error: Exception) -> str:
    """Why, for the person who reads it: our own refusals speak for themselves, other errors stand in the log."""
    return error.message if isinstance(error, UserError) else _("Something went wrong on our side.")


@jobs.handler("task")
def do(args: dict[str, Any], now: datetime) -> None:
    """Do a task from where it stands to its end. A database that does not answer is met by the job's own retries."""
    task = session.get(Task, args["task"])
    if task is None or task.state not in UNFINISHED:
        return
    work, found = Work(task, now), kinds.find(task.kind)
    with force_locale(task.language), marks.printing(session.get(Workshop, task.workshop_id)):
        try:
            work._begin()
            if found is None:
                raise UserError(_("This version of the application does not know this work."))
            work._through(found.run)
            if session.get_one(Task, work.task_id).state in UNFINISHED:
                work._conclude("done")
        except (OperationalError, jobs.LeaseLost, jobs.Interrupted):
            raise
        except _Cancelled:
            work._conclude("cancelled")
        except Exception as error:
            assert not in_transaction()
            if not isinstance(error, UserError):
                log.exception("task %s failed", work.task_id)
            session.rollback()
            work._conclude("failed", _plainly(error))
