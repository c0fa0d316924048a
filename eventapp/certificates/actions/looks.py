"""How certificates look: changed, taken back, put back to ours. Those that were issued stay as they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.certificates import design as designs
from eventapp.certificates import facts, queries
from eventapp.certificates.actions.issuing import allow
from eventapp.certificates.design import Design
from eventapp.certificates.models import CertificateTemplate, Kind, Signatory
from eventapp.core import audit, stored
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.registration import seats


def change_template(workshop_id: int, kind: str, design: Design, *, actor: Actor, now: datetime) -> None:
    """Certificates of this kind look so from now on. Raises Denied, Missing, Invalid with what is wrong where."""
    allow(actor, workshop_id)
    if wrong := designs.problems(design):
        raise Invalid(_("Some of this cannot be used."), wrong)
    with transaction():
        seats.lock(workshop_id)
        _write(_row(workshop_id, kind, actor, now), design.as_json(), actor, now)


def reset_template(workshop_id: int, kind: str, *, actor: Actor, now: datetime) -> None:
    """Our words and our look again. Raises Denied, Missing."""
    allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        _write(_row(workshop_id, kind, actor, now), {}, actor, now)


def undo_template(workshop_id: int, kind: str, *, actor: Actor, now: datetime) -> None:
    """Take the last change back; a second time, bring it back. Raises Denied, Missing, UserError for none."""
    allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        row = _row(workshop_id, kind, actor, now)
        last = queries.last_change(row)
        if last is None:
            raise UserError(_("There is nothing to take back."))
        _write(row, last.facts["before"], actor, now)


def copy_looks(source_id: int, workshop_id: int, partners: Mapping[int, int], *, now: datetime) -> None:
    """The look and the signatories of one workshop for another, inside a transaction. `partners`: old ids to new."""
    rows = session.scalars(select(CertificateTemplate).where(CertificateTemplate.workshop_id == source_id))
    for row in list(rows):
        settings = dict(row.settings)
        if isinstance(settings.get("logos"), list):
            settings["logos"] = [partners[each] for each in settings["logos"] if each in partners]
        session.add(
            CertificateTemplate(
                workshop_id=workshop_id, kind=row.kind, settings=settings, changed_at=now, changed_by=row.changed_by
            )
        )
    for each, image in facts.signers(source_id):
        copied = stored.keep(image, "signature", facts.mime_of(image), now=now).id if image else None
        session.add(
            Signatory(
                workshop_id=workshop_id, position=each.position, name=each.name, title=each.title, image_id=copied
            )
        )
    session.flush()


def _row(workshop_id: int, kind: str, actor: Actor, now: datetime) -> CertificateTemplate:
    if kind not in list(Kind):
        raise Missing(_("There is no such kind of certificate."))
    row = queries.template(workshop_id, kind)
    if row is None:
        row = CertificateTemplate(
            workshop_id=workshop_id, kind=kind, settings={}, changed_at=now, changed_by=actor.label
        )
        session.add(row)
        session.flush()
    return row


def _write(row: CertificateTemplate, settings: dict[str, Any], actor: Actor, now: datetime) -> None:
    if row.settings == settings:
        return
    before = dict(row.settings)
    row.settings, row.changed_at, row.changed_by = dict(settings), now, actor.label
    session.flush()
    audit.record(
        actor,
        "certificates.template_changed",
        now,
        workshop=row.workshop_id,
        subject=row,
        kind=row.kind,
        before=before,
        after=dict(settings),
    )
