"""Removing personal data from rows that stay. All within the caller's transaction."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select, update

from eventapp.attendance.models import AttendanceBatch, SheetEvidence
from eventapp.certificates.models import Certificate, TestPass
from eventapp.checkin.models import WalkIn
from eventapp.core import outbox, stored, web
from eventapp.core.audit import AuditEntry
from eventapp.core.db import Base, session
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message
from eventapp.fields import actions as fields
from eventapp.fields.models import Field
from eventapp.letters.models import Letter
from eventapp.registration.models import Delegation, NominationImport, Registration
from eventapp.tasks.models import Task

NOWHERE = "erased@example.invalid"
"""Stands where an address was (RFC 2606: nothing is ever delivered there)."""
KEPT_OF_A_LINE = {"row", "column", "verdict", "reason", "type", "country", "organization", "registration"}
ROWS_OF_A_LIST = {"rows", "skipped", "problems"}


def registrations(ids: Sequence[int]) -> list[Registration]:
    return list(session.scalars(select(Registration).where(Registration.id.in_(ids))))


def answers(ids: Sequence[int], groups: Iterable[str] | None = None) -> None:
    """The answers of these registrations (of some groups of fields), their files, and what history says of them."""
    fields.forget(ids, None if groups is None else [str(group) for group in groups])
    workshop_ids = set(session.scalars(select(Registration.workshop_id).where(Registration.id.in_(ids))))
    asked = select(Field.key).where(Field.workshop_id.in_(workshop_ids))
    if groups is not None:
        asked = asked.where(Field.reader_group.in_([str(group) for group in groups]))
    history(ids, sorted(set(session.scalars(asked))))


def letters(ids: Sequence[int]) -> None:
    """What letters to these registrations said; that they were issued, under which number and when, stays."""
    for row in session.scalars(select(Letter).where(Letter.registration_id.in_(ids))):
        row.facts = {}


def certificates(ids: Sequence[int]) -> None:
    """What certificates of these registrations say, and why; their numbers, and that they are valid or not, stay."""
    for row in session.scalars(select(Certificate).where(Certificate.registration_id.in_(ids))):
        row.facts, row.exception_reason, row.withdrawn_reason = {}, "", ""
    for test in session.scalars(select(TestPass).where(TestPass.registration_id.in_(ids))):
        test.score = ""


def walk_ins(rows: Iterable[WalkIn]) -> None:
    """What was typed at a desk of people without registration; that somebody came stays."""
    for row in rows:
        row.facts, row.problem = {}, ""


def passports_in_letters(ids: Sequence[int]) -> None:
    """The protected facts of visa support letters; the rest of them stays."""
    for row in session.scalars(select(Letter).where(Letter.registration_id.in_(ids))):
        if "sealed" in row.facts:
            row.facts = {name: value for name, value in row.facts.items() if name != "sealed"}


def merges(person_id: int, pseudonym: str, now: datetime) -> None:
    """What a merge of duplicates kept for its undoing, which is no longer possible then."""
    merge = Base.metadata.tables["person_merge"]  # of a neighbouring room, hence by name
    theirs = (merge.c.kept_id == person_id) | (merge.c.gone_id == person_id)
    emptied = {"changes": [], "kept_name": pseudonym, "gone_name": pseudonym}
    undone = func.coalesce(merge.c.undone_at, literal(now, merge.c.undone_at.type))
    session.execute(update(merge).where(theirs).values(before=emptied, undone_at=undone))


def photo(registration: Registration) -> None:
    """The photograph."""
    if registration.photo_id is None:
        return
    file = session.get(stored.StoredFile, registration.photo_id)
    registration.photo_id = None
    session.flush()
    if file is not None:
        stored.forget(file)


def history(ids: Sequence[int], facts: Sequence[str]) -> None:
    """What these facts and answers of registrations were before and after; that they were changed stays."""
    query = select(AuditEntry).where(AuditEntry.subject == "registration", AuditEntry.subject_id.in_(ids))
    for entry in session.scalars(query).all():
        told = {name: [] if name in facts else value for name, value in entry.facts.items()}
        if isinstance(told.get("values"), dict):  # of `fields.answered`
            told["values"] = {key: value for key, value in told["values"].items() if key not in facts}
        if told != entry.facts:
            entry.facts = told


def list_holds(row: NominationImport) -> bool:
    """Whether a nomination list still has its file or what its rows said."""
    lines = row.report.get("lines", [])
    return bool(row.stored_as) or any(line != line_without_words(line) for line in lines)


def line_without_words(line: dict[str, Any]) -> dict[str, Any]:
    """A line of a list's report with what became of the row, and nothing that the row said."""
    return {name: value if name in KEPT_OF_A_LINE else _blank(value) for name, value in line.items()}


def list_rows(row: NominationImport, now: datetime) -> None:
    """What the rows of a nomination list said, and its file; how many there were and what became of them stays."""
    if row.stored_as:
        unlink_later(row.stored_as)
        row.stored_as = ""
    report = {**row.report, "purged_at": now.isoformat()}
    if "list" in report:
        report["list"] = {name: value for name, value in report["list"].items() if name not in ROWS_OF_A_LIST}
    if "lines" in report:
        report["lines"] = [line_without_words(line) for line in report["lines"]]
    row.report = report
    if row.state == "draft":
        row.state = "dropped"
    session.flush()


def attendance_list_holds(row: AttendanceBatch) -> bool:
    """Whether an attendance list still has its file or what its rows said."""
    return row.file_id is not None or any(line.get("who") for line in row.report.get("lines", []))


def attendance_list(row: AttendanceBatch, ids: Collection[int] | None = None) -> None:
    """The file of an attendance list and what its rows said (of these registrations); what became of them stays."""
    file = session.get(stored.StoredFile, row.file_id) if row.file_id is not None else None
    row.file_id = None
    lines = [
        {**line, "who": ""} if ids is None or line.get("registration") in ids else line
        for line in row.report.get("lines", [])
    ]
    columns = [{**column, "samples": []} for column in row.report.get("columns", [])]
    row.report = {**row.report, "lines": lines, "columns": columns}
    session.flush()
    if file is not None:
        stored.forget(file)


def signed_sheet(row: SheetEvidence) -> None:
    """The scan of a sheet with names and signatures; the history keeps its checksum."""
    file = session.get_one(stored.StoredFile, row.file_id)
    session.delete(row)
    session.flush()
    stored.forget(file)


def work(row: Task) -> None:
    """The file and the words of finished long work."""
    file = session.get(stored.StoredFile, row.file_id) if row.file_id is not None else None
    row.file_id, row.args, row.problems, row.result = None, {}, [], {}
    session.flush()
    if file is not None:
        stored.forget(file)


def focal_point(row: Delegation) -> None:
    """Name, address and link of a focal point."""
    row.focal_name = row.focal_email = row.link_serial = ""
    row.link_hash = None


def mail(row: Message) -> None:
    """A mail's addressee and words; one that still waits is not sent any more."""
    if row.state == "queued":
        for job in session.scalars(select(Job).where(Job.key == outbox.job_key(row.id))):
            session.delete(job)
        session.delete(row)
    else:
        row.recipient, row.recipient_name, row.subject, row.body, row.link = NOWHERE, "", "", "", None
        row.failure = row.bounce_reason = ""
    session.flush()


def unlink_later(name: str) -> None:
    """Remove an upload once the transaction is committed."""
    files: list[Any] = session.info.setdefault("files_to_remove", [])
    files.append(web.settings().uploads / name)


def _blank(value: Any) -> Any:
    """The empty value of the same kind; numbers stay."""
    return type(value)() if isinstance(value, str | dict | list) else value
