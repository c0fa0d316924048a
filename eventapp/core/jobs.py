"""Background work. Our table is the truth: a job is a row, written in the transaction that needs it.

A worker claims a row with a lease; if it dies, the lease runs out and another worker takes the job.
So a job may run twice, and each kind says in its handler what makes that harmless.
EVENTAPP_QUEUE_URL only adds a queue server that wakes workers at once (see `queue.py`).
"""

import logging
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base, in_transaction, session, transaction

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
POSTPONED = "postponed"

Handler = Callable[[dict[str, Any], datetime], None]
_handlers: dict[str, Handler] = {}
_given_up: dict[str, Handler] = {}
_when_idle: list[Callable[[], None]] = []
_daily: list[str] = []
_mine: ContextVar[tuple[int, int] | None] = ContextVar("mine", default=None)  # id and attempt of the job under way
_stopping = False


class LeaseLost(Exception):
    """Another worker has taken the job over; what this one was about to write is not written."""


class Postponed(Exception):
    """Nothing is wrong with the job, its time has not come: it waits until then, and has used up none of its tries.

    How often that was is `args["postponed"]` the next time.
    """

    def __init__(self, until: datetime, why: str) -> None:
        super().__init__(why)
        self.until = until


class Interrupted(Exception):
    """The worker is to stop: the job goes back into the queue as it stands."""


class Job(Base):
    """One piece of work. `key` makes asking for it twice harmless."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(120))
    args: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="queued", index=True)  # queued, running, done, failed
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


def handler(kind: str, *, given_up: Handler | None = None) -> Callable[[Handler], Handler]:
    """Register what does a kind of job. It gets the arguments and the instant; raising means: try again later.

    `given_up` is called after the last try, in the transaction that marks the job as failed.
    """

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        if given_up is not None:
            _given_up[kind] = given_up
        return function

    return register


def when_idle(function: Callable[[], None]) -> None:
    """`function` is called by a worker that finds nothing to do: to close what it keeps open between jobs."""
    if function not in _when_idle:
        _when_idle.append(function)


def daily(kind: str) -> Callable[[Handler], Handler]:
    """As `handler`, for what is done once a day, soon after midnight UTC; its arguments are empty."""
    if kind not in _daily:
        _daily.append(kind)
    return handler(kind)


def ask_daily(now: datetime) -> None:
    """Ask for what is due once a day; asking again on the same day changes nothing."""
    try:
        with transaction():
            for kind in _daily:
                enqueue(kind, f"{kind}:{now:%Y-%m-%d}", {}, now=now)
    except IntegrityError:
        log.info("another worker asks for the daily jobs at the same moment")


def enqueue(kind: str, key: str, args: dict[str, Any], *, now: datetime, after: datetime | None = None) -> None:
    """Ask for a job in the current transaction. A key that exists already is left as it is.

    `after`: the instant before which it does not begin; without it, at once.
    """
    if kind not in _handlers:
        raise ValueError(f"no handler for job kind {kind!r}")
    if not in_transaction():
        raise RuntimeError("a job is asked for inside the transaction that needs it")
    if session.scalar(select(Job.id).where(Job.key == key)) is None:
        session.add(Job(kind=kind, key=key, args=args, run_after=after or now, created_at=now))
        session.flush()
        session.info["rings"] = True  # the app rings the workers' bell after the commit


def enqueue_new(kind: str, work: Mapping[str, dict[str, Any]], *, now: datetime) -> None:
    """Ask for many jobs in the current transaction, {key: arguments}, of which the caller knows that none exists."""
    if kind not in _handlers:
        raise ValueError(f"no handler for job kind {kind!r}")
    if not in_transaction():
        raise RuntimeError("a job is asked for inside the transaction that needs it")
    rows = [{"kind": kind, "key": key, "args": args, "run_after": now, "created_at": now} for key, args in work.items()]
    if rows:
        session.execute(insert(Job), rows)  # without their ids, so that it is one statement
        session.info["rings"] = True


def enqueue_again(keys: Collection[str], *, now: datetime) -> None:
    """Begin jobs that have ended once more, with all their tries, in the current transaction."""
    ended = Job.key.in_(keys) & Job.state.in_(("done", "failed"))
    session.execute(
        update(Job).where(ended).values(state="queued", attempts=0, run_after=now, lease_until=None, last_error=None)
    )
    session.info["rings"] = True


def call_off(keys: Collection[str]) -> set[str]:
    """End jobs that have not begun, in the current transaction; the keys of those that it was still time for."""
    waiting = Job.key.in_(keys) & (Job.state == "queued")
    return set(session.scalars(update(Job).where(waiting).values(state="done").returning(Job.key)))


def claim(now: datetime, *, leaving: Collection[str] = ()) -> int | None:
    """Take the next due job for `LEASE`, but none of the kinds in `leaving`; its id, or None if nothing is due."""
    due = (
        select(Job.id)
        .where(
            or_(
                (Job.state == "queued") & (Job.run_after <= now),
                (Job.state == "running") & (Job.lease_until < now),
            ),
            Job.kind.not_in(leaving),
        )
        .order_by(Job.run_after, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with transaction() as current:
        job_id = current.scalar(due)
        if job_id is not None:
            current.execute(
                update(Job)
                .where(Job.id == job_id)
                .values(state="running", attempts=Job.attempts + 1, lease_until=now + LEASE)
            )
    return job_id


def run_next(now: datetime, *, leaving: Collection[str] = ()) -> bool:
    """Claim one due job and do it. False if nothing was due. `leaving`: kinds for other workers."""
    job_id = claim(now, leaving=leaving)
    if job_id is None:
        for close in _when_idle:
            close()
        return False
    job = session.get_one(Job, job_id)
    kind, args, attempt = job.kind, dict(job.args), job.attempts
    token = _mine.set((job_id, attempt))
    try:
        _handlers[kind](args, now)
    except Postponed as waits:
        session.rollback()
        _postpone(job_id, attempt, waits)
    except (LeaseLost, Interrupted) as ended:
        session.rollback()
        if isinstance(ended, Interrupted):
            _release(job_id, attempt, now)
    except Exception as error:
        log.warning("job %s (%s), attempt %s: %s", job_id, kind, attempt, type(error).__name__)
        session.rollback()
        _finish(job_id, attempt, now, error=f"{type(error).__name__}: {error}")
    else:
        _finish(job_id, attempt, now, error=None)
    finally:
        _mine.reset(token)
    return True


def renew(now: datetime, lease: timedelta = LEASE) -> None:
    """Keep the job that this worker is doing; inside the transaction whose writing depends on it.

    Raises LeaseLost if another worker has taken it. Does nothing outside of a job.
    """
    if (mine := _mine.get()) is None:
        return
    job_id, attempt = mine
    kept = (Job.id == job_id) & (Job.attempts == attempt) & (Job.state == "running")
    renewed = session.scalar(update(Job).where(kept).values(lease_until=now + lease).returning(Job.id))
    if renewed is None:
        raise LeaseLost(str(job_id))


def stop() -> None:
    """Ask this process's worker to stop at the next step of what it does."""
    global _stopping  # noqa: PLW0603 - set by a signal handler, which has nothing but the module
    _stopping = True


