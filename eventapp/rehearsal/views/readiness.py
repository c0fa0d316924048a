"""What is still missing."""

from flask import Response, render_template

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.rehearsal import jumps
from eventapp.rehearsal import readiness as checks
from eventapp.rehearsal.readiness import labels
from eventapp.rehearsal.readiness.registry import Check
from eventapp.rehearsal.test_page import draw
from eventapp.rehearsal.views.blueprint import bp
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/readiness")
@access(ORGANIZER)
def readiness(workshop: Workshop) -> str:
    """Every check with its answer, what is missing first within each group."""
    found = checks.look(workshop, web.now())
    return render_template(
        "rehearsal/readiness.html",
        workshop=workshop,
        groups=checks.grouped(found),
        tally=checks.tally(found),
        labels=labels,
        jumps={each.check.key: _jump(workshop, each.check) for each in found},
    )


def _jump(workshop: Workshop, each: Check) -> str | None:
    """Where it is mended."""
    if each.leads_to is None:
        return None
    endpoint, values = each.leads_to
    return jumps.address(workshop, endpoint, **values)


@bp.get("/workshops/<slug>/readiness/test-page.pdf")
@access(ORGANIZER)
def test_page(workshop: Workshop) -> Response:
    """A page to lay a ruler on."""
    return Response(draw(workshop), mimetype="application/pdf")


readiness.section = "reports.dashboard"  # type: ignore[attr-defined]
