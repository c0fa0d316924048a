"""A person of whom every table knows something, and the search for what is left of them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from eventapp.agenda.models import Speaker
from eventapp.checkin.models import Scan, WalkIn
from eventapp.core import backup, outbox, stored
from eventapp.core.actors import SYSTEM
from eventapp.core.audit import record
from eventapp.core.db import Base, session, transaction
from eventapp.duplicates.models import PersonMerge
from eventapp.fields import sealing
from eventapp.fields.models import Field, FieldAnswer
from eventapp.letters.models import Letter
from eventapp.notes.models import Note
from eventapp.registration.models import NominationImport, Registration
from eventapp.tasks.models import Task
from eventapp.workshops.models import Workshop
from tests import factories
from tests.factories import NOW

PASSPORT, ACCOUNT = "N12345678", "KZ86 125K ZT50 0410 0100"
FACTS = {
    "latin_name": "Zarina Tursunzoda",
    "latin_family": "Tursunzoda",
    "latin_given": "Zarina",
    "original_name": "Турсунзода Зарина",
    "original_family": "Турсунзода",
    "original_given": "Зарина",
    "email": "zarina.tursunzoda@example.tj",
    "phone": "+992 (90) 123-45-67",
}
TRACES = (
    *("Zarina Tursunzoda", "Tursunzoda Zarina", "ZARINA TURSUNZODA", "Турсунзода Зарина", "Зарина Турсунзода"),
    *("zarina.tursunzoda@example.tj", "992 90 123 45 67", "992901234567", "90) 123-45-67"),
    *(PASSPORT, ACCOUNT, "Zarina the First", "Zarina Oldname", "old.address@example.tj"),
    "Zarrina Tursunzade",
    "Tursunzade Zarrina",
)


MERGED = {
    "kept_name": "Zarina Tursunzoda",
    "gone_name": "Tursunzade Zarrina",
    "changes": [
        {
            "table": "person",
            "key": {"id": 999},
            "after": None,
            "before": {"latin_name": "Tursunzade Zarrina", "latin_family": "Tursunzade", "latin_given": "Zarrina"},
        }
    ],
}


def add(row: Any) -> Any:
    with transaction():
        session.add(row)
        session.flush()
    return row


def answer(registration: Registration, key: str, group: str, value: Any, file: bytes | None = None) -> FieldAnswer:
    """An answer to a question of its own version, as the second form keeps it."""
    field = session.scalar(select(Field).where(Field.workshop_id == registration.workshop_id, Field.key == key))
    field = field or add(
        Field(
            workshop_id=registration.workshop_id,
            key=key,
            position=1,
            kind="file" if file else "text",
            reader_group=group,
            created_at=NOW,
        )
    )
    row = FieldAnswer(registration_id=registration.id, field_id=field.id, answered_at=NOW)
    with transaction():
        if file is not None:
            row.file_id = stored.keep(file, value, "application/pdf", sealed=group == "identity", now=NOW).id
        else:
            sealing.put(row, field, value)
        session.add(row)
        session.flush()
    return row


def well_known(delegation: Any, **changes: Any) -> Registration:
    """Somebody who left traces wherever one can."""
    workshop_id = delegation.workshop_id
    workshop = session.get_one(Workshop, workshop_id)
    person = factories.a_person(workshop, **FACTS)
    registration = factories.a_registration(
        delegation, person, position="Head of sector", dietary="no nuts", badge_name="Zarina the First", **changes
    )
    factories.a_badge(registration)
    answer(registration, "passport_number", "identity", PASSPORT)
    answer(registration, "bank_account", "money", ACCOUNT)
    answer(registration, "passport_copy", "identity", "Zarina Tursunzoda.pdf", b"%PDF-1.7 of Zarina Tursunzoda %%EOF")
    answer(registration, "arrival_flight", "travel", "KC 131")
    listed = {"row": 5, "name": "Zarina Tursunzoda", "verdict": "new", "registration": registration.id}
    said = {"said": {"latin_family": "Tursunzoda", "latin_given": "Zarina", "phone": "992901234567"}}
    folded = {"row": 6, "verdict": "duplicate", "cells": ["TURSUNZODA", "zarina", "Ms"]}
    uploads = sealing.web.settings().uploads
    (uploads / "nominations-1").write_bytes(b"a list with Zarina Tursunzoda in it")
    with transaction():
        photo = stored.keep(b"Zarina Tursunzoda, smiling", "me.jpg", "image/jpeg", now=NOW)
        registration.photo_id = photo.id
        session.add(
            NominationImport(
                workshop_id=workshop_id,
                filename="Zarina Tursunzoda.xlsx",
                sha256="0" * 64,
                stored_as="nominations-1",
                state="applied",
                report={"lines": [{**listed, **said}, folded], "list": {"rows": [said]}},
                created_at=NOW,
            )
        )
        outbox.post(
            "test", FACTS["email"], "Zarina Tursunzoda, welcome", "Dear Zarina Tursunzoda", now=NOW,
            name="Zarina Tursunzoda", workshop=workshop_id, registration=registration.id,
        )  # fmt: skip
        sent = outbox.post("test", "focal@example.tj", "Your list", "You named ZARINA  TURSUNZODA.", now=NOW)
        sent.sent_at = NOW
        changes = {
            "latin_name": ["Zarina Oldname", "Zarina Tursunzoda"],
            "email": ["old.address@example.tj", FACTS["email"]],
        }
        record(SYSTEM, "registration.changed", NOW, workshop=workshop_id, subject=registration, **changes)
        record(SYSTEM, "notes.changed", NOW, workshop=workshop_id, text=["", "Zarina Oldname said so"])
        session.add_all(
            [
                Letter(
                    workshop_id=workshop_id, registration_id=registration.id, kind="visa", number=1, language="en",
                    dated=NOW.date(), facts={"name": "Zarina Tursunzoda", "sealed": "c2"}, issued_at=NOW, issued_by="",
                ),
                Note(workshop_id=workshop_id, number=1, kind="quote",
                     text="Zarina Tursunzoda (Турсунзода Зарина), Zarrina Tursunzade: yes",
                     created_at=NOW, changed_at=NOW),
                Task(workshop_id=workshop_id, kind="x", language="en", started_by="x", created_at=NOW, state="done",
                     problems=[{"what": "Zarina Tursunzoda", "why": "no address"}], args={"numbers": [PASSPORT]},
                     file_id=stored.keep(b"Letter to Zarina Tursunzoda", "letters.pdf", "application/pdf", now=NOW).id),
                PersonMerge(series_id=person.series_id, kept_id=person.id, gone_id=999, merged_by="x", merged_at=NOW,
                            before=MERGED),
                Scan(id=registration.public_id, workshop_id=workshop_id, checkpoint="day-1", day=NOW.date(),
                     registration_id=registration.id, outcome="admitted", scanned_at=NOW, received_at=NOW),
                WalkIn(id=registration.public_id, workshop_id=workshop_id, registration_id=registration.id,
                       facts={"name": "Zarina Tursunzoda", "email": FACTS["email"], "position": "x"},
                       problem="Zarina Tursunzoda is on the list", made_at=NOW, received_at=NOW),
            ]
        )  # fmt: skip
        item = factories.a_session(workshop)
        session.add(Speaker(session_id=item.id, position=1, name="Zarina Tursunzoda", organization="MoE"))
    return registration


def left(uploads: Path, traces: tuple[str, ...] = TRACES) -> list[str]:
    """Where any of the traces still stands: in a row of any table, or in an upload."""
    session.rollback()
    found = []
    for table in Base.metadata.sorted_tables:
        for line in backup._lines(table):
            text = line.decode().casefold()
            found += [f"{table.name}: {trace} in {text[:300]}" for trace in traces if trace.casefold() in text]
    for path in uploads.iterdir():
        data = path.read_bytes().decode(errors="ignore").casefold()
        found += [f"{path.name}: {trace}" for trace in traces if trace.casefold() in data]
    return found


AFTER = NOW + timedelta(days=60)
