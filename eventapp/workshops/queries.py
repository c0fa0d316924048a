"""Reading series and workshops."""

from collections.abc import Collection

from sqlalchemy import select

from eventapp.core.actors import Actor
from eventapp.core.db import session
from eventapp.workshops.models import Series, Workshop


def by_slug(slug: str) -> Workshop | None:
    return session.scalar(select(Workshop).where(Workshop.slug == slug))


def series_by_code(code: str) -> Series | None:
    return session.scalar(select(Series).where(Series.code == code))


def all_series() -> list[Series]:
    return list(session.scalars(select(Series).order_by(Series.code)))


def published() -> list[Workshop]:
    """What the public may see, latest first."""
    return list(session.scalars(select(Workshop).where(Workshop.published).order_by(Workshop.starts_on.desc())))


def open_to(actor: Actor) -> list[Workshop]:
    """The workshops at which the actor has a role, latest first; an administrator's are all."""
    found = select(Workshop).order_by(Workshop.starts_on.desc())
    if not actor.administrator:
        ids: Collection[int] = {workshop_id for workshop_id, _role in actor.roles}
        found = found.where(Workshop.id.in_(ids))
    return list(session.scalars(found))
