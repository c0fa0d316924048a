"""Issuing certificates under numbers without gaps, sending them, withdrawing them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from eventapp.certificates import codes, facts, mails, policy, queries
from eventapp.certificates import design as designs
from eventapp.certificates.models import Certificate, Kind
from eventapp.core import audit, outbox
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

LONGEST_REASON = 1000


@dataclass(slots=True)
class Sent:
    """How many were written to, and the names of those who have no address."""

    sent: int
    without_address: list[str]


def issue(
    workshop_id: int, registration_id: int, kind: str, *, reason: str = "", actor: Actor, now: datetime
) -> Certificate:
    """A certificate under the workshop's next number; the one that the person has already, if it is valid.

    `reason`: why it is given although the rule says no; needed then. Never for who is not confirmed, nor for
    completion without a test that was passed. Raises Denied, Missing, Invalid {"reason"}, UserError.
    """
    allow(actor, workshop_id)
    if kind not in list(Kind):
        raise Missing(_("There is no such kind of certificate."))
    with transaction():
        workshop = seats.lock(workshop_id)  # numbers have no gaps and no twins
        registration = registrations.registration(workshop_id, registration_id)
        if (there := queries.valid_of(registration.id, kind)) is not None:
            return there
        return _issued(workshop, registration, kind, reason.strip(), actor=actor, now=now)


def issue_anew(workshop_id: int, certificate_id: int, *, actor: Actor, now: datetime) -> Certificate:
    """A certificate in the stead of one, as things stand now: a corrected name, other words; under a new number.

    The old one is withdrawn as replaced. Raises Denied, Missing, UserError for one that is withdrawn already.
    """
    allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        old = queries.certificate(workshop_id, certificate_id)
        _refuse_withdrawn(old)
        registration = registrations.registration(workshop_id, old.registration_id)
        old.withdrawn_at, old.replaced = now, True
        session.flush()
        reason = old.exception_reason or str(_("Issued anew in the stead of %(number)s.", number=old.number))
        new = _issued(workshop, registration, old.kind, reason, actor=actor, now=now)
        if new.basis.get("qualifies"):
            new.exception_reason = ""
        _record(old, "certificates.withdrawn", registration, actor=actor, now=now, replaced_by=new.number)
        return new


def withdraw(workshop_id: int, certificate_id: int, reason: str, *, actor: Actor, now: datetime) -> Certificate:
    """A certificate is no longer valid; its check page says so, without the reason, which is needed.

    Raises Denied, Missing, Invalid {"reason"}, UserError for one that is withdrawn already.
    """
    allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        row = queries.certificate(workshop_id, certificate_id)
        _refuse_withdrawn(row)
        row.withdrawn_at, row.withdrawn_reason = now, _reason(reason.strip())
        registration = registrations.registration(workshop_id, row.registration_id)
        _record(row, "certificates.withdrawn", registration, actor=actor, now=now, reason=row.withdrawn_reason)
        return row


def send(workshop_id: int, ids: Collection[int], *, actor: Actor, now: datetime) -> Sent:
    """Write to the owners of these certificates where they find them; withdrawn ones are left out. Raises Denied."""
    allow(actor, workshop_id)
    with transaction(), outbox.together():
        workshop = seats.lock(workshop_id)
        done = Sent(0, [])
        for row in queries.some(workshop_id, ids):
            if row.withdrawn_at is not None:
                continue
            registration = registrations.registration(workshop_id, row.registration_id)
            if mails.ready(registration, workshop, now=now) is None:
                done.without_address.append(registration.person.list_name)
                continue
            row.sent_at = now
            done.sent += 1
            _record(row, "certificates.sent", registration, actor=actor, now=now)
        return done


def allow(actor: Actor, workshop_id: int) -> None:
    """Raises Denied for who does not issue certificates here."""
    if not policy.can_issue(actor, workshop_id):
        raise Denied(_("Only organizers may do this."))


def _issued(
    workshop: Workshop, registration: Registration, kind: str, reason: str, *, actor: Actor, now: datetime
) -> Certificate:
    standing = queries.standing(workshop, registration, kind)
    if not standing.possible:
        name = registration.person.list_name
        if kind == Kind.COMPLETION and standing.test is None:
            raise UserError(_("%(name)s has not passed the test, so there is no certificate of completion.", name=name))
        raise UserError(_("%(name)s is not confirmed.", name=name))
    template = queries.template(workshop.id, kind)
    design = designs.design_of(template.settings if template is not None else {})
    sequence = queries.last_sequence(workshop.id) + 1
    serial, check_hash = codes.new()
    row = Certificate(
        workshop_id=workshop.id,
        registration_id=registration.id,
        kind=kind,
        sequence=sequence,
        number=f"{designs.prefix_of(design, workshop)}/{sequence:03}",
        serial=serial,
        check_hash=check_hash,
        facts=facts.settled(workshop, standing, kind, design, now=now),
        basis=facts.basis(standing),
        exception_reason="" if standing.qualifies else _reason(reason),
        issued_at=now,
        issued_by=actor.label,
    )
    session.add(row)
    session.flush()
    told = {"reason": row.exception_reason} if row.exception_reason else {}
    _record(row, "certificates.issued", registration, actor=actor, now=now, **told)
    return row


def _reason(reason: str) -> str:
    if not reason:
        raise Invalid(_("Say why."), {"reason": str(_("Say why."))})
    return reason[:LONGEST_REASON]


def _refuse_withdrawn(row: Certificate) -> None:
    if row.withdrawn_at is not None:
        raise UserError(_("Certificate %(number)s is withdrawn already.", number=row.number))


def _record(
    row: Certificate, tag: str, registration: Registration, *, actor: Actor, now: datetime, **told: str
) -> None:
    audit.record(
        actor, tag, now, workshop=row.workshop_id, subject=registration, kind=row.kind, number=row.number, **told
    )
