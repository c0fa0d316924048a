"""Certificates that were issued, who could have one, and how many there are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.attendance import queries as attendance
from eventapp.attendance.queries import PersonRecord
from eventapp.badges.faces import second_name
from eventapp.certificates import codes, policy
from eventapp.certificates.models import Certificate, CertificateTemplate, Kind, Signatory, TestPass
from eventapp.core.audit import AuditEntry
from eventapp.core.db import read_once, session
from eventapp.core.errors import Missing
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Standing:
    """One person and one kind: what they attended, whether they passed, and the certificate that is valid now.

    `earlier`: those withdrawn. `renamed`: the certificate says another name than the person has by now.
    """

    registration: Registration
    record: PersonRecord | None
    test: TestPass | None
    qualifies: bool
    possible: bool
    usual: bool
    certificate: Certificate | None
    earlier: tuple[Certificate, ...] = ()

    @property
    def renamed(self) -> bool:
        facts = self.certificate.facts if self.certificate is not None else {}
        if not facts:
            return False
        now = (self.registration.shown_name, second_name(self.registration))
        return (facts.get("name"), facts.get("original", "")) != now

    @property
    def to_issue(self) -> bool:
        """Whether "all who qualify" means this person."""
        return self.qualifies and self.usual and self.certificate is None


def standings(workshop: Workshop, kind: str, language: str = "en") -> list[Standing]:
    """Everybody who is confirmed, and who has a certificate without being so any more; in order of precedence."""
    records = records_of(workshop)
    tests = tests_of(workshop.id)
    issued = by_person(workshop.id, kind)
    people = registrations.people(workshop.id, None, language)
    wanted = [row for row in people if row.state == State.CONFIRMED or row.id in issued]
    return [_standing(row, kind, records.get(row.id), tests.get(row.id), issued.get(row.id, [])) for row in wanted]


def standing(workshop: Workshop, registration: Registration, kind: str) -> Standing:
    """Of one person."""
    issued = [row for row in of_person(registration.id) if row.kind == kind]
    record = records_of(workshop).get(registration.id)
    return _standing(registration, kind, record, tests_of(workshop.id).get(registration.id), issued)


def _standing(
    registration: Registration, kind: str, record: PersonRecord | None, test: TestPass | None, rows: list[Certificate]
) -> Standing:
    return Standing(
        registration=registration,
        record=record,
        test=test,
        qualifies=policy.qualifies(kind, record, test),
        possible=policy.is_possible(kind, registration, test),
        usual=policy.is_usual(registration),
        certificate=next((row for row in rows if row.withdrawn_at is None), None),
        earlier=tuple(row for row in rows if row.withdrawn_at is not None),
    )


def records_of(workshop: Workshop) -> dict[int, PersonRecord]:
    """What everybody attended; read once in a transaction."""
    known, key = read_once(), ("attendance records", workshop.id)
    if key not in known:
        known[key] = attendance.record(workshop)
    found: dict[int, PersonRecord] = known[key]
    return found


def tests_of(workshop_id: int) -> dict[int, TestPass]:
    """Who passed the test, by registration id."""
    rows = session.scalars(select(TestPass).where(TestPass.workshop_id == workshop_id).order_by(TestPass.id))
    return {row.registration_id: row for row in rows}


def by_person(workshop_id: int, kind: str) -> dict[int, list[Certificate]]:
    """The certificates of a kind by registration id, newest first."""
    found: dict[int, list[Certificate]] = defaultdict(list)
    for row in issued(workshop_id, kind):
        found[row.registration_id].insert(0, row)
    return dict(found)


def issued(workshop_id: int, kind: str | None = None, *, valid: bool = False) -> list[Certificate]:
    """All that were issued, in order of their numbers; `valid`: without those withdrawn."""
    query = select(Certificate).where(Certificate.workshop_id == workshop_id).order_by(Certificate.sequence)
    if kind is not None:
        query = query.where(Certificate.kind == kind)
    if valid:
        query = query.where(Certificate.withdrawn_at.is_(None))
    return list(session.scalars(query))


def of_person(registration_id: int) -> list[Certificate]:
    """A person's certificates, newest first."""
    query = select(Certificate).where(Certificate.registration_id == registration_id)
    return list(session.scalars(query.order_by(Certificate.sequence.desc())))


def valid_of(registration_id: int, kind: str) -> Certificate | None:
    """The certificate of a kind that a person has now."""
    rows = (row for row in of_person(registration_id) if row.kind == kind and row.withdrawn_at is None)
    return next(rows, None)


def certificate(workshop_id: int, certificate_id: int) -> Certificate:
    """A certificate of this workshop. Raises Missing."""
    row = session.get(Certificate, certificate_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such certificate at this workshop."))
    return row


def some(workshop_id: int, ids: Collection[int]) -> list[Certificate]:
    """These certificates of a workshop, in order of their numbers; others are left out."""
    return [row for row in issued(workshop_id) if row.id in ids]


def by_code(typed: str) -> Certificate | None:
    """The certificate that a code belongs to, at whatever workshop."""
    return session.scalar(select(Certificate).where(Certificate.check_hash == codes.hash_of(typed)))


def last_sequence(workshop_id: int) -> int:
    """The highest number given so far; 0: none."""
    return session.scalar(select(func.max(Certificate.sequence)).where(Certificate.workshop_id == workshop_id)) or 0


def template(workshop_id: int, kind: str) -> CertificateTemplate | None:
    """What the organizer decided about a kind; None: all as usual."""
    return session.scalar(
        select(CertificateTemplate).where(
            CertificateTemplate.workshop_id == workshop_id, CertificateTemplate.kind == kind
        )
    )


def last_change(row: CertificateTemplate) -> AuditEntry | None:
    """The latest line of history about a template, by which it is taken back."""
    return session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.tag == "certificates.template_changed",
            AuditEntry.subject == CertificateTemplate.__tablename__,
            AuditEntry.subject_id == row.id,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )


def signatories(workshop_id: int) -> list[Signatory]:
    """Who signs, in order."""
    query = select(Signatory).where(Signatory.workshop_id == workshop_id)
    return list(session.scalars(query.order_by(Signatory.position, Signatory.id)))


def signatory(workshop_id: int, signatory_id: int) -> Signatory:
    """Who signs at this workshop. Raises Missing."""
    row = session.get(Signatory, signatory_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such signatory at this workshop."))
    return row


def figures(standings: Iterable[Standing]) -> tuple[Counter[str], Counter[str]]:
    """Valid certificates by sex ("": not stated) and by country code."""
    people = [each.registration for each in standings if each.certificate is not None]
    return Counter(row.person.counted_sex for row in people), Counter(row.country for row in people)


def beside_trained(workshop: Workshop) -> str | None:
    """Why there are more certificates of participation than trained people: exceptions. None where there are none.

    Who reaches the rule by now, by a correction since, is no exception any more.
    """
    excepted = [row for row in issued(workshop.id, Kind.PARTICIPATION, valid=True) if row.exception_reason]
    if not excepted:
        return None
    records = records_of(workshop)
    short = [
        row for row in excepted if row.registration_id not in records or not records[row.registration_id].qualifies
    ]
    if not short:
        return None
    text: str = ngettext(
        "%(num)d certificate of participation was given as an exception: whose it is does not count as trained in the "
        "indicators.",
        "%(num)d certificates of participation were given as exceptions: whose they are do not count as trained in the "
        "indicators.",
        len(short),
    )
    return text


def kinds() -> list[Kind]:
    """Both kinds, in order."""
    return list(Kind)
