"""Pages, lists and files of one person at a time, against what the work would cost if we added nothing."""

from datetime import UTC, datetime
from io import BytesIO

import httpx
from flask_babel import force_locale
from jinja2 import Environment
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from eventapp.core.actors import SYSTEM, Role
from eventapp.demo import load
from eventapp.registration import actions
from eventapp.registration import queries as registrations
from eventapp.reports import files
from eventapp.reports.files import Wanted
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from tools.bench.figures import Figure, median_ms
from tools.demo_site import Site, cookie_of, demo_site


def browser(site: Site, role: Role) -> httpx.Client:
    """Somebody with this role, signed in."""
    client = httpx.Client(base_url=site.address)
    client.cookies.set("eventapp", cookie_of(load.USERS[role][0]), domain="127.0.0.1", path="/")
    return client


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


def figures(*, short: bool) -> list[Figure]:
    """Measured on a throw-away installation with the demo in it; `short`: two of them."""
    measures = (page, board) if short else (page, board, workbook, long_list)
    with demo_site() as site, site.app.app_context(), force_locale("en"):
        workshop = workshops.by_slug("almaty-2016")
        assert workshop is not None
        return [measure(site, workshop) for measure in measures]
