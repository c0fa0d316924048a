"""What the pages of privacy show: versions of the consent text, people, requests, looks at protected data."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.core import audit
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.privacy.models import ConsentText, Erasure
from eventapp.registration.models import Person, Registration

ASKED, REFUSED, ERASED = "privacy.erasure_asked", "privacy.erasure_refused", "privacy.erased"


def consent_versions(workshop_id: int) -> list[ConsentText]:
    """The versions of the consent text, latest first."""
    query = select(ConsentText).where(ConsentText.workshop_id == workshop_id).order_by(ConsentText.version.desc())
    return list(session.scalars(query))


def consent_text(workshop_id: int, version: int) -> ConsentText | None:
    """One version of the consent text."""
    return session.scalar(
        select(ConsentText).where(ConsentText.workshop_id == workshop_id, ConsentText.version == version)
    )


def agreed(workshop_id: int) -> Counter[int | None]:
    """How many registrations agreed to which version; None: to none."""
    rows = session.execute(
        select(Registration.consent_version, func.count())
        .where(Registration.workshop_id == workshop_id)
        .group_by(Registration.consent_version)
    )
    return Counter({version: number for version, number in rows})  # noqa: C416 - rows are no pairs to mypy


def person(person_id: int) -> Person:
    """Raises Missing."""
    found = session.get(Person, person_id)
    if found is None:
        raise Missing(_("There is no such person."))
    return found


def registrations_of(person_id: int) -> list[Registration]:
    """Everywhere the person was registered, by workshop."""
    query = select(Registration).where(Registration.person_id == person_id).order_by(Registration.workshop_id)
    return list(session.scalars(query))


def open_requests(workshop_id: int) -> list[tuple[AuditEntry, Registration]]:
    """Who asks to be erased and was neither erased nor refused since, first come first; with the request."""
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.workshop_id == workshop_id, AuditEntry.tag.in_((ASKED, REFUSED)))
        .order_by(AuditEntry.id)
    )
    last = {entry.subject_id: entry for entry in entries}
    asked = {subject: entry for subject, entry in last.items() if entry.tag == ASKED}
    rows = session.scalars(select(Registration).where(Registration.id.in_(list(asked))))
    found = [(asked[row.id], row) for row in rows if row.person.erased_at is None]
    return sorted(found, key=lambda pair: pair[0].id)


def requested(registration: Registration) -> AuditEntry | None:
    """The open request of this participant, if there is one."""
    rows = open_requests(registration.workshop_id)
    return next((entry for entry, row in rows if row.id == registration.id), None)


def refusal(registration: Registration) -> str:
    """The organizers' reason, where the last request was refused; else ""."""
    entries = [entry for entry in audit.history("registration", registration.id) if entry.tag in (ASKED, REFUSED)]
    return str(entries[0].facts.get("reason", "")) if entries and entries[0].tag == REFUSED else ""


def erasures() -> Sequence[Erasure]:
    """Who was erased, first to last."""
    return session.scalars(select(Erasure).order_by(Erasure.id)).all()


def looks(workshop_id: int, most: int = 200) -> list[AuditEntry]:
    """Who looked at protected answers or took a copy of somebody's data, latest first."""
    query = select(AuditEntry).where(
        AuditEntry.workshop_id == workshop_id, AuditEntry.tag.in_(("fields.read", "privacy.copied"))
    )
    return list(session.scalars(query.order_by(AuditEntry.id.desc()).limit(most)))


def names_of(registration_ids: Sequence[int | None]) -> dict[int, str]:
    """How these participants are called."""
    rows = session.scalars(select(Registration).where(Registration.id.in_([each for each in registration_ids if each])))
    return {row.id: row.shown_name for row in rows}


def purges(workshop_id: int, most: int = 100) -> list[AuditEntry]:
    """What was removed because its time had come, latest first."""
    query = select(AuditEntry).where(AuditEntry.workshop_id == workshop_id, AuditEntry.tag == "privacy.purged")
    return list(session.scalars(query.order_by(AuditEntry.id.desc()).limit(most)))
