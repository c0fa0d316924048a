"""Reading series and workshops."""

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from eventapp.core import stored
from eventapp.core.actors import Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.stored import StoredFile
from eventapp.workshops.models import Partner, Series, Workshop


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
    """Every series by its code; that of a rehearsal is none to plan for."""
    rehearsed = exists().where(Workshop.series_id == Series.id, Workshop.rehearsal_of.is_not(None))
    return list(session.scalars(select(Series).where(~rehearsed).order_by(Series.code)))


def rehearsal_of(workshop_id: int) -> Workshop | None:
    """The rehearsal of a workshop, while there is one."""
    return session.scalar(select(Workshop).where(Workshop.rehearsal_of == workshop_id))


def is_rehearsal(workshop_id: int) -> bool:
    """Whether this workshop is another one's rehearsal."""
    found = select(Workshop.id).where(Workshop.id == workshop_id, Workshop.rehearsal_of.is_not(None))
    return session.scalar(found) is not None


def ids_in_series(series_id: int) -> list[int]:
    """The ids of the workshops of a series."""
    return list(session.scalars(select(Workshop.id).where(Workshop.series_id == series_id)))


def slugs() -> set[str]:
    """Every slug in use."""
    return set(session.scalars(select(Workshop.slug)))


def published() -> list[Workshop]:
    """What the public may see, latest first; a rehearsal never."""
    shown = select(Workshop).where(Workshop.published, Workshop.rehearsal_of.is_(None))
    return list(session.scalars(shown.order_by(Workshop.starts_on.desc())))


def open_to(actor: Actor) -> list[Workshop]:
    """The workshops at which the actor has a role, latest first; an administrator's are all."""
    found = select(Workshop).options(joinedload(Workshop.series)).order_by(Workshop.starts_on.desc(), Workshop.slug)
    if not actor.administrator:
        ids: Collection[int] = {workshop_id for workshop_id, _role in actor.roles}
        found = found.where(Workshop.id.in_(ids))
    return list(session.scalars(found))


def organized_by(actor: Actor) -> list[Workshop]:
    """The workshops that the actor organizes, latest first; an administrator's are all. Rehearsals left out."""
    own = (workshop for workshop in open_to(actor) if workshop.rehearsal_of is None)
    return [workshop for workshop in own if actor.has(workshop.id, Role.ORGANIZER)]


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


def partner(workshop_id: int, partner_id: int) -> Partner | None:
    """An organizer or a funder of this workshop."""
    return session.scalar(select(Partner).where(Partner.id == partner_id, Partner.workshop_id == workshop_id))


def logo(partner: Partner) -> StoredFile | None:
    """The partner's logo, where there is one."""
    return session.get(StoredFile, partner.logo_id) if partner.logo_id is not None else None


def logos(workshop_id: int, roles: Collection[str] | None = None) -> list[tuple[Partner, bytes]]:
    """The partners with a logo and the picture (PNG or JPEG), organizers first, each in order; `roles`: only of these
    ("organizer", "funder")."""
    rows = session.execute(
        select(Partner, StoredFile)
        .join(StoredFile, StoredFile.id == Partner.logo_id)
        .where(Partner.workshop_id == workshop_id)
        .order_by(Partner.role.desc(), Partner.position, Partner.id)
    )
    return [(partner, stored.read(file)) for partner, file in rows if roles is None or partner.role in roles]
