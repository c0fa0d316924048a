"""The door: single scans by one desk and by many, desks that come back with a thousand each, badges."""

import itertools
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from flask_babel import force_locale

from eventapp.badges import actions as badges
from eventapp.badges.queries import Wanted
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.rehearsal import cast
from eventapp.workshops import queries as workshops
from exports import typesetting
from tools.bench.figures import Figure
from tools.bench.floors import connect
from tools.bench.load import Caller, Run, callers, hammer
from tools.bench.server import SLUG, Installation, bare_server, installation

CLIENTS = (1, 8, 32)
DESKS, EACH, BATCH = 6, 1000, 100
BADGES = 500
PATH = f"/api/v1/workshops/{SLUG}/desk/events"


def figures(database: str, *, short: bool) -> list[Figure]:
    """Everything at the door, on "sqlite" or "postgresql". `short`: less of each, to try that it works."""
    seconds, each = (0.4, 2 * BATCH) if short else (3.0, EACH)
    found = []
    with installation(database, max(CLIENTS)) as site:
        found.append(Figure(f"{database}: from nothing to a desk that has the list", site.seconds, unit="s"))
        for clients in CLIENTS:
            found += _single(site, database, clients, seconds)
        found += _paced(site, database, seconds)
        found.append(_returning(site, database, each))
        if database == "sqlite":
            found += _badges(site, 60 if short else BADGES)
    return found


def event(code: str, at: datetime) -> dict[str, Any]:
    """A scan as the desk app sends it."""
    return {
        "kind": "scan",
        "id": str(uuid.uuid4()),
        "checkpoint": "day-3",
        "code": code,
        "registration": None,
        "walk_in": None,
        "direction": "in",
        "at": at.isoformat(),
        "told": "admitted",
        "forced": False,
        "way": "badge",
    }


def envelope(events: list[dict[str, Any]], waiting: int = 0) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat()
    return {
        "format": 1,
        "sent_at": now,
        "battery": 80,
        "charging": False,
        "waiting": waiting,
        "list_at": now,
        "events": events,
    }


def _single(site: Installation, database: str, clients: int, seconds: float) -> list[Figure]:
    """One scan after the other by so many desks, against bare inserts by as many, with and without HTTP."""
    with callers(site.address, site.tokens[:clients]) as desks:
        ours = hammer([_one(desk, site.codes) for desk in desks], seconds)
    with _inserting(site.database_url, clients) as inserts:
        floor = hammer(inserts, seconds / 2)
    with bare_server(site.database_url) as address, callers(address, site.tokens[:clients]) as desks:
        behind_http = hammer([_one(desk, site.codes) for desk in desks], seconds / 2)
    name = f"{database}, {clients} desks: scans a second"
    half = ours.rate >= floor.rate / 2
    return [
        Figure(name, ours.rate, floor.rate, "bare insert and commit", "/s", ("half of the floor", half)),
        Figure(f"{name} (same)", ours.rate, behind_http.rate, "the same behind a bare HTTP server", "/s"),
        *_spread(f"{database}, {clients} desks", ours),
    ]


def _paced(site: Installation, database: str, seconds: float) -> list[Figure]:
    """Fifty a second, by sixteen desks."""
    with callers(site.address, site.tokens[:16]) as desks:
        run = hammer([_one(desk, site.codes) for desk in desks], seconds * 2, rate=50)
    p95 = run.at(0.95)
    aim = ("50 a second, p95 under 150 ms", run.rate > 45 and p95 < 150)
    return [
        Figure(f"{database}, 50 scans a second asked for: done", run.rate, unit="/s"),
        Figure(f"{database}, 50 scans a second: p95", p95, unit="ms", aim=aim),
    ]


def _returning(site: Installation, database: str, each: int) -> Figure:
    """Six desks come back into the network at the same moment, with a thousand scans each."""
    began = datetime.now(UTC) - timedelta(hours=2)

    def send(desk: Caller) -> None:
        scans = [
            event(code, began + timedelta(seconds=number))
            for number, code in zip(range(each), itertools.cycle(site.codes), strict=False)
        ]
        for first in range(0, each, BATCH):
            answer = desk.ask("POST", PATH, envelope(scans[first : first + BATCH], each - first))
            assert {one["status"] for one in answer["results"]} <= {"stored", "flagged"}

    with callers(site.address, site.tokens[:DESKS]) as desks, ThreadPoolExecutor(DESKS) as pool:
        started = time.perf_counter()
        list(pool.map(send, desks))
        taken = time.perf_counter() - started
    aim = ("30 s", taken < 30)
    return Figure(f"{database}: {DESKS} desks return {each} scans each", taken, unit="s", aim=aim)


def _badges(site: Installation, number: int) -> list[Figure]:
    """So many badges in one file, against the typesetter alone on the same data."""
    with site.app.app_context(), force_locale("en"):
        workshop = workshops.named(SLUG)
        _fill_up(workshop.id, number)
        alone: list[float] = []
        compiled = typesetting._compiled

        def timed(*given: Any, **how: Any) -> bytes:
            started = time.perf_counter()
            data = compiled(*given, **how)
            alone.append(time.perf_counter() - started)
            return data

        typesetting._compiled = timed
        try:
            started = time.perf_counter()
            printed = badges.print_badges(workshop.id, Wanted(most=number), actor=SYSTEM, now=datetime.now(UTC))
            taken = time.perf_counter() - started
        finally:
            typesetting._compiled = compiled
            session.remove()
        floor = printed.number / sum(alone)
        name = f"{printed.number} badges: badges a second"
        return [
            Figure(name, printed.number / taken, floor, "Typst alone", "/s"),
            Figure(f"{printed.number} badges as one file", taken, unit="s", aim=("5 s", taken < 5)),
        ]


def _fill_up(workshop_id: int, number: int) -> None:
    """Invented people of a type without bounds, until so many are confirmed."""
    now = datetime.now(UTC)
    missing = number - len(registrations.confirmed(workshop_id))
    if missing <= 0:
        return
    kind = registrations.delegation_types(workshop_id)[-1]
    with transaction():
        kind.quota, kind.counts_as_participant = None, False
    for number_of, who in zip(range(missing), itertools.cycle(cast.people()), strict=False):
        registration.register(
            workshop_id,
            kind.id,
            cast.facts(number_of, who),
            organization="Institute of Invented Affairs",
            source="organizer",
            another_person=True,
            confirm=True,
            actor=SYSTEM,
            now=now,
        )


def _one(desk: Caller, codes: list[str]) -> Callable[[], object]:
    """Sends one scan and waits until it is acknowledged."""
    coming = itertools.cycle(codes)

    def send() -> None:
        answer = desk.ask("POST", PATH, envelope([event(next(coming), datetime.now(UTC))]))
        assert answer["results"][0]["status"] in {"stored", "flagged"}, answer

    return send


@contextmanager
def _inserting(database_url: str, clients: int) -> Iterator[list[Callable[[], object]]]:
    opened = [connect(database_url) for _number in range(clients)]
    body = "x" * 300
    try:
        yield [partial(insert, body) for insert, _close in opened]
    finally:
        for _insert, close in opened:
            close()


def _spread(name: str, run: Run) -> list[Figure]:
    return [
        Figure(f"{name}: p50", run.at(0.50)),
        Figure(f"{name}: p95", run.at(0.95)),
    ]
