"""Whether the seats that are held already still fit after a change of capacity, quotas or seats (product rule 1)."""

from flask_babel import gettext as _

from eventapp.core.i18n import language, tr
from eventapp.registration import queries as registration
from eventapp.registration.labels import delegation_label
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop


def over_capacity(workshop: Workshop, capacity: int | None) -> str | None:
    """Why the workshop cannot have this capacity, or None if it can. Call it under the lock of the seats."""
    held = Tally(workshop).participants
    if capacity is None or held <= capacity:
        return None
    reason: str = _(
        "%(held)s seats are held already, so there cannot be only %(capacity)s.", held=held, capacity=capacity
    )
    return reason


def shortages(workshop: Workshop) -> dict[str, str]:
    """{what has too few seats: why}, as the flushed workshop, its types and delegations stand."""
    tally = Tally(workshop)
    found: dict[str, str] = {}
    if reason := over_capacity(workshop, workshop.capacity):
        found["workshop.capacity"] = reason
    for kind in registration.delegation_types(workshop.id):
        held = tally.by_type[kind.id]
        if kind.quota is not None and held > kind.quota:
            found[tr(kind.name)] = _("%(held)s seats are held already.", held=held)
    for delegation in registration.delegations(workshop.id, language()):
        held = tally.by_delegation[delegation.id]
        if delegation.seats is not None and held > delegation.seats:
            found[delegation_label(delegation, language())] = _("%(held)s seats are held already.", held=held)
    return found