def stopping() -> bool:
    """Whether the worker has been asked to stop."""
    return _stopping


def _release(job_id: int, attempt: int, now: datetime) -> None:
    with transaction() as current:
        current.execute(
            update(Job)
            .where(Job.id == job_id, Job.attempts == attempt)
            .values(state="queued", lease_until=None, run_after=now)
        )


def _postpone(job_id: int, attempt: int, waits: Postponed) -> None:
    with transaction() as current:
        job = current.get(Job, job_id)
        if job is None or job.attempts != attempt:
            return
        job.state, job.run_after, job.lease_until, job.last_error = "queued", waits.until, None, str(waits)
        job.args = {**job.args, POSTPONED: job.args.get(POSTPONED, 0) + 1}


def _finish(job_id: int, attempt: int, now: datetime, error: str | None) -> None:
    with transaction() as current:
        job = current.get(Job, job_id)
        if job is None or job.attempts != attempt:  # wiped, or it took so long that another worker has it
            return
        job.lease_until, job.last_error = None, error
        tries = max(job.attempts - job.args.get(POSTPONED, 0), 1)  # the attempts themselves only ever grow: they fence
        if error is None:
            job.state = "done"
        elif tries > len(RETRIES):
            job.state = "failed"
            if job.kind in _given_up:
                _given_up[job.kind](dict(job.args), now)
        else:
            job.state, job.run_after = "queued", now + RETRIES[tries - 1]
