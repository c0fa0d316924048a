"""Which badges went to the printer together, and where in the pile each lies."""

from sqlalchemy import func, select

from eventapp.badges.models import PrintedBadge, PrintRun
from eventapp.core.db import session
from eventapp.registration.models import Badge


def pile_places(workshop_id: int) -> dict[int, tuple[int, int]]:
    """For each registration whose valid badge lies in a pile: the number of the last such pile and the place in it,
    both from 1."""
    rows = session.execute(
        select(Badge.registration_id, PrintRun.number, PrintedBadge.place)
        .join(PrintedBadge, PrintedBadge.badge_id == Badge.id)
        .join(PrintRun, PrintRun.id == PrintedBadge.run_id)
        .where(PrintRun.workshop_id == workshop_id, Badge.revoked_at.is_(None))
        .order_by(PrintRun.number, PrintedBadge.place.desc())
    )
    return {registration_id: (number, place) for registration_id, number, place in rows}


def next_number(workshop_id: int) -> int:
    """The number of the next pile; to be asked under the workshop's lock."""
    return 1 + (session.scalar(select(func.max(PrintRun.number)).where(PrintRun.workshop_id == workshop_id)) or 0)
