"""The organizer looks at what is odd, and says whether it counts."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventapp.checkin import queries
from eventapp.checkin.actions import review_scan
from eventapp.checkin.models import ScanReview, WalkIn
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.privacy.classes import CLASSES
from eventapp.registration.models import Badge, Delegation
from eventapp.workshops.models import Workshop
from tests import factories
from tests.checkin.desk import a_delegation, a_guest
from tests.checkin.queue import AT, PairedDesk, a_scan, a_walk_in
from tests.checkin.test_events import here
from tests.people import browser_of


@pytest.fixture
def flagged(app, workshop, delegation):
    """A scan of a badge that had been revoked; (guest, id of the scan)."""
    guest, code = a_guest(delegation)
    with transaction():
        session.get_one(Badge, guest.badge.id).revoked_at = AT - timedelta(minutes=1)
    scan = a_scan(code, told="admitted")
    PairedDesk(app, workshop).send(scan)
    return guest, scan["id"]


def test_the_page_shows_who_where_why_and_takes_the_decision(app, workshop, flagged):
    guest, scan_id = flagged
    organizer = browser_of(app, "organizer", workshop)
    base = f"/workshops/{workshop.slug}/check-in/flagged"

    page = organizer.get(base).get_data(as_text=True)
    for part in (guest.person.latin_name, "Kazakhstan", "Venue, day 1", "Badge was revoked", "Entrance"):
        assert part in page
    refused = organizer.post(f"{base}/{scan_id}", data={"counts": "yes", "reason": " "})
    assert (refused.status_code, "an auditor will ask" in refused.get_data(as_text=True)) == (422, True)
    assert here(workshop) == []

    answer = organizer.post(f"{base}/{scan_id}", data={"counts": "yes", "reason": "It was her, with the old card"})

    assert answer.status_code == 303
    assert here(workshop) == [guest.id]
    assert "It was her, with the old card" in organizer.get(base).get_data(as_text=True)
    assert queries.flagged_waiting(workshop.id) == 0
    organizer.post(f"{base}/{scan_id}", data={"counts": "no", "reason": "It was somebody else"})
    assert here(workshop) == []
    assert len(session.scalars(select(ScanReview)).all()) == 2


def test_pages_with_nothing_on_them(app, workshop):
    organizer = browser_of(app, "organizer", workshop)
    assert "Nothing is odd" in organizer.get(f"/workshops/{workshop.slug}/check-in/flagged").get_data(as_text=True)
    page = organizer.get(f"/workshops/{workshop.slug}/check-in/walk-ins").get_data(as_text=True)
    assert "Everybody was on the list" in page


def test_only_organizers_decide_and_only_about_flagged_scans_of_their_workshop(workshop, flagged):
    _guest, scan_id = flagged
    clerk = Actor("clerk", roles=frozenset({(workshop.id, Role.CHECK_IN)}))
    now = datetime.now(UTC)
    with pytest.raises(Denied):
        review_scan(workshop.id, scan_id, True, "x", actor=clerk, now=now)
    with pytest.raises(Invalid):
        review_scan(workshop.id, scan_id, True, "  ", actor=SYSTEM, now=now)
    with pytest.raises(Missing):
        review_scan(factories.a_workshop().id, queries.flagged(workshop)[0].id, True, "x", actor=SYSTEM, now=now)


@pytest.mark.parametrize("read", [queries.flagged, queries.walk_ins])
def test_the_number_of_statements_does_not_grow(app, workshop, delegation, statements, read):
    desk = PairedDesk(app, workshop)
    desk.clock = timedelta(days=2)
    workshop_id, type_id = workshop.id, delegation.type_id

    def count():
        return statements(lambda: read(session.get_one(Workshop, workshop_id)))

    def one_more(number):
        _guest, code = a_guest(session.scalars(select(Delegation)).first())
        desk.send(a_scan(code, told="admitted"), a_walk_in(type_id, name=f"Guest {'ABC'[number]}", email=""))

    one_more(0)
    first = count()
    one_more(1)
    one_more(2)
    assert count() == first


def test_what_was_typed_of_walk_ins_goes_with_the_lists(app, workshop, delegation):
    desk = PairedDesk(app, workshop)
    desk.send(a_walk_in(999), a_walk_in(delegation.type_id))
    kept = next(each for each in CLASSES if each.key == "walk-ins")

    held = kept.held(workshop)
    assert held == [row.id for row in session.scalars(select(WalkIn)) if row.facts]
    assert len(held) == 1
    with transaction():
        kept.purge(held, datetime.now(UTC))

    assert kept.held(workshop) == []
    assert {row.problem for row in session.scalars(select(WalkIn))} == {""}


def test_what_is_odd_elsewhere_is_not_shown_here(app, workshop, flagged):
    elsewhere = factories.a_workshop()
    a_delegation(elsewhere)
    assert queries.flagged(elsewhere) == []
