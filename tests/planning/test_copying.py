"""Copying a workshop to other dates."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from eventapp.agenda.models import Session, Speaker
from eventapp.badges.actions import change_design
from eventapp.badges.design import Design, design_of
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.feedback.models import Form, Question
from eventapp.messages import actions as messages
from eventapp.messages import queries
from eventapp.messages.occasions import BY_KEY
from eventapp.notes.models import Note
from eventapp.planning.actions import copy_workshop
from eventapp.planning.facts import NewWorkshop
from eventapp.registration.models import Delegation, DelegationType, Registration
from eventapp.workshops.models import Partner, Workshop
from tests import factories
from tests.almaty import import_almaty
from tests.people import NOW, a_user
from tests.planning.tables import dump


def copy(source, *, cut=False, actor=SYSTEM, **changes):
    facts = {
        "title": Texts(en="The next one"),
        "city": "Dushanbe",
        "country": "TJ",
        "starts_on": date(2016, 9, 6),
        "ends_on": date(2016, 9, 8),
        "timezone": "Asia/Dushanbe",
        **changes,
    }
    return copy_workshop(source.id, NewWorkshop(**facts), cut=cut, actor=actor, now=NOW)


def sessions_of(workshop):
    return list(
        session.scalars(
            select(Session).where(Session.workshop_id == workshop.id).order_by(Session.starts_at, Session.key)
        )
    )


def clock_times(workshop):
    """(key, day of the workshop, start, end) on the workshop's clock."""
    found = []
    for row in sessions_of(workshop):
        start, end = local(row.starts_at, workshop.timezone), local(row.ends_at, workshop.timezone)
        found.append((row.key, (start.date() - workshop.starts_on).days, start.time(), end.time()))
    return found


def a_form(workshop, **changes):
    facts = {"kind": "evaluation", "session_id": None, "code": "AAAAAA", "state": "open", **changes}
    questions = [Question(key="usefulness", position=1, kind="rating", text=Texts(en="Useful?"), required=True)]
    with transaction():
        form = Form(workshop_id=workshop.id, created_at=NOW, questions=questions, **facts)
        session.add(form)
    return form


def test_sessions_keep_their_clock_times_in_the_new_time_zone(app):
    source = import_almaty()
    workshop = copy(source)

    assert clock_times(workshop) == clock_times(source)
    opening = next(row for row in sessions_of(workshop) if row.key == "d1-open")
    assert opening.starts_at == datetime(2016, 9, 6, 4, tzinfo=UTC)  # 09:00 in Dushanbe, UTC+5


def test_sessions_of_the_copy_are_new_ones(app):
    source = import_almaty()
    with transaction():
        sessions_of(source)[0].sequence = 7
    workshop = copy(source)
    rows, old = sessions_of(workshop), sessions_of(source)

    assert {row.uid for row in rows}.isdisjoint(row.uid for row in old)
    assert {row.sequence for row in rows} == {0}
    assert {row.room.workshop_id for row in rows} == {workshop.id}
    assert {row.theme.workshop_id for row in rows if row.theme} == {workshop.id}
    assert [row.title for row in rows] == [row.title for row in old]


def test_the_set_up_is_the_same(app):
    source = import_almaty()
    workshop = copy(source)

    def set_up(of):
        types = select(DelegationType).filter_by(workshop_id=of.id).order_by(DelegationType.position)
        kinds = {kind.id: kind for kind in session.scalars(types)}
        return {
            "rooms": [(room.position, room.name, room.capacity) for room in of.rooms],
            "themes": [(theme.key, theme.position, theme.title) for theme in of.themes],
            "partners": [(p.position, p.role, p.short, p.name) for p in of.partners],
            "types": [(k.key, k.position, k.name, k.quota, k.approval, k.colour) for k in kinds.values()],
            "delegations": [
                (kinds[d.type_id].key, d.country, d.organization, d.seats, d.region, d.host)
                for d in session.scalars(select(Delegation).filter_by(workshop_id=of.id).order_by(Delegation.id))
            ],
            "texts": (of.attribution_rule, of.disclaimer, of.outline, of.languages, of.capacity, of.series_id),
        }

    assert set_up(workshop) == set_up(source)
    assert (workshop.published, workshop.slug) == (False, "the-next-one-2016")


def test_people_and_what_they_said_stay_behind(app):
    source = import_almaty()
    delegation = session.scalars(select(Delegation).where(Delegation.organization == "OSCE")).one()
    factories.a_registration(delegation)
    with transaction():
        delegation.focal_name, delegation.focal_email = "Anna", "anna@example.org"
        opening = session.scalars(select(Session).where(Session.key == "d1-open")).one()
        opening.speakers = [Speaker(position=1, name="Anna"), Speaker(position=2, organization="OSCE", name="Bo")]
    workshop = copy(source)

    for kind in (Registration, Note):
        found = session.scalar(select(func.count()).select_from(kind).where(kind.workshop_id == workshop.id))
        assert found == 0
    focal = session.execute(select(Delegation.focal_name, Delegation.focal_email).filter_by(workshop_id=workshop.id))
    assert {tuple(row) for row in focal} == {("", "")}
    copied = next(row for row in sessions_of(workshop) if row.key == "d1-open")
    assert [(speaker.organization, speaker.name) for speaker in copied.speakers] == [("OSCE", "")]


