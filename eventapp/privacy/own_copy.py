"""A person's own copy: everything known of them, as JSON and as a PDF to read, with the files they handed in."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.attendance.labels import source_label
from eventapp.attendance.models import AttendanceMark
from eventapp.certificates import queries as certificates
from eventapp.certificates.models import TestPass
from eventapp.checkin.models import Scan
from eventapp.checkin.queries import checkpoints
from eventapp.core import stored
from eventapp.core.config import FONTS
from eventapp.core.db import session
from eventapp.core.i18n import moment
from eventapp.core.outbox import Message
from eventapp.fields import queries as fields
from eventapp.fields import values
from eventapp.fields.models import Group
from eventapp.groups import queries as groups
from eventapp.letters.models import Letter
from eventapp.privacy import queries
from eventapp.registration import facts
from eventapp.registration.history import lines
from eventapp.registration.labels import FACT_LABELS, SEX_LABELS, delegation_label, state_label
from eventapp.registration.models import NominationImport, Person, Registration
from eventapp.workshops.models import Workshop
from exports import own_copy
from exports.labels import Labels
from exports.own_copy import Section

_NO_FACT = ("latin_proposed",)


def write(person: Person, code: str, *, now: datetime) -> bytes:
    """The ZIP: about-you.json, about-you.pdf (in the language `code`) and the files. Nothing is recorded here."""
    rows = queries.registrations_of(person.id)
    with force_locale(code):
        known = gather(person, rows, code)
        readable = _readable(person, known, code, now)
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about-you.json", json.dumps(known, ensure_ascii=False, indent=1, default=str))
        archive.writestr("about-you.pdf", readable)
        for number, (name, data) in enumerate(_files(rows), start=1):
            archive.writestr(f"files/{number:02}-{PurePath(name).name}", data)
    return whole.getvalue()


def gather(person: Person, rows: Sequence[Registration], code: str) -> dict[str, Any]:
    """Everything known of a person, ready for JSON; instants in UTC."""
    return {
        "person": {name: getattr(person, name) for name in facts.PERSON_FACTS if name not in _NO_FACT},
        "participations": [_participation(row, code) for row in rows],
    }


def _participation(row: Registration, code: str) -> dict[str, Any]:
    workshop = session.get_one(Workshop, row.workshop_id)
    return {
        "workshop": {
            "title": workshop.title.pick(code, workshop.languages),
            "city": workshop.city,
            "starts_on": workshop.starts_on.isoformat(),
            "ends_on": workshop.ends_on.isoformat(),
            "timezone": workshop.timezone,
        },
        "id": str(row.public_id),
        "state": row.state,
        "delegation": delegation_label(row.delegation, code),
        "delegation_type": row.type.name.pick(code, workshop.languages),
        "head_of_delegation": row.is_head,
        "registered_at": row.created_at,
        **{name: getattr(row, name) for name in facts.REGISTRATION_FACTS},
        "badge_name": row.badge_name,
        "will_come": row.will_come,
        "consent": _consent(row, code, workshop),
        "answers": _answers(row, workshop),
        **_traces(row),
        "history": [
            {"at": line.when, "what": line.what, "changes": line.changes}
            for line in lines(row, workshop.timezone, contacts=True)
        ],
    }


def _consent(row: Registration, code: str, workshop: Workshop) -> dict[str, Any]:
    text = queries.consent_text(row.workshop_id, row.consent_version) if row.consent_version is not None else None
    return {
        "version": row.consent_version,
        "at": row.consent_at,
        "text": text.text.pick(code, workshop.languages) if text else "",
        "photographs": row.photo_consent,
    }


def _answers(row: Registration, workshop: Workshop) -> list[dict[str, Any]]:
    code = workshop.languages[0]
    return [
        {
            "question": answer.field.text.pick(code, workshop.languages),
            "answer": answer.value,
            "words": values.shown(answer.field, answer.value, workshop.timezone),
            "at": answer.at,
        }
        for answer in fields.values([row.id], tuple(Group)).get(row.id, {}).values()
    ]


def _traces(row: Registration) -> dict[str, Any]:
    """What happened around the participation: badges, scans, mails, letters, lists."""
    scans = session.scalars(select(Scan).where(Scan.registration_id == row.id).order_by(Scan.scanned_at))
    marks = session.scalars(
        select(AttendanceMark).where(AttendanceMark.registration_id == row.id).order_by(AttendanceMark.id)
    )
    mails = session.scalars(select(Message).where(Message.registration_id == row.id).order_by(Message.created_at))
    letters = session.scalars(select(Letter).where(Letter.registration_id == row.id).order_by(Letter.id))
    places = {place.key: place.label for place in checkpoints(session.get_one(Workshop, row.workshop_id))}
    return {
        "badges": [{"issued_at": badge.issued_at, "revoked_at": badge.revoked_at} for badge in row.badges],
        "scans": [
            {"checkpoint": places.get(scan.checkpoint, scan.checkpoint), "at": scan.scanned_at, "outcome": scan.outcome}
            for scan in scans
        ],
        "attendance": [
            {
                "checkpoint": places.get(each.checkpoint, each.checkpoint),
                "present": each.present,
                "source": each.source,
                "reason": each.reason,
                "at": each.at,
                "noted_at": each.made_at,
                "taken_back_at": each.voided_at,
            }
            for each in marks
        ],
        "mails": [
            {"to": mail.recipient, "subject": mail.subject, "text": mail.body, "sent_at": mail.sent_at}
            for mail in mails
        ],
        "letters": [
            {
                "kind": each.kind,
                "number": each.number,
                "dated": each.dated,
                "facts": {name: value for name, value in each.facts.items() if name != "sealed"},
            }
            for each in letters
        ],
        **_attained(row),
        "lists": _listed(row),
    }


def _attained(row: Registration) -> dict[str, Any]:
    """Certificates, tests that were passed, working groups."""
    workshop = session.get_one(Workshop, row.workshop_id)
    chosen = groups.of_person(row.id)
    titles = {each.id: each.title for each in groups.groups(row.workshop_id)}
    tests = session.scalars(select(TestPass).where(TestPass.registration_id == row.id))
    return {
        "certificates": [
            {
                "kind": each.kind,
                "number": each.number,
                "issued_at": each.issued_at,
                "name": each.facts.get("name", ""),
                "basis": each.basis,
                "exception": each.exception_reason,
                "withdrawn_at": each.withdrawn_at,
                "withdrawn_reason": each.withdrawn_reason,
            }
            for each in reversed(certificates.of_person(row.id))
        ],
        "tests": [{"passed_on": each.passed_on, "score": each.score} for each in tests],
        "groups": [
            {"group": titles[key].pick("en", workshop.languages), "waits": each.waits}
            for key, each in chosen.items()
            if key in titles
        ],
    }


def _listed(row: Registration) -> list[dict[str, Any]]:
    """What the nomination lists that named the person said."""
    imports = session.scalars(select(NominationImport).where(NominationImport.workshop_id == row.workshop_id))
    return [
        {"list": each.filename, "row": line.get("row"), "said": line.get("said") or {}}
        for each in imports
        for line in each.report.get("lines", [])
        if line.get("registration") == row.id
    ]


def _files(rows: Sequence[Registration]) -> Iterable[tuple[str, bytes]]:
    """The files that the person handed in: names and plain bytes."""
    photos = [session.get(stored.StoredFile, row.photo_id) for row in rows if row.photo_id is not None]
    handed_in = [row.file for row in fields.rows_of([row.id for row in rows])]
    for file in (*photos, *handed_in):
        if file is not None:
            yield file.filename, stored.read(file)


def _readable(person: Person, known: dict[str, Any], code: str, now: datetime) -> bytes:
    labels = Labels.translated(_)
    sections = [Section(_("You"), _facts(known["person"]), level=2)]
    for participation in known["participations"]:
        sections += _sections(participation)
    return own_copy.pdf(
        _("What is known of you"),
        person.badge_name,
        _("The same is in about-you.json, and the files that you handed in are beside it."),
        sections,
        FONTS,
        language=code,
        page_of=labels.page_of,
        generated=_("Made on %(when)s (UTC)", when=moment(now, "UTC")),
    )


def _facts(known: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts of a participant that have a name on our pages."""
    said = {**known, "sex": SEX_LABELS.get(known.get("sex", ""), known.get("sex", "")) if known.get("sex") else ""}
    return [(str(label), _words(said[name])) for name, label in FACT_LABELS.items() if said.get(name)]


