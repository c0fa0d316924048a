"""Made-up proof of attendance: a sheet that was ticked off, a correction, certificates."""

from dataclasses import replace
from datetime import UTC, datetime

from eventapp.attendance import actions as attendance
from eventapp.attendance import queries
from eventapp.attendance.actions import sheets
from eventapp.attendance.effective import Source
from eventapp.attendance.sheet_settings import settings_of
from eventapp.certificates import actions as certificates
from eventapp.certificates import queries as issued
from eventapp.certificates.models import Kind
from eventapp.core import web
from eventapp.core.actors import SYSTEM
from eventapp.core.texts import Texts
from eventapp.registration import queries as registrations
from eventapp.workshops.models import Workshop

COUNTED = datetime(2016, 3, 31, 14, tzinfo=UTC)
ON_PAPER = "d2-s5"
FORGOT_TO_SIGN = 2
CORRECTED = "d1-s2"
REASON = "Was on the podium all the time; no desk stood there"
EXCEPTION = "Was ill on one afternoon; the organizers agreed"
SIGNS = (
    (
        Texts(en="Demo signatory one", ru="Подписант один (демо)"),
        Texts(en="For the organizers", ru="От организаторов"),
    ),
    (
        Texts(en="Demo signatory two", ru="Подписант два (демо)"),
        Texts(en="For the host", ru="От принимающей стороны"),
    ),
)


def make(workshop: Workshop) -> None:
    """All of it, after the scans."""
    settings = replace(settings_of(workshop), project_number=workshop.series.code)
    sheets.change_sheet_settings(workshop.id, settings, actor=SYSTEM, now=COUNTED)
    _tick_off(workshop)
    _correct(workshop)
    for name, title in SIGNS:
        facts = certificates.SignatoryFacts(name, title)
        certificates.add_signatory(workshop.id, facts, actor=SYSTEM, now=COUNTED)
    _certificates(workshop)


def _tick_off(workshop: Workshop) -> None:
    """Whoever was scanned signed, but for two; and one signed who was not scanned."""
    printed = sheets.print_sheets(
        workshop.id,
        [ON_PAPER],
        address=lambda each: web.absolute("attendance.tick", slug=workshop.slug, number=each),
        actor=SYSTEM,
        now=COUNTED,
    )
    (number,) = printed.numbers
    scanned = sorted(queries.arrivals(workshop)[ON_PAPER])
    others = [row.id for row in registrations.confirmed(workshop.id) if row.id not in scanned]
    signed = [*scanned[FORGOT_TO_SIGN:], *others[:1]]
    sheets.tick_off(workshop.id, number, signed, seen=(), actor=SYSTEM, now=COUNTED)


def _correct(workshop: Workshop) -> None:
    came = queries.arrivals(workshop)
    missed = sorted(set(came["day-1"]) - set(came[CORRECTED]))
    attendance.mark(
        workshop.id, missed[:1], CORRECTED, True, source=Source.CORRECTION, reason=REASON, actor=SYSTEM, now=COUNTED
    )


def _certificates(workshop: Workshop) -> None:
    """For all who qualify, and for one more, with a reason."""
    rows = issued.standings(workshop, Kind.PARTICIPATION)
    almost = [
        row for row in rows if row.possible and row.usual and not row.qualifies and row.record and row.record.days
    ]
    for row in [*(row for row in rows if row.to_issue), *almost[:1]]:
        reason = "" if row.qualifies else EXCEPTION
        certificates.issue(
            workshop.id, row.registration.id, Kind.PARTICIPATION, reason=reason, actor=SYSTEM, now=COUNTED
        )
