"""What is kept until when; a dry run counts exactly what is then removed, and counts stay right."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from eventapp.cli import cli
from eventapp.core import jobs
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.outbox import Message
from eventapp.fields.models import FieldAnswer
from eventapp.letters.models import Letter
from eventapp.privacy import actions, retention
from eventapp.privacy.periods import ends_on
from eventapp.registration.models import Delegation, NominationImport, Person, Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.privacy.traces import ACCOUNT, FACTS, PASSPORT, left, well_known
from tests.work import run_all_work

LAST_DAY = date(2016, 3, 31)


def on(year: int, month: int, day: int) -> datetime:
    """Noon in Almaty."""
    return datetime(year, month, day, 6, tzinfo=UTC)


@pytest.fixture
def known(delegation, settings):
    for path in settings.uploads.iterdir():
        path.unlink()
    registration = well_known(delegation)
    with transaction():
        row = session.get_one(Delegation, delegation.id)
        row.focal_name, row.focal_email = "Focal", "focal@example.org"
        for message in session.scalars(select(Message)):
            message.sent_at, message.link, message.workshop_id = on(2016, 3, 2), None, delegation.workshop_id
    return registration


@pytest.mark.parametrize(
    ("retention", "name", "day"),
    [
        ({}, "identity_days", date(2016, 4, 30)),
        ({"identity_days": 0}, "identity_days", LAST_DAY),
        ({}, "contacts_months", date(2018, 3, 31)),
        ({"contacts_months": 11}, "contacts_months", date(2017, 2, 28)),
        ({"contacts_months": 9}, "contacts_months", date(2016, 12, 31)),
        ({}, "attendance_years", date(2023, 3, 31)),
    ],
)
def test_the_day_on_which_data_goes(retention, name, day):
    assert ends_on(LAST_DAY, retention, name) == day


def test_the_plan_says_what_goes_when(known, workshop):
    plan = {each.key: (each.count, each.on, each.due) for each in retention.plan(workshop, on(2016, 5, 1))}
    assert plan == {
        "identity": (1, date(2016, 4, 30), True),
        "needs": (1, date(2016, 4, 30), True),
        "lists": (1, date(2016, 4, 30), True),
        "walk-ins": (1, date(2016, 4, 30), True),
        "work": (1, date(2016, 4, 30), True),
        "photos": (1, date(2016, 4, 30), True),
        "travel": (1, date(2016, 6, 29), False),
        "contacts": (1, date(2018, 3, 31), False),
        "focal": (1, date(2018, 3, 31), False),
        "mails": (2, date(2018, 3, 31), False),
        "letters": (1, date(2018, 3, 31), False),
        "names": (1, date(2023, 3, 31), False),
    }


def test_an_old_workshop_that_is_entered_later_is_kept_from_that_day(delegation, workshop):
    factories.a_registration(delegation)
    with transaction():
        session.get_one(Workshop, workshop.id).created_at = on(2026, 11, 24)
    assert actions.purge(workshop.id, actor=SYSTEM, now=on(2026, 11, 25)).total() == 0
    assert [each.on for each in retention.plan(workshop, on(2026, 11, 25))] == [date(2033, 11, 24)]


def test_the_demo_is_never_due(known, workshop):
    with transaction():
        session.get_one(Workshop, workshop.id).demo = True
    assert actions.purge(workshop.id, actor=SYSTEM, now=on(2050, 1, 1)).total() == 0


def test_nothing_goes_before_its_day(known, workshop):
    assert actions.purge(workshop.id, actor=SYSTEM, now=on(2016, 4, 29)).total() == 0
    assert session.scalar(select(func.count()).select_from(FieldAnswer)) == 4


def test_passport_needs_photo_and_lists_go_after_thirty_days(known, workshop, settings):
    removed = actions.purge(workshop.id, actor=SYSTEM, now=on(2016, 4, 30))
    assert removed == {"identity": 1, "needs": 1, "lists": 1, "walk-ins": 1, "work": 1, "photos": 1}
    assert left(settings.uploads, (PASSPORT, ACCOUNT, "no nuts")) == []
    assert list(settings.uploads.iterdir()) == []
    assert session.scalars(select(FieldAnswer)).one().field.key == "arrival_flight"
    report = session.scalar(select(NominationImport.report))
    assert [line["verdict"] for line in report["lines"]] == ["new", "duplicate"]
    assert session.get_one(Person, known.person_id).email == FACTS["email"]
    purged = session.scalars(select(AuditEntry).where(AuditEntry.tag == "privacy.purged")).one()
    assert purged.facts == dict(removed)
    assert actions.purge(workshop.id, actor=SYSTEM, now=on(2016, 5, 1)).total() == 0  # a second run finds nothing


def test_contacts_and_mails_go_after_two_years(known, workshop, settings):
    actions.purge(workshop.id, actor=SYSTEM, now=on(2018, 3, 31))
    person = session.get_one(Person, known.person_id)
    assert (person.email, person.phone, person.latin_name) == ("", "", FACTS["latin_name"])
    assert left(settings.uploads, (FACTS["email"], FACTS["phone"], "old.address", "focal@")) == []
    assert session.scalars(select(Message.body)).all() == ["", ""]
    assert session.scalars(select(Letter.facts)).all() == [{}]
    assert (session.scalars(select(Letter.number)).all(), retention_keys(workshop)) == ([1], ["names"])


def retention_keys(workshop):
    return [each.key for each in retention.plan(workshop, on(2018, 3, 31))]


def test_names_go_after_seven_years_and_counts_stay(known, workshop, settings):
    actions.purge(workshop.id, actor=SYSTEM, now=on(2023, 3, 31))
    assert left(settings.uploads) == []
    assert session.get_one(Person, known.person_id).latin_name == "Erased person 1"
    assert session.get_one(Registration, known.id).state == "confirmed"
    assert retention.plan(workshop, on(2023, 4, 1)) == []


def test_who_came_to_a_later_workshop_is_known_as_long_as_that_one_says(known, workshop):
    later = factories.a_workshop(series_id=workshop.series_id, starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    again = factories.a_delegation(factories.a_type(later))
    factories.a_registration(again, session.get_one(Person, known.person_id))
    actions.purge(workshop.id, actor=SYSTEM, now=on(2018, 3, 31))
    assert session.get_one(Person, known.person_id).email == FACTS["email"]
    assert [each.key for each in retention.plan(later, on(2022, 1, 3)) if each.due] == ["contacts"]


def test_the_nightly_job_is_asked_for_once_a_day(known, workshop):
    night = on(2016, 5, 1)
    jobs.ask_daily(night)
    jobs.ask_daily(night + timedelta(hours=3))
    count = select(func.count()).select_from(jobs.Job).where(jobs.Job.kind == "privacy.retention")
    assert session.scalar(count) == 1
    run_all_work(night)
    assert [each.key for each in retention.plan(workshop, night) if each.due] == []
    jobs.ask_daily(night + timedelta(days=1))
    assert session.scalar(count) == 2


def test_periods_are_the_organizers(known, workshop):
    actions.set_periods(workshop.id, {"identity_days": 5}, actor=SYSTEM, now=on(2016, 3, 1))
    (first, *_rest) = retention.plan(workshop, on(2016, 3, 1))
    assert (first.key, first.on) == ("identity", date(2016, 4, 5))
    with pytest.raises(Invalid):
        actions.set_periods(workshop.id, {"identity_days": -1}, actor=SYSTEM, now=on(2016, 3, 1))
    with pytest.raises(Denied):
        actions.set_periods(workshop.id, {}, actor=Actor("nobody"), now=on(2016, 3, 1))


def test_the_command_counts_and_removes_the_same(app, known, workshop):
    runner = app.test_cli_runner()
    dry = json.loads(runner.invoke(cli, ["retention", "--dry-run", "--json"]).output)
    assert dry["dry_run"] is True
    due = {line["class"]: line["held"] for line in dry["workshops"][0]["classes"] if line["due"]}
    assert due["identity"] == due["names"] == 1
    session.rollback()
    assert session.get_one(Person, known.person_id).erased_at is None
    wet = json.loads(runner.invoke(cli, ["retention", "--json"]).output)
    assert wet["workshops"] == dry["workshops"]
    after = json.loads(runner.invoke(cli, ["retention", "--dry-run", "--json"]).output)
    assert after["workshops"] == [{"workshop": workshop.slug, "classes": []}]


def test_the_command_erases_by_either_id(app, delegation, workshop):
    first, second = factories.a_registration(delegation), factories.a_registration(delegation)
    runner = app.test_cli_runner()
    answer = runner.invoke(cli, ["erase-person", str(first.person_id), "--yes", "--json"])
    assert json.loads(answer.output) == {"person": first.person_id, "pseudonym": "Erased person 1"}
    answer = runner.invoke(cli, ["erase-person", str(second.public_id), "--yes"])
    assert answer.output == "erased; what stays is called “Erased person 2”\n"
    assert runner.invoke(cli, ["erase-person", "no-such", "--yes"]).exit_code == 1
    assert runner.invoke(cli, ["erase-person", str(second.public_id)]).exit_code == 2