def _sections(known: dict[str, Any]) -> list[Section]:
    zone = known["workshop"]["timezone"]
    dates = f"{known['workshop']['starts_on']} – {known['workshop']['ends_on']}"
    head = f"{known['workshop']['title']}, {known['workshop']['city']}, {dates}"
    consent = known["consent"]
    agreed = [(_("Version"), _words(consent["version"])), (_("Agreed on"), _when(consent["at"], zone))]
    agreed = agreed if consent["at"] else []
    parts = [
        (_("Your answers"), [(each["question"], each["words"]) for each in known["answers"]]),
        (_("Consent"), [*agreed, (_("Text"), consent["text"]), (_("Photographs"), _words(consent["photographs"]))]),
        (_("Your badge was scanned"), [(_when(each["at"], zone), each["checkpoint"]) for each in known["scans"]]),
        (_("Your attendance was noted"), [_noted(each, zone) for each in known["attendance"]]),
        (_("Letters"), [(f"{each['number']}, {each['dated']}", each["kind"]) for each in known["letters"]]),
        (_("Certificates"), [(_when(each["issued_at"], zone), each["number"]) for each in known["certificates"]]),
        (_("Tests passed"), [(_("Passed on"), f"{each['passed_on']} {each['score']}") for each in known["tests"]]),
        (_("Working groups"), [(_("Working group"), each["group"]) for each in known["groups"]]),
        (_("Mails to you"), [(_when(each["sent_at"], zone), each["subject"]) for each in known["mails"]]),
        (_("Nomination lists"), [(each["list"], _words(list(each["said"].values()))) for each in known["lists"]]),
        (_("History"), [(each["at"], _history(each)) for each in known["history"]]),
    ]
    own = {**known, "state": state_label(known["state"])}
    first = Section(head, [*_facts(own), (_("Delegation type"), known["delegation_type"])], level=2)
    return [first, *(Section(heading, tuple(lines)) for heading, lines in parts if any(text for _l, text in lines))]


def _noted(mark: dict[str, Any], zone: str) -> tuple[str, str]:
    """When and where, and what: "present, paper"."""
    said = [str(_("present") if mark["present"] else _("absent")), source_label(mark["source"]), mark["reason"]]
    if mark["taken_back_at"]:
        said.append(str(_("taken back on %(when)s", when=_when(mark["taken_back_at"], zone))))
    return _when(mark["noted_at"], zone), f"{mark['checkpoint']}: {', '.join(part for part in said if part)}"


def _history(line: dict[str, Any]) -> str:
    changes = "; ".join(
        _("%(what)s: “%(after)s”, before “%(before)s”", what=label, before=before, after=after)
        for label, before, after in line["changes"]
    )
    return ": ".join(part for part in (line["what"], changes) if part)


def _when(instant: datetime | None, zone: str) -> str:
    return moment(instant, zone) if instant else "—"


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if each not in (None, "", False, [], {}))
    return "" if value is None else str(value)
