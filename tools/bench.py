"""First figures, each as a ratio against a floor measured in the same run: `make bench`.

A ratio of 1 would mean that we add nothing to the work that has to be done anyway.
"""

import json
import sqlite3
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import httpx
from flask_babel import force_locale
from jinja2 import Environment
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from eventapp.badges import actions as badges
from eventapp.badges.design import OURS
from eventapp.badges.faces import code_of, drawing, face
from eventapp.badges.queries import Wanted as WantedBadges
from eventapp.core.actors import SYSTEM, Role
from eventapp.demo import load
from eventapp.registration import actions
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code
from eventapp.reports import files
from eventapp.reports.files import Wanted
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from exports import badges as badge_sheets
from exports.labels import Labels
from tools.demo_site import Site, cookie_of, demo_site


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians in milliseconds."""

    name: str
    ours: float
    floor: float
    floor_name: str

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def median_ms(work: Callable[[], object], times: int) -> float:
    """The median of so many runs, after one that is not counted."""
    work()
    taken = []
    for _number in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def browser(site: Site, role: Role) -> httpx.Client:
    """Somebody with this role, signed in."""
    client = httpx.Client(base_url=site.address)
    client.cookies.set("eventapp", cookie_of(load.USERS[role][0]), domain="127.0.0.1", path="/")
    return client


def scan(site: Site, workshop: Workshop) -> Figure:
    """One scan over HTTP until it is acknowledged, against one bare insert and commit in the same folder."""
    codes = iter([badge_code(row.badge) for row in registrations.confirmed(workshop.id) if row.badge] * 10)
    with browser(site, Role.CHECK_IN) as http:
        page = http.get("/workshops/almaty-2016/check-in/").text
        token = page.split('name="csrf-token" content="')[1].split('"')[0]

        def send() -> None:
            reading = {
                "id": str(uuid.uuid4()),
                "checkpoint": "day-3",
                "code": next(codes),
                "scanned_at": datetime.now(UTC).isoformat(),
                "device": "bench",
            }
            answer = http.post(
                "/api/v1/workshops/almaty-2016/scans", json={"scans": [reading]}, headers={"X-CSRFToken": token}
            )
            assert answer.status_code == 200, answer.text

        ours = median_ms(send, 200)
    bare = sqlite3.connect(site.folder / "floor.sqlite3", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE scan (id TEXT PRIMARY KEY, body TEXT)")

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO scan VALUES (?, ?)", (str(uuid.uuid4()), "x" * 200))
        bare.execute("COMMIT")

    floor = median_ms(insert, 200)
    bare.close()
    return Figure("a scan acknowledged over HTTP", ours, floor, "one insert and commit, synchronous=FULL")


def page(site: Site, workshop: Workshop) -> Figure:
    """The list of participants, against the same rows in a bare template."""
    with browser(site, Role.ORGANIZER) as http:

        def ask() -> None:
            assert http.get("/workshops/almaty-2016/participants/").status_code == 200

        ours = median_ms(ask, 50)
    bare = Environment(autoescape=True).from_string(
        "<table>{% for r in rows %}<tr><td>{{ r.person.list_name }}<td>{{ r.person.original_name }}<td>{{ r.position }}"
        "<td>{{ r.organization }}<td>{{ r.delegation.country }}<td>{{ r.state }}</tr>{% endfor %}</table>"
    )
    floor = median_ms(lambda: bare.render(rows=registrations.people(workshop.id)), 50)
    return Figure("the list of participants over HTTP", ours, floor, "the same rows read and put into a bare template")


def board(site: Site, workshop: Workshop) -> Figure:
    """The delegation board, against its rows in a bare template."""
    with browser(site, Role.ORGANIZER) as http:

        def ask() -> None:
            assert http.get("/workshops/almaty-2016/board/").status_code == 200

        ours = median_ms(ask, 20)
    bare = Environment(autoescape=True).from_string(
        "<table>{% for r in rows %}<tr><td>{{ r.delegation.country }}<td>{{ r.held }}<td>{{ r.confirmed }}</tr>"
        "{% endfor %}</table>"
    )
    floor = median_ms(lambda: bare.render(rows=registrations.delegation_seats(workshop.id)), 20)
    return Figure("the delegation board over HTTP", ours, floor, "seats and heads read and put into a bare template")


def long_list(site: Site, workshop: Workshop) -> Figure:
    """5,000 nominations looked at, against the reader alone on the same file."""
    rows = [[n, f"Family{n}", "Ann", "F", "Expert", f"Office {n % 50}", f"p{n}@example.org"] for n in range(5_000)]
    book = Workbook()
    for row in (["No.", "Family name", "First name", "Gender", "Position", "Organization", "E-mail"], *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    data = out.getvalue()

    def look() -> None:
        draft = actions.preview_list(workshop.id, "long.xlsx", data, actor=SYSTEM, now=datetime.now(UTC))
        actions.drop_import(draft.id, workshop.id, actor=SYSTEM, now=datetime.now(UTC))

    floor = median_ms(lambda: CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python(), 3)
    return Figure("5,000 nominations looked at", median_ms(look, 3), floor, "the same cells with calamine alone")


def badge_file(site: Site, workshop: Workshop) -> Figure:
    """The badges of all confirmed, against the PDF library alone on the same faces."""
    rows = [row for row in registrations.confirmed(workshop.id) if row.badge]
    drawn = drawing(workshop, OURS, "en")
    faces = [face(row, drawn, code_of(row)) for row in rows]
    fonts = Path(site.app.root_path) / "static" / "fonts-ttf"
    floor = median_ms(lambda: badge_sheets.pdf(faces, Labels(), fonts), 5)
    ours = median_ms(lambda: badges.print_badges(workshop.id, WantedBadges(), actor=SYSTEM, now=datetime.now(UTC)), 5)
    print(f"{len(rows)} badges: {len(rows) / ours * 1000:.0f} a second")
    return Figure("the badges of all confirmed as PDF", ours, floor, "the PDF library alone")


def workbook(site: Site, workshop: Workshop) -> Figure:
    """The evidence workbook, against writing the same cells with openpyxl alone."""
    now = datetime.now(UTC)
    data = files.workbook(workshop, Wanted("en"), now=now)
    cells = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in load_workbook(BytesIO(data))]

    def bare() -> None:
        book = Workbook()
        for rows in cells:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        book.save(BytesIO())

    ours = median_ms(lambda: files.workbook(workshop, Wanted("en"), now=now), 5)
    return Figure("the evidence workbook", ours, median_ms(bare, 5), "the same cells with openpyxl alone")


def main() -> None:
    with demo_site() as site, site.app.app_context(), force_locale("en"):
        workshop = workshops.by_slug("almaty-2016")
        assert workshop is not None
        figures = [measure(site, workshop) for measure in (scan, page, board, badge_file, workbook, long_list)]
    for figure in figures:
        print(
            f"{figure.name:<38} {figure.ours:9.2f} ms  = {figure.ratio:6.1f} x "
            f"{figure.floor_name} ({figure.floor:.2f} ms)"
        )
    print(json.dumps({figure.name: round(figure.ratio, 1) for figure in figures}))


if __name__ == "__main__":
    main()
