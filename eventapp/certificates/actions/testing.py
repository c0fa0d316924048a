"""Who passed the workshop's test, as the organizer says. (The knowledge test of the feedback knows nobody.)"""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _

from eventapp.certificates import queries
from eventapp.certificates.actions.issuing import allow
from eventapp.certificates.models import Kind, TestPass
from eventapp.certificates.results import LONGEST_SCORE
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, UserError
from eventapp.core.timezones import local
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import State


def record_tests(
    workshop_id: int, scores: Mapping[int, str], passed_on: date, *, actor: Actor, now: datetime
) -> list[int]:
    """These people (registration id to score, "" where there is none) passed on that day; who is known to have passed
    gets the new score. The ids of those that changed. Raises Denied, Missing, Invalid {"passed_on"}, UserError."""
    allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        if passed_on > local(now, workshop.timezone).date():
            raise Invalid(_("This day is still to come."), {"passed_on": str(_("This day is still to come."))})
        known = queries.tests_of(workshop_id)
        changed = []
        for registration_id, score in scores.items():
            registration = registrations.registration(workshop_id, registration_id)
            if registration.state != State.CONFIRMED:
                raise UserError(_("%(name)s is not confirmed.", name=registration.person.list_name))
            row = known.get(registration_id)
            if row is not None and (row.score, row.passed_on) == (score, passed_on):
                continue
            if row is None:
                row = TestPass(workshop_id=workshop_id, registration_id=registration_id)
                session.add(row)
            row.passed_on, row.score = passed_on, score[:LONGEST_SCORE]
            row.recorded_at, row.recorded_by = now, actor.label
            session.flush()
            changed.append(registration_id)
            _record(workshop_id, registration_id, passed_on.isoformat(), row.score, actor=actor, now=now)
        return changed


def forget_test(workshop_id: int, registration_id: int, *, actor: Actor, now: datetime) -> None:
    """The person did not pass after all; nothing happens where that is known. Raises Denied, Missing, and UserError
    while a certificate rests on it."""
    allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        registration = registrations.registration(workshop_id, registration_id)
        row = queries.tests_of(workshop_id).get(registration_id)
        if row is None:
            return
        if (there := queries.valid_of(registration_id, Kind.COMPLETION)) is not None:
            raise UserError(
                _(
                    "%(name)s has certificate %(number)s, which rests on the test. Withdraw it first.",
                    name=registration.person.list_name,
                    number=there.number,
                )
            )
        session.delete(row)
        session.flush()
        _record(workshop_id, registration_id, None, "", actor=actor, now=now)


def _record(
    workshop_id: int, registration_id: int, passed_on: str | None, score: str, *, actor: Actor, now: datetime
) -> None:
    registration = registrations.registration(workshop_id, registration_id)
    tag = "certificates.test_recorded"
    audit.record(actor, tag, now, workshop=workshop_id, subject=registration, passed_on=passed_on, score=score)
