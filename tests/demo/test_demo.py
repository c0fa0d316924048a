"""The demo: the same each time, whole or not at all, marked as made up, and no mail leaves it."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from eventapp.attendance import files
from eventapp.attendance import queries as attendance
from eventapp.badges import queries as pile
from eventapp.certificates import queries as certificates
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Scan, WalkIn
from eventapp.core import backup
from eventapp.core.actors import Role
from eventapp.core.db import session
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message
from eventapp.demo import load, scans
from eventapp.feedback.models import Response
from eventapp.groups import queries as groups
from eventapp.registration import queries as registration
from eventapp.workshops import queries as workshops
from tests.conftest import SHARED
from tests.people import NOW


def counts() -> dict[str, int]:
    session.rollback()
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in backup.tables()}


def test_loaded_twice_it_is_there_once(app):
    workshop = load.load(NOW)
    first = counts()
    assert load.load(NOW).id == workshop.id
    assert counts() == first
    assert workshop.demo


def test_it_shows_a_workshop_that_was_held(app):
    workshop = load.load(NOW)
    check_days(workshop)
    check_door(workshop)
    check_proof(workshop)


def check_days(workshop):
    assert registration.counts_by_state(workshop.id) == {"confirmed": 63, "nominated": 3, "waitlisted": 7}
    venues = [count.present for count in attendance.attendance_counts(workshop) if count.checkpoint.is_venue]
    assert venues == [60, 57, 57]
    assert session.scalar(select(func.count()).select_from(Response)) == 386
    assert Counter(session.scalars(select(Scan.outcome))) == {"admitted": 1063, "not-confirmed": 1, "revoked": 1}
    assert Counter(session.scalars(select(Scan.way))) == {"badge": 1059, "self": 4, "walk-in": 2}


def check_door(workshop):
    badges = pile.counts(workshop.id)
    assert (badges.confirmed, badges.printed, badges.handed) == (63, 62, 58)
    assert [(desk.name, desk.battery) for desk in checkin.desks(workshop)] == [("Entrance 1", 57), ("Entrance 2", 68)]
    assert [place.name for place in checkin.checkpoints(workshop) if place.kind == "transport"] == [
        "Bus to the hotel"
    ] * 3
    assert [row.settled_at is None for row in session.scalars(select(WalkIn).order_by(WalkIn.registration_id))] == [
        False,
        True,
    ]
    assert sorted(map(len, groups.members(workshop.id).values())) == [30, 32]


def check_proof(workshop):
    qualify = sum(each.qualifies for each in attendance.record(workshop).values())
    given = certificates.issued(workshop.id, valid=True)
    assert qualify == 44
    assert [bool(row.exception_reason) for row in given] == [False] * qualify + [True]
    assert Counter(row.stop for row in files.counts(workshop) if not row.is_session) == {
        "": 3,
        "Bus or other transport": 3,
    }
    kinds = Counter(str(each.kind) for each, _card, _place in attendance.disputes(workshop))
    assert kinds == {"unscanned": 1, "unsigned": 2}


def test_nobody_gets_mail(app):
    load.load(NOW)
    assert (
        session.scalar(select(func.count()).select_from(Message)),
        session.scalar(select(func.count()).select_from(Job)),
    ) == (0, 0)


def test_it_is_loaded_whole_or_not_at_all(app, monkeypatch):
    def broken(workshop, devices, seed):
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(scans, "make", broken)
    with pytest.raises(RuntimeError, match="stops here"):
        load.load(NOW)
    session.rollback()
    assert workshops.by_slug("almaty-2016") is None


def test_there_is_a_user_and_a_link_for_each_role(app):
    links = dict(load.links(load.load(NOW), NOW))
    assert list(links) == [str(role) for role in Role]
    assert all(link.startswith("http://localhost/sign-in/link/") for link in links.values())


def test_its_data_are_those_of_the_workshop():
    ours = {path.name: path.read_bytes() for path in load.FOLDER.rglob("*") if path.is_file()}
    theirs = {path.name: path.read_bytes() for path in (SHARED / "almaty-2016").rglob("*") if path.is_file()}
    assert ours == theirs
