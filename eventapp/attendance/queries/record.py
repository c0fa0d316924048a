"""What each person attended, and whether it is enough for a certificate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from eventapp.agenda.models import Session, SessionType
from eventapp.attendance.queries.presence import known, venues
from eventapp.attendance.records import Measure, Measured, Programme, Sitting, Taken, minutes_in
from eventapp.attendance.rules import Base, Rules, SessionRule, rules_of
from eventapp.checkin import queries as checkin
from eventapp.core.db import session
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One confirmed registration: the days and sessions (keys) it attended, the share (0 to 1) of each day on which
    attendance was taken, hours of the programme, and whether it reaches the threshold. `base` says of what, in words.
    """

    registration_id: int
    days: tuple[date, ...]
    sessions: tuple[str, ...]
    shares: Mapping[date, float]
    hours: float
    qualifies: bool
    base: str


def record(workshop: Workshop, measured: Measure | None = None) -> dict[int, PersonRecord]:
    """{registration id: what the person attended} of every confirmed registration, by the workshop's rules.

    `measured`: with what, if it is read.
    """
    measured = measured or measure(workshop)
    base = base_text(measured.rules, measured.taken())
    return {who: _record(who, each, base) for who, each in measured.of(confirmed_ids(workshop.id)).items()}


def measure(workshop: Workshop, *others: Rules) -> Measure:
    """All that it is measured with, by the workshop's rules; it can be measured by `others` as well (`with_rules`)."""
    places = checkin.checkpoints(workshop)
    desks = _registration_desks(workshop.id)
    programme = Programme(
        {place.day: place.key for place in venues(places)},
        tuple(
            Sitting(place.key, place.day, place.starts_at, place.ends_at)
            for place in places
            if place.is_session and place.session_id not in desks and place.starts_at and place.ends_at
        ),
    )
    rules = rules_of(workshop.presence)
    by_minutes = any(each.session is SessionRule.MINUTES for each in (rules, *others))
    minutes = minutes_in(checkin.stays(workshop), programme.sittings) if by_minutes else {}
    return Measure(programme, rules, known(workshop, places), minutes)


def with_rules(measured: Measure, rules: Rules) -> Measure:
    """The same, by other rules."""
    return replace(measured, rules=rules)


def confirmed_ids(workshop_id: int) -> list[int]:
    """Every confirmed registration."""
    query = select(Registration.id).where(
        Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED
    )
    return list(session.scalars(query.order_by(Registration.id)))


def base_text(rules: Rules, taken: Taken) -> str:
    """The rule of certificates with its base, as a sentence."""
    if not taken.days:
        return str(_("Attendance has not been taken yet."))
    days = ngettext("%(num)d day", "%(num)d days", len(taken.days))
    sessions = ngettext("%(num)d session", "%(num)d sessions", taken.sessions)
    if rules.base is Base.DAYS:
        return str(
            _("At least %(percent)s %% of %(days)s on which attendance was taken.", percent=rules.threshold, days=days)
        )
    if taken.sessions == 0:
        text = _("Present on each of %(days)s on which attendance was taken; it was taken at no session.", days=days)
        if rules.base is Base.SESSIONS:
            text = _(
                "At least %(percent)s %% of %(days)s on which attendance was taken; it was taken at no session.",
                percent=rules.threshold,
                days=days,
            )
        return str(text)
    facts = {"percent": rules.threshold, "sessions": sessions, "days": days}
    if rules.base is Base.EACH_DAY:
        return str(
            _(
                "At least %(percent)s %% of the sessions of each day: %(sessions)s on %(days)s at which attendance was "
                "taken; sessions at the same time count once.",
                **facts,
            )
        )
    return str(
        _(
            "At least %(percent)s %% of all sessions: %(sessions)s on %(days)s at which attendance was taken; sessions "
            "at the same time count once.",
            **facts,
        )
    )


def _record(who: int, measured: Measured, base: str) -> PersonRecord:
    return PersonRecord(
        who, measured.days, measured.sessions, measured.shares, measured.hours, measured.qualifies, base
    )


def _registration_desks(workshop_id: int) -> set[int]:
    """The sessions that are no sessions to attend: the hours at which people register."""
    query = select(Session.id).where(Session.workshop_id == workshop_id, Session.type == SessionType.REGISTRATION)
    return set(session.scalars(query))
