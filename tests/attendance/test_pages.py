"""The pages of attendance: what a person does on them, and who may."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from eventapp.attendance import actions, queries
from eventapp.attendance.models import AttendanceBatch, AttendanceMark
from eventapp.attendance.rules import Base, DayRule, Rules, rules_of
from eventapp.checkin.models import Scan
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.registration.models import Delegation
from eventapp.workshops.models import Workshop
from tests import factories
from tests.checkin.desk import DAY_1, NOW, a_guest, a_reading, scan
from tests.people import browser_of


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "organizer", workshop)


def address(workshop, path):
    return f"/workshops/{workshop.slug}/attendance/{path}"


def page(browser, workshop, path=""):
    answer = browser.get(address(workshop, path))
    assert answer.status_code == 200
    return answer.text


def send(browser, workshop, path, follow=True, **fields):
    return browser.post(address(workshop, path), data=fields, follow_redirects=follow)


def words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_matrix_shows_days_and_the_sessions_of_one_day(browser, workshop, delegation):
    factories.a_session(workshop, key="opening")
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code, 31, "opening"))

    days, sessions = words(page(browser, workshop, "people/")), words(page(browser, workshop, "people/?day=1"))

    assert guest.person.latin_name in days
    assert "Tue 29 Mar" in days
    assert "09:00 Opening remarks" in sessions
    assert "100 %" in sessions


def test_the_matrix_is_searched_in_any_script(browser, workshop, delegation):
    person = factories.a_person(workshop, latin_name="Boris Kim", original_name="Борис Ким")
    factories.a_registration(delegation, person)
    a_guest(delegation)
    found = page(browser, workshop, "people/?q=борис")
    assert ("Boris Kim" in found, "Osmonova" in found) == (True, False)


def test_a_correction_by_hand_and_taking_it_back(browser, workshop, delegation):
    guest, _code = a_guest(delegation)
    path = f"people/{guest.id}"

    refused = send(browser, workshop, path, checkpoint="day-1", present="yes", reason="")
    assert (refused.status_code, "error-summary" in refused.text) == (422, True)
    done = send(browser, workshop, path, checkpoint="day-1", present="yes", reason="She chaired the session")

    assert "She chaired the session" in done.text
    assert set(queries.arrivals(workshop)["day-1"]) == {guest.id}
    mark = session.scalars(select(AttendanceMark)).one()
    back = send(browser, workshop, f"marks/{mark.id}/void")
    assert "does not count" in back.text
    assert queries.arrivals(workshop)["day-1"] == {}


def test_a_person_who_is_not_confirmed_says_so(browser, workshop, delegation):
    guest, _code = a_guest(delegation, state="pending")
    assert "its attendance does not count" in page(browser, workshop, f"people/{guest.id}")


def test_many_are_marked_present_and_taken_back(browser, workshop, delegation):
    guests = [a_guest(delegation)[0] for _number in range(3)]
    ticked = [str(guest.id) for guest in guests[:2]]

    nobody = send(browser, workshop, "at/day-2", reason="Photograph")
    no_reason = send(browser, workshop, "at/day-2", people=ticked, reason=" ")
    done = send(browser, workshop, "at/day-2", people=ticked, reason="Group photograph")

    assert (nobody.status_code, no_reason.status_code) == (422, 422)
    assert no_reason.text.count("checked") == 2
    assert "2 people were marked together: Group photograph" in words(done.text)
    batch = session.scalars(select(AttendanceBatch)).one()
    back = send(browser, workshop, f"batches/{batch.id}/undo", next=address(workshop, "at/day-2"))
    assert "2 marks are taken back." in words(back.text)
    assert queries.arrivals(workshop)["day-2"] == {}


def test_disagreements_lead_to_the_person(browser, workshop, delegation):
    assert "Everything agrees" in page(browser, workshop, "disputes")
    (anna, code), (boris, _code) = a_guest(delegation), a_guest(delegation)
    scan(workshop, a_reading(code))
    actions.mark(workshop.id, [anna.id, boris.id], "day-1", True, source="paper", actor=SYSTEM, now=NOW)

    text = page(browser, workshop, "disputes")

    assert "On paper or on a list, but not scanned" in text
    assert f"people/{boris.id}?at=day-1#correct" in text
    assert "In 1 place the sources do not agree" in page(browser, workshop)


def test_rules_show_what_they_would_change_before_they_are_set(browser, workshop, delegation):
    factories.a_session(workshop, key="opening")
    later = factories.a_session(workshop, key="panel", starts_at=NOW - timedelta(days=2, hours=18),
                                ends_at=NOW - timedelta(days=2, hours=17))  # fmt: skip
    (_anna, code), (_boris, other) = a_guest(delegation), a_guest(delegation)
    scan(workshop, *(a_reading(each, 31, "opening") for each in (code, other)), a_reading(code, 200, later.key))
    wanted = {"session": "any", "session_share": 50, "day": "any", "day_share": 50, "base": "each-day", "threshold": 50}

    tried = browser.get(address(workshop, "rules"), query_string=wanted, headers={"HX-Request": "true"})
    without_script = browser.get(address(workshop, "rules"), query_string=wanted)

    assert "Enough for a certificate 1 2" in words(tried.text)
    assert "1 person more would get one" in words(tried.text)
    assert "Enough for a certificate 1 2" in words(without_script.text)
    assert rules_of(session.get_one(Workshop, workshop.id).presence) == Rules()
    send(browser, workshop, "rules", **wanted)
    assert rules_of(session.get_one(Workshop, workshop.id).presence) == Rules(threshold=50, base=Base.EACH_DAY)


@pytest.mark.parametrize("wrong", [{"threshold": 0}, {"threshold": 101}, {"threshold": "x"}, {"base": "moon"}])
def test_rules_that_make_no_sense_are_refused(browser, workshop, wrong):
    fields = {"session": "any", "session_share": 50, "day": "any", "day_share": 50, "base": "days", "threshold": 80}
    answer = send(browser, workshop, "rules", **{**fields, **wrong})
    assert answer.status_code == 422
    assert session.get_one(Workshop, workshop.id).presence == {}


def a_file(*rows):
    out = io.StringIO()
    csv.writer(out).writerows([("Badge", "Name", "Time"), *rows])
    return io.BytesIO(out.getvalue().encode()), "scans.csv"


def test_a_list_is_looked_at_chosen_read_in_and_undone(browser, workshop, delegation):
    guest, code = a_guest(delegation)
    twins = [
        factories.a_registration(delegation, factories.a_person(workshop, latin_name="Anna Kim", original_name=""))
        for _number in range(2)
    ]
    rows = [code, "", "29.03.2016 08:40"], ["", "Anna Kim", "29.03.2016"], ["", "Who Knows", "29.03.2016"]

    seen = send(browser, workshop, "lists/", file=a_file(*rows), checkpoint="")
    assert "1 row waits for a choice." in words(seen.text)
    batch = session.scalars(select(AttendanceBatch)).one()
    chosen = send(browser, workshop, f"lists/{batch.id}/read-again", checkpoint="", **{"who-3": twins[1].id})
    assert "Chosen by hand." in chosen.text
    done = send(browser, workshop, f"lists/{batch.id}/apply")
    assert "2 marks were made of the list." in words(done.text)
    assert set(queries.arrivals(workshop)["day-1"]) == {guest.id, twins[1].id}
    assert browser.get(address(workshop, f"lists/{batch.id}/file")).data == a_file(*rows)[0].getvalue()
    assert "scans.csv" in page(browser, workshop, "lists/")
    send(browser, workshop, f"batches/{batch.id}/undo")
    assert queries.arrivals(workshop)["day-1"] == {}


def test_a_list_that_cannot_be_read_says_why_beside_the_field(browser, workshop):
    answer = send(browser, workshop, "lists/", file=(io.BytesIO(b"%PDF-1.7"), "a.pdf"), checkpoint="")
    assert (answer.status_code, "This is not a workbook that can be read" in answer.text) == (422, True)
    assert send(browser, workshop, "lists/", checkpoint="").status_code == 422


def test_a_draft_is_put_aside(browser, workshop, delegation):
    a_guest(delegation)
    send(browser, workshop, "lists/", file=a_file(["", "Who Knows", "29.03.2016"]), checkpoint="")
    batch = session.scalars(select(AttendanceBatch)).one()
    send(browser, workshop, f"lists/{batch.id}/drop")
    assert session.scalars(select(AttendanceBatch)).all() == []


def test_the_page_the_workbook_and_the_report_have_the_same_figures(browser, workshop, delegation):
    from eventapp.reports.queries import people_figures

    guest, code = a_guest(delegation)
    others = [a_guest(delegation)[0] for _number in range(2)]
    scan(workshop, a_reading(code), a_reading(code, 1, "day-2"))
    actions.mark_many(workshop.id, [others[0].id], "day-1", reason="Seen", actor=SYSTEM, now=NOW)

    text = words(page(browser, workshop, "indicators"))
    book = openpyxl.load_workbook(io.BytesIO(browser.get(address(workshop, "attendance.xlsx")).data))
    figures = people_figures(workshop)

    assert "Trained 1 of 2 who came Present at all 2 of 3 confirmed Person-days 3" in text
    assert [cell.value for cell in book["Indicators"][4]][:7] == ["All", "Participants", 3, 2, 1, 0.5, 3]
    assert (figures.present, figures.trained, figures.person_days) == (2, 1, 3)
    header, first, *_rest = book["Attendance matrix"].iter_rows(min_row=3, values_only=True)
    assert header[3] == "Registration number"
    assert (first[3], first[4:7]) == (str(guest.public_id), ("Scan", "Scan", None))
    assert book.sheetnames == ["Attendance", "Attendance matrix", "Attendance long", "Indicators", "Codebook"]


def test_with_a_rule_for_days_every_figure_follows_it(workshop, delegation):
    from eventapp.attendance.queries.closing import closing
    from eventapp.reports.assemble import report
    from eventapp.reports.queries import people_figures

    for key, hour in (("opening", 3), ("panel", 5)):
        starts = DAY_1.replace(hour=hour, minute=0)
        factories.a_session(workshop, key=key, starts_at=starts, ends_at=starts + timedelta(hours=1))
    codes = [a_guest(delegation)[1] for _number in range(2)]
    scan(workshop, *(a_reading(code, 31, "opening") for code in codes), a_reading(codes[0], 151, "panel"))
    actions.change_rules(workshop.id, Rules(day=DayRule.SESSIONS, day_share=80), actor=SYSTEM, now=NOW)

    figures, written = people_figures(workshop), report(workshop, "en", now=NOW)

    assert (figures.present, figures.person_days) == (2, 1)
    assert sum(len(person.days_present) for person in written.participants) == 1
    assert closing(workshop).total[0].person_days == 1
    assert queries.counted(workshop).figures.total.person_days == 1


def test_a_workbook_of_ours_is_read_in_elsewhere(browser, workshop, delegation):
    """The long sheet names people, the matrix numbers them: either is a list from elsewhere for another copy."""
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    book = openpyxl.load_workbook(io.BytesIO(browser.get(address(workshop, "attendance.xlsx")).data))
    for name in [name for name in book.sheetnames if name != "Attendance long"]:
        del book[name]
    out = io.BytesIO()
    book.save(out)
    draft = actions.preview_list(workshop.id, "long.xlsx", out.getvalue(), actor=SYSTEM, now=NOW)
    (line,) = draft.report["lines"]
    assert (line["verdict"], line["registration"], line["checkpoint"]) == ("matched", guest.id, "day-1")


@pytest.mark.parametrize(
    "path", ["", "people/", "people/?day=1", "indicators", "disputes", "at/day-1", "rules", "lists/"]
)
def test_pages_read_the_same_number_of_times_for_one_and_for_many(app, browser, workshop, delegation, statements, path):
    factories.a_session(workshop, key="opening")
    here, ids = address(workshop, path), (workshop.id, delegation.id)

    def somebody():
        where, office = session.get_one(Workshop, ids[0]), session.get_one(Delegation, ids[1])
        guest, code = a_guest(office)
        scan(where, a_reading(code), a_reading(code, 31, "opening"))
        other = a_guest(office)[0]
        actions.mark(where.id, [guest.id, other.id], "day-1", True, source="paper", actor=SYSTEM, now=NOW)
        actions.mark_many(where.id, [other.id], "opening", reason="x", actor=SYSTEM, now=NOW)

    somebody()
    browser.get(here)
    few = statements(lambda: browser.get(here))
    somebody()
    somebody()
    assert statements(lambda: browser.get(here)) == few


def test_the_api_names_the_sources_and_the_key_of_the_type(app, workshop, delegation):
    guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    actions.mark(workshop.id, [guest.id], "day-1", True, source="paper", actor=SYSTEM, now=NOW)
    actions.mark(workshop.id, [guest.id], "day-2", True, source="many", actor=SYSTEM, now=NOW)
    browser = browser_of(app, "rapporteur", workshop)

    (item,) = browser.get(f"/api/v1/workshops/{workshop.slug}/attendance").json["items"]

    assert item["delegation_type_key"] == delegation.type.key
    assert item["present"] == [
        {"checkpoint": "day-1", "at": "2016-03-29T02:30:00+00:00", "sources": ["scan", "paper"]},
        {"checkpoint": "day-2", "at": None, "sources": ["many"]},
    ]


def test_others_than_organizers_see_no_way_to_change_anything(app, workshop, delegation):
    guest, _code = a_guest(delegation)
    rapporteur = browser_of(app, "rapporteur", workshop)
    assert "Correct it by hand" not in page(rapporteur, workshop, f"people/{guest.id}")
    assert "Mark the ticked present" not in page(rapporteur, workshop, "at/day-1")
    assert send(rapporteur, workshop, "at/day-1", people="1", reason="x").status_code == 403
    assert send(rapporteur, workshop, f"people/{guest.id}", checkpoint="day-1", present="yes").status_code == 403


def test_flagged_scans_are_pointed_to(browser, workshop, delegation):
    _guest, code = a_guest(delegation)
    scan(workshop, a_reading(code))
    with transaction():
        session.scalars(select(Scan)).one().flag = "clock"
    text = page(browser, workshop, "disputes")
    assert "1 scan counts only once somebody has looked at it." in words(text)
    assert "check-in/flagged" in text
    assert queries.arrivals(workshop)["day-1"] == {}


def test_what_no_person_marked_is_named_in_russian(browser, workshop, delegation):
    guest, _code = a_guest(delegation)
    actions.mark_many(workshop.id, [guest.id], "day-1", reason="По фотографии", actor=SYSTEM, now=NOW)
    browser.post("/language", data={"language": "ru"})
    text = words(page(browser, workshop, f"people/{guest.id}"))
    assert ("система" in text, "system" in text) == (True, False)
    assert ("Людей" in text, "Участники" in text) == (False, True)
