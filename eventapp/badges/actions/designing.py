"""Changing how a workshop's badges look."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.badges import design as designs
from eventapp.badges import policy
from eventapp.badges.actions.printing import checked_layout
from eventapp.badges.design import OURS, Design
from eventapp.badges.models import BadgeDesign
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration import seats
from exports.badge_sheet import SMALLEST_QR_MM, layout_named


def change_design(workshop_id: int, wanted: Design, *, actor: Actor, now: datetime) -> None:
    """Badges look like this from now on. Raises Denied, and Invalid for what cannot be printed: see `check`."""
    with transaction():
        seats.lock(workshop_id)
        row = _row(workshop_id, actor, now)
        check(wanted)
        _write(row, wanted, actor, now)


def reset_design(workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Badges look as we ship them again. Raises Denied."""
    change_design(workshop_id, OURS, actor=actor, now=now)


def undo_design(workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Badges look as before the last change; undone twice, as after it. Raises Denied, UserError where nothing was
    changed."""
    with transaction():
        seats.lock(workshop_id)
        row = _row(workshop_id, actor, now)
        if row.id is None:
            raise UserError(_("Nothing was changed yet."))
        _write(row, designs.read(row.before), actor, now)


def check(wanted: Design) -> None:
    """Raises Invalid for an unknown layout, a code that is too small or too large for it, and a badge that says neither
    by word nor by flag where somebody comes from."""
    layout = layout_named(checked_layout(wanted.layout))
    errors = {}
    if wanted.qr_mm < SMALLEST_QR_MM:
        errors["qr_mm"] = _("A code narrower than %(mm)s mm cannot be read reliably.", mm=int(SMALLEST_QR_MM))
    elif wanted.qr_mm > layout.largest_qr:
        errors["qr_mm"] = _("With this layout the code is at most %(mm)s mm wide.", mm=int(layout.largest_qr))
    if not wanted.country and not wanted.flag:
        errors["country"] = _("Choose the delegation's name, the flag, or both.")
    if errors:
        raise Invalid(" ".join(errors.values()), errors)


def _row(workshop_id: int, actor: Actor, now: datetime) -> BadgeDesign:
    if not policy.can_design(actor, workshop_id):
        raise Denied(_("Only organizers may change how badges look."))
    return designs.row_of(workshop_id) or BadgeDesign(
        workshop_id=workshop_id, settings={}, before={}, changed_at=now, changed_by=actor.label[:200]
    )


def _write(row: BadgeDesign, wanted: Design, actor: Actor, now: datetime) -> None:
    before, after = row.settings, wanted.settings()
    if before == after:
        return
    row.settings, row.before, row.changed_at, row.changed_by = after, before, now, actor.label[:200]
    session.add(row)
    session.flush()
    names = sorted({*before, *after})
    changes = audit.diff({name: before.get(name) for name in names}, {name: after.get(name) for name in names})
    audit.record(actor, "badges.design_changed", now, workshop=row.workshop_id, subject=row, **changes)