def test_forms_are_copied_closed_with_their_questions(app):
    source = import_almaty()
    last = sessions_of(source)[-2]
    a_form(source)
    a_form(source, kind="session", session_id=last.id, code="BBBBBB")
    workshop = copy(source)

    forms = list(session.scalars(select(Form).where(Form.workshop_id == workshop.id).order_by(Form.id)))
    assert [(form.kind, form.state) for form in forms] == [("evaluation", "closed"), ("session", "closed")]
    assert session.get_one(Session, forms[1].session_id).key == last.key
    assert [[q.key for q in form.questions] for form in forms] == [["usefulness"], ["usefulness"]]
    assert {form.code for form in forms}.isdisjoint({"AAAAAA", "BBBBBB"})


def test_a_shorter_copy_is_refused_with_the_sessions_that_do_not_fit(app):
    source = import_almaty()
    before = dump()
    with pytest.raises(Invalid) as refused:
        copy(source, ends_on=date(2016, 9, 7))

    session.rollback()
    assert list(refused.value.fields) == ["ends_on"]
    assert "“Good practices for national strategies” (31 March, 09:00)" in refused.value.message
    assert "and 5 more" in refused.value.message
    assert dump() == before


def test_a_shorter_copy_may_leave_sessions_out(app):
    source = import_almaty()
    a_form(source, kind="session", session_id=sessions_of(source)[-1].id)
    workshop = copy(source, ends_on=date(2016, 9, 7), cut=True)

    assert clock_times(workshop) == [row for row in clock_times(source) if row[1] < 2]
    assert session.scalar(select(func.count()).select_from(Form).where(Form.workshop_id == workshop.id)) == 0


def test_a_longer_copy_has_free_days(app):
    source = import_almaty()
    workshop = copy(source, ends_on=date(2016, 9, 10))

    assert clock_times(workshop) == clock_times(source)


def test_a_time_that_the_clocks_skip_is_told_with_its_session(app):
    source = factories.a_workshop()
    factories.a_session(
        source, starts_at=datetime(2016, 3, 28, 20, 30, tzinfo=UTC), ends_at=datetime(2016, 3, 28, 21, tzinfo=UTC)
    )  # 02:30 to 03:00 in Almaty
    with pytest.raises(Invalid, match="Opening remarks"):
        copy(source, starts_on=date(2017, 3, 26), ends_on=date(2017, 3, 28), timezone="Europe/Berlin")


def test_who_may_copy(app):
    source, other = import_almaty(), factories.a_workshop()
    organizer = a_user("organizer", source)

    assert copy(source, actor=organizer.actor()).slug == "the-next-one-2016"
    for actor in (
        Actor("elsewhere", roles=frozenset({(other.id, Role.ORGANIZER)})),
        Actor("rapporteur", roles=frozenset({(source.id, Role.RAPPORTEUR)})),
    ):
        with pytest.raises(Denied):
            copy(source, actor=actor, slug="mine")
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Workshop)) == 3


def test_the_words_of_messages_are_copied(app):
    source = import_almaty()
    words = Texts(en="Welcome"), Texts(ru="Привет, {name}: {link}")
    messages.write(source.id, BY_KEY["confirmed"], *words, actor=SYSTEM, now=NOW)

    own = queries.template(copy(source).id, "confirmed")

    assert (own.subject, own.body) == words


def test_settings_of_types_and_delegations_mailbox_and_deadlines_come_along(app):
    source = factories.a_workshop(
        reply_to="desk@example.org",
        nominations_close_at=datetime(2016, 3, 1, 12, tzinfo=UTC),  # 18:00 in Almaty
        details_close_at=datetime(2016, 3, 20, 12, tzinfo=UTC),
    )
    kind = factories.a_type(source, asks_first=True, answer_hours=12, photo="required", reapproval=["position"])
    factories.a_delegation(
        kind, seats=4, funded_seats=2, language="ru", focal_name="Aigul", focal_email="a@example.org"
    )

    new = copy(source)

    assert new.reply_to == "desk@example.org"
    days = new.starts_on - source.starts_on
    closes = local(new.nominations_close_at, new.timezone)
    assert (closes.date(), closes.hour) == (date(2016, 3, 1) + days, 18)
    assert local(new.details_close_at, new.timezone).date() == date(2016, 3, 20) + days
    assert new.registration_closes_at is None
    kind = session.scalars(select(DelegationType).where(DelegationType.workshop_id == new.id)).one()
    assert (kind.asks_first, kind.answer_hours, kind.photo, kind.reapproval) == (True, 12, "required", ["position"])
    row = session.scalars(select(Delegation).where(Delegation.workshop_id == new.id)).one()
    assert (row.funded_seats, row.language, row.focal_name, row.focal_email) == (2, "ru", "", "")


def test_badges_look_the_same_with_the_logos_of_the_copied_partners(app):
    source = factories.a_workshop()
    with transaction():
        source.partners = [Partner(position=number, role="organizer", name=f"P{number}") for number in (1, 2)]
    first, second = source.partners
    design = Design(layout="card", logos=(second.id,))
    change_design(source.id, design, actor=SYSTEM, now=NOW)

    new = copy(source)

    assert design_of(new) == replace(design, logos=(new.partners[1].id,))
    assert first.id not in {partner.id for partner in new.partners}
