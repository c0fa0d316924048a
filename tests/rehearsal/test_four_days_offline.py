"""Four days on one laptop without internet: nothing is asked of the network, nothing fails, mails leave afterwards."""

import re
import socket
import uuid
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from eventapp.attendance import queries as attendance
from eventapp.badges import actions as badges
from eventapp.badges.queries import Wanted as Pile
from eventapp.checkin import actions as checkin
from eventapp.checkin import queries as doors
from eventapp.core import jobs, outbox
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.outbox import Message
from eventapp.feedback import actions as feedback
from eventapp.feedback import queries as forms
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code
from eventapp.reports import actions as reports
from eventapp.reports.files import Wanted
from tests.rehearsal.conftest import NOW
from tests.work import run_all_work

LOCAL = re.compile(r"127\.|localhost$|::1$|/")


@pytest.fixture
def no_internet(monkeypatch) -> list[object]:
    """Whoever was called beyond this machine; such a call fails as it does without a network."""
    called: list[object] = []
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def connecting(self, address):
        host = address[0] if isinstance(address, tuple) else address
        if not LOCAL.match(str(host)):
            called.append(address)
            raise OSError(101, "Network is unreachable")
        return connect(self, address)

    def resolving(host, *more, **how):
        if host is not None and not LOCAL.match(str(host)):
            called.append(host)
            raise socket.gaierror(-3, "Temporary failure in name resolution")
        return resolve(host, *more, **how)

    monkeypatch.setattr(socket.socket, "connect", connecting)
    monkeypatch.setattr(socket, "getaddrinfo", resolving)
    return called


def people(workshop) -> list:
    """Six more who come, each told so by mail."""
    kind = registrations.delegation_types(workshop.id)[-1]
    for number in range(6):
        given = {"latin_name": f"Guest {number}", "email": f"guest{number}@example.org", "language": "en"}
        registration.register(
            workshop.id, kind.id, given, organization="Office", source="organizer", confirm=True, actor=SYSTEM, now=NOW
        )
    return registrations.confirmed(workshop.id)


def a_day(workshop, day, rows) -> None:
    """Everybody is scanned in the morning; what is due in the background is done four times a day."""
    morning = NOW + timedelta(days=day)
    key = doors.checkpoint_now(workshop, doors.checkpoints(workshop), morning).key
    readings = [
        checkin.Reading(id=uuid.uuid4(), checkpoint=key, scanned_at=morning, code=badge_code(row.badge), device="A")
        for row in rows
    ]
    checkin.receive_scans(workshop.id, readings, actor=SYSTEM, now=morning)
    for hour in range(0, 24, 6):
        jobs.ask_daily(morning + timedelta(hours=hour))
        run_all_work(morning + timedelta(hours=hour))


def test_four_days(app, workshop, settings, monkeypatch, no_internet):
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_url="smtp://mail.example.org:25"))
    rows = people(workshop)
    badges.print_badges(workshop.id, Pile(), actor=SYSTEM, now=NOW)
    for day in range(1, 4):  # 29 to 31 March
        a_day(workshop, day, rows)
    form = forms.forms_of(workshop.id)[0]
    feedback.set_open(form.id, True, actor=SYSTEM, now=NOW)
    for row in rows[:5]:
        given = {question.key: 4 if question.kind == "rating" else "" for question in form.questions}
        feedback.answer(form.id, given, language="en", actor=feedback.participant(row.id), now=NOW)
    book = load_workbook(
        BytesIO(reports.export_workbook(workshop, Wanted("en"), actor=SYSTEM, now=NOW + timedelta(days=4)))
    )

    assert {len(days) for days in attendance.days_present(workshop).values()} == {3}
    assert len(book.sheetnames) > 5
    waiting = session.scalars(select(Message)).all()
    assert {(row.state, row.failure.split()[0]) for row in waiting} == {("queued", "unreachable")}
    assert set(map(str, no_internet)) == {"mail.example.org"}  # the mail server, and nobody else

    monkeypatch.setitem(app.config, "SETTINGS", settings)  # the uplink is back
    run_all_work(NOW + timedelta(days=4) + outbox.WAITS[-1])
    assert session.scalar(select(func.count()).where(Message.sent_at.is_(None))) == 0
