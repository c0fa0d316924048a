"""Logos of the partners: pictures for programmes, badges, attendance sheets and certificates."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit, pictures, stored
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.stored import StoredFile
from eventapp.workshops import policy, queries
from eventapp.workshops.models import Partner

LONGEST_SIDE = 1200
"""Dots; 10 cm at 300 dots per inch."""
FORMATS = ("JPEG", "PNG")
ACCEPT = ".png,.jpg,.jpeg"


def set_logo(workshop_id: int, partner_id: int, data: bytes, filename: str, *, actor: Actor, now: datetime) -> None:
    """Keep `data` (PNG or JPEG, made anew) as the partner's logo instead of the one before.

    Raises Denied, Missing, and Invalid for anything else; a vector drawing (SVG) can carry scripts and is refused.
    """
    if len(data) > pictures.MOST_BYTES:
        raise Invalid(_("This file is larger than 10 MB."))
    refused = _("Choose a picture in PNG or JPEG. Other kinds, such as SVG and PDF, are not taken.")
    picture = pictures.made_anew(data, formats=FORMATS, longest_side=LONGEST_SIDE, otherwise=refused)
    with transaction():
        partner = _partner(workshop_id, partner_id, actor)
        _replace(partner, stored.keep(picture.data, filename, picture.mime, now=now), actor, now)


def remove_logo(workshop_id: int, partner_id: int, *, actor: Actor, now: datetime) -> None:
    """Take the logo away; nothing happens where there is none. Raises Denied, Missing."""
    with transaction():
        partner = _partner(workshop_id, partner_id, actor)
        if partner.logo_id is not None:
            _replace(partner, None, actor, now)


def copied_logo(partner: Partner, *, now: datetime) -> int | None:
    """The id of a copy of the partner's logo, for a partner of another workshop; inside a transaction."""
    file = queries.logo(partner)
    return stored.keep(stored.read(file), file.filename, file.mime, now=now).id if file else None


def _partner(workshop_id: int, partner_id: int, actor: Actor) -> Partner:
    if not policy.can_change(actor, workshop_id):
        raise Denied(_("Only organizers may change the set-up."))
    found = queries.partner(workshop_id, partner_id)
    if found is None:
        raise Missing(_("There is no such thing in this workshop."))
    return found


def _replace(partner: Partner, file: StoredFile | None, actor: Actor, now: datetime) -> None:
    before = queries.logo(partner)
    partner.logo_id = file.id if file else None
    session.flush()
    audit.record(
        actor,
        "workshops.part_changed",
        now,
        workshop=partner.workshop_id,
        subject=partner,
        kind="partners",
        part=partner.name,
        logo=[before.filename if before else "", file.filename if file else ""],
    )
    if before is not None:
        stored.forget(before)
