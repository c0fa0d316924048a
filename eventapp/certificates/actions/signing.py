"""Who signs the certificates, in which order, and with which picture of a signature."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from eventapp.certificates import queries
from eventapp.certificates.actions.issuing import allow
from eventapp.certificates.models import Signatory
from eventapp.core import audit, pictures, stored
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, UserError
from eventapp.core.stored import StoredFile
from eventapp.core.texts import Texts
from eventapp.registration import seats

MOST = 4
"""So many find room beside one another."""
LONGEST_SIDE = 1200


@dataclass(frozen=True, slots=True)
class SignatoryFacts:
    """Name and post of who signs, in each language."""

    name: Texts
    title: Texts


def add_signatory(workshop_id: int, facts: SignatoryFacts, *, actor: Actor, now: datetime) -> Signatory:
    """One more who signs, at the end. Raises Denied, Invalid {"name"}, UserError for too many."""
    allow(actor, workshop_id)
    _check(facts)
    with transaction():
        seats.lock(workshop_id)
        there = queries.signatories(workshop_id)
        if len(there) >= MOST:
            raise UserError(_("At most %(most)s people sign a certificate.", most=MOST))
        position = max((each.position for each in there), default=0) + 1
        row = Signatory(workshop_id=workshop_id, position=position, name=facts.name, title=facts.title)
        session.add(row)
        session.flush()
        _record(row, "added", actor, now)
        return row


def change_signatory(
    workshop_id: int, signatory_id: int, facts: SignatoryFacts, *, actor: Actor, now: datetime
) -> None:
    """Another spelling or post. Raises Denied, Missing, Invalid {"name"}."""
    allow(actor, workshop_id)
    _check(facts)
    with transaction():
        seats.lock(workshop_id)
        row = queries.signatory(workshop_id, signatory_id)
        row.name, row.title = facts.name, facts.title
        _record(row, "changed", actor, now)


def set_signature(
    workshop_id: int, signatory_id: int, data: bytes, filename: str, *, actor: Actor, now: datetime
) -> None:
    """The picture of the signature, made anew; b"" for a line to sign on. Raises Denied, Missing, Invalid {"image"}."""
    allow(actor, workshop_id)
    picture = _picture(data) if data else None
    with transaction():
        seats.lock(workshop_id)
        row = queries.signatory(workshop_id, signatory_id)
        before = session.get(StoredFile, row.image_id) if row.image_id is not None else None
        row.image_id = stored.keep(picture.data, filename, picture.mime, now=now).id if picture else None
        session.flush()
        if before is not None:
            stored.forget(before)
        _record(row, "signature" if picture else "line", actor, now)


def move_signatory(workshop_id: int, signatory_id: int, step: int, *, actor: Actor, now: datetime) -> None:
    """One place to the left (-1) or to the right (1); at the end nothing happens. Raises Denied, Missing."""
    allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        rows = queries.signatories(workshop_id)
        row = queries.signatory(workshop_id, signatory_id)
        place = rows.index(row)
        if 0 <= place + step < len(rows):
            rows.insert(place + step, rows.pop(place))
            for position, each in enumerate(rows, start=1):
                each.position = position
            _record(row, "moved", actor, now)


def remove_signatory(workshop_id: int, signatory_id: int, *, actor: Actor, now: datetime) -> None:
    """Who signs no longer; certificates issued before stay as they are. Raises Denied, Missing."""
    allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        row = queries.signatory(workshop_id, signatory_id)
        _record(row, "removed", actor, now)
        file = session.get(StoredFile, row.image_id) if row.image_id is not None else None
        session.delete(row)
        session.flush()
        if file is not None:
            stored.forget(file)


def _check(facts: SignatoryFacts) -> None:
    if not facts.name:
        raise Invalid(_("A name is needed."), {"name.en": str(_("A name is needed."))})


def _picture(data: bytes) -> pictures.Picture:
    try:
        if len(data) > pictures.MOST_BYTES:
            raise Invalid(_("This file is larger than 10 MB."))
        return pictures.made_anew(
            data,
            formats=("JPEG", "PNG"),
            longest_side=LONGEST_SIDE,
            otherwise=_("Choose a picture in PNG or JPEG; best a PNG without background."),
        )
    except Invalid as error:
        raise Invalid(error.message, {"image": error.message}) from error


def _record(row: Signatory, what: str, actor: Actor, now: datetime) -> None:
    audit.record(
        actor,
        "certificates.signatory_changed",
        now,
        workshop=row.workshop_id,
        subject=row,
        what=what,
        name=row.name.pick("en"),
    )
