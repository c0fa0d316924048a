"""The sheets that go to the hotel, the driver, the caterer and the cashier."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from openpyxl.utils import get_column_letter

from eventapp.core.i18n import LANGUAGES, day
from eventapp.core.timezones import local
from eventapp.logistics import queries
from eventapp.logistics.labels import SHEET_LABELS
from eventapp.logistics.queries import Journey, Traveller
from eventapp.logistics.subsistence import Rules
from eventapp.registration.labels import SEX_LABELS, delegation_label
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports.excel.cells import Formula, Value
from exports.excel.sheet import Column, Sheet
from exports.excel.tables import tables_workbook
from exports.labels import Labels

MONEY = "#,##0.00"
FIRST_ROW = 4
"""Where a sheet's rows begin, below its title and head (exports.excel.sheet)."""


def write(workshop: Workshop, kind: str, code: str, *, generated_at: datetime) -> tuple[bytes, int]:
    """The workbook "travel", "hotel", "needs" or "subsistence" in the language `code`, and how many people it names.

    Raises KeyError for another kind.
    """
    with force_locale(code):
        everybody = queries.travellers(workshop, code)
        sheets = _SHEETS[kind](workshop, everybody, code)
        data = tables_workbook(
            workshop_facts(workshop),
            str(SHEET_LABELS[kind]),
            sheets,
            Labels.translated(_),
            generated_at=local(generated_at, workshop.timezone),
            demo=workshop.demo,
        )
    return data, len(everybody)


def _who(each: Traveller, code: str) -> list[Value]:
    registration = each.registration
    return [registration.person.list_name, delegation_label(registration.delegation, code)]


def _who_columns() -> list[Column]:
    return [Column(_("Name"), widest=28), Column(_("Delegation"), widest=24)]


def _travel(workshop: Workshop, everybody: Sequence[Traveller], code: str) -> list[Sheet]:
    unknown = [each for each in everybody if each.arrives_at is None or each.leaves_at is None]
    columns = [*_who_columns(), Column(_("Arrival"), centred=True), Column(_("Departure"), centred=True)]
    rows = [[*_who(e, code), _known(e.arrives_at), _known(e.leaves_at)] for e in unknown]
    return [
        _journeys(_("Arrivals"), queries.arrivals(workshop, everybody), code, arrivals=True),
        _journeys(_("Departures"), queries.departures(workshop, everybody), code, arrivals=False),
        Sheet(_("Not known"), _("Arrival or departure not known"), columns, rows),
    ]


def _known(instant: datetime | None) -> str:
    return str(_("known") if instant else _("not known"))


def _journeys(title: str, days: dict[date, list[Journey]], code: str, *, arrivals: bool) -> Sheet:
    columns = [
        Column(_("Day"), widest=22),
        Column(_("Time"), centred=True),
        Column(_("Flight or train"), widest=18),
        *([Column(_("From where"), widest=20), Column(_("To be met"), centred=True)] if arrivals else []),
        *_who_columns(),
        Column(_("Telephone"), widest=20),
    ]
    rows = [
        [
            day(when, "EEE d MMM y"),
            journey.at.strftime("%H:%M"),
            journey.flight,
            *([journey.place, _("yes") if journey.traveller.pick_up else ""] if arrivals else []),
            *_who(journey.traveller, code),
            journey.traveller.registration.person.phone,
        ]
        for when, journeys in days.items()
        for journey in journeys
    ]
    return Sheet(title, title, columns, rows)


