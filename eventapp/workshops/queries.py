"""Reading series and workshops."""

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from eventapp.core.actors import Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.workshops.models import Series, Workshop


def by_slug(slug: str) -> Workshop | None:
    return session.scalar(select(Workshop).where(Workshop.slug == slug))


def named(slug: str) -> Workshop:
    """The workshop that a command names. Raises Missing."""
    found = by_slug(slug)
    if found is None:
        raise Missing(f"There is no workshop {slug!r}.")
    return found


def by_id(workshop_id: int) -> Workshop | None:
    return session.get(Workshop, workshop_id)


def series_by_code(code: str) -> Series | None:
    return session.scalar(select(Series).where(Series.code == code))


def all_series() -> list[Series]:
    return list(session.scalars(select(Series).order_by(Series.code)))


def ids_in_series(series_id: int) -> list[int]:
    """The ids of the workshops of a series."""
    return list(session.scalars(select(Workshop.id).where(Workshop.series_id == series_id)))


def slugs() -> set[str]:
    """Every slug in use."""
    return set(session.scalars(select(Workshop.slug)))


def published() -> list[Workshop]:
    """What the public may see, latest first."""
    return list(session.scalars(select(Workshop).where(Workshop.published).order_by(Workshop.starts_on.desc())))


def open_to(actor: Actor) -> list[Workshop]:
    """The workshops at which the actor has a role, latest first; an administrator's are all."""
    found = select(Workshop).options(joinedload(Workshop.series)).order_by(Workshop.starts_on.desc(), Workshop.slug)
    if not actor.administrator:
        ids: Collection[int] = {workshop_id for workshop_id, _role in actor.roles}
        found = found.where(Workshop.id.in_(ids))
    return list(session.scalars(found))


def organized_by(actor: Actor) -> list[Workshop]:
    """The workshops that the actor organizes, latest first; an administrator's are all."""
    return [workshop for workshop in open_to(actor) if actor.has(workshop.id, Role.ORGANIZER)]


def by_series(workshops: Collection[Workshop]) -> list[tuple[Series, list[Workshop]]]:
    """Workshops grouped by their series, by its code, each group in the order given."""
    ordered = sorted(workshops, key=lambda workshop: workshop.series.code)
    return [(series, list(group)) for series, group in groupby(ordered, key=lambda workshop: workshop.series)]


def set_up_history(workshop: Workshop, limit: int = 50) -> list[AuditEntry]:
    """The latest changes to the workshop's set-up and its series, newest first."""
    own = AuditEntry.workshop_id == workshop.id
    tags = [
        AuditEntry.tag.startswith(prefix) for prefix in ("workshops.", "registration.type_", "registration.delegation_")
    ]
    of_series = (AuditEntry.subject == "series") & (AuditEntry.subject_id == workshop.series_id)
    found = select(AuditEntry).where((own & or_(*tags)) | of_series).order_by(AuditEntry.id.desc()).limit(limit)
    return list(session.scalars(found))