def _hotel(workshop: Workshop, everybody: Sequence[Traveller], code: str) -> list[Sheet]:
    """The rooming list: one row for each guest, one column for each night, rooms counted below."""
    guests = [each for each in everybody if each.nights]
    nights = list(queries.nights(everybody))
    columns = [
        *_who_columns(),
        Column(_("Sex"), centred=True),
        Column(_("First night"), centred=True),
        Column(_("Leaves on"), centred=True),
        Column(_("Nights"), centred=True),
        *(Column(day(night, "d MMM"), centred=True) for night in nights),
        Column(_("Access needs"), widest=26),
    ]
    rows = [_guest(each, nights, code) for each in guests]
    title = str(SHEET_LABELS["hotel"])
    if not guests:
        return [Sheet(title, title, columns, rows)]
    last = FIRST_ROW + len(rows) - 1
    letters = [get_column_letter(number) for number in range(6, 7 + len(nights))]
    sums: list[Value] = [Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})") for letter in letters]
    return [Sheet(title, title, columns, rows, totals=[_("Rooms taken"), "", "", "", "", *sums, ""], frozen_columns=2)]


def _guest(each: Traveller, nights: Sequence[date], code: str) -> list[Value]:
    sex = each.registration.person.sex
    return [
        *_who(each, code),
        str(SEX_LABELS[sex]) if sex else "",
        each.nights[0],
        each.leaves_hotel,
        len(each.nights),
        *(1 if night in each.nights else None for night in nights),
        each.registration.access_needs,
    ]


def _needs(workshop: Workshop, everybody: Sequence[Traveller], code: str) -> list[Sheet]:
    columns = [
        *_who_columns(),
        Column(_("Dietary needs"), widest=30),
        Column(_("Access needs"), widest=30),
        Column(_("Interpretation into"), widest=16),
        Column(_("Languages"), widest=24),
    ]
    rows: list[list[Value]] = []
    for each in everybody:
        registration = each.registration
        spoken = ", ".join(LANGUAGES.get(language, language) for language in registration.languages)
        into = LANGUAGES.get(registration.interpretation, registration.interpretation)
        said: list[Value] = [registration.dietary, registration.access_needs, into, spoken]
        if any(said[:3]):
            rows.append([*_who(each, code), *said])
    people = [each.registration for each in everybody]
    counted: list[list[Value]] = [[what, len(who)] for what, who in queries.needs(people, "dietary")]
    head = [Column(_("Dietary needs"), widest=44), Column(_("People"))]
    title = str(SHEET_LABELS["needs"])
    return [Sheet(title, title, columns, rows), Sheet(_("Kitchen"), _("For the kitchen"), head, counted)]


def _subsistence(workshop: Workshop, everybody: Sequence[Traveller], code: str) -> list[Sheet]:
    """The sheet that is signed for payment; sums are live, so that the cashier can check them."""
    rules = Rules.from_json(workshop.subsistence)
    columns = [
        *_who_columns(),
        Column(_("Nights"), centred=True),
        Column(_("At the full rate")),
        Column(_("Provided")),
        Column(_("Terminal expenses")),
        Column(_("Due (%(currency)s)", currency=rules.currency)),
        Column(_("Signature"), widest=30),
    ]
    rows: list[list[Value]] = []
    for number, due in enumerate(queries.subsistence(workshop, rules, everybody), start=FIRST_ROW):
        found = due.entitlement
        figures = [Formula(f"={amount}", MONEY) for amount in (found.full, found.provided, found.terminal)]
        total = Formula(f"=D{number}-E{number}+F{number}", MONEY)
        rows.append([*_who(due.traveller, code), len(found.nights), *figures, total, " " * 24])
    title = str(SHEET_LABELS["subsistence"])
    if not rows:
        return [Sheet(title, title, columns, rows)]
    last = FIRST_ROW + len(rows) - 1
    sums = [Formula(f"=SUM({letter}{FIRST_ROW}:{letter}{last})", MONEY) for letter in "DEFG"]
    nights = Formula(f"=SUM(C{FIRST_ROW}:C{last})")
    return [Sheet(title, title, columns, rows, totals=[_("Total"), "", nights, *sums, ""], frozen_columns=2)]


_SHEETS: dict[str, Callable[[Workshop, Sequence[Traveller], str], list[Sheet]]] = {
    "travel": _travel,
    "hotel": _hotel,
    "needs": _needs,
    "subsistence": _subsistence,
}
