from datetime import UTC, datetime, timedelta

import pytest

from eventapp.accounts import actions, queries
from eventapp.accounts.models import User, UserSession
from eventapp.core.actors import NOBODY, SYSTEM, Role
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.outbox import Message
from tests import factories
from tests.people import a_user

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)
PASSWORD = "horse battery staple nine"


def sign_in(email: str, password: str, now: datetime = NOW) -> UserSession:
    return actions.sign_in_by_password(email, password, "127.0.0.1", "a browser", now=now)


def test_an_added_user_is_one_user_however_the_address_is_written(app):
    first = actions.add_user("Aigul@Example.org", actor=SYSTEM, now=NOW)
    second = actions.add_user(" aigul@example.ORG", actor=SYSTEM, now=NOW)
    assert (first.id, first.email, session.query(User).count()) == (second.id, "aigul@example.org", 1)


def test_what_is_no_address_is_refused_at_its_field(app):
    with pytest.raises(Invalid) as refused:
        actions.add_user("not an address", actor=SYSTEM, now=NOW)
    assert list(refused.value.fields) == ["email"]


def test_a_role_belongs_to_a_workshop_except_the_administrators(app):
    user = actions.add_user("a@example.org", actor=SYSTEM, now=NOW)
    with pytest.raises(Invalid):
        actions.give_role(user.id, Role.ORGANIZER, None, actor=SYSTEM, now=NOW)
    with pytest.raises(Invalid):
        actions.give_role(user.id, Role.ADMINISTRATOR, factories.a_workshop().id, actor=SYSTEM, now=NOW)


def test_an_organizer_adds_people_to_the_own_workshop_only(app):
    mine, other = factories.a_workshop(), factories.a_workshop()
    organizer = a_user("organizer", mine).actor()
    added = actions.add_user("b@example.org", role=Role.CHECK_IN, workshop_id=mine.id, actor=organizer, now=NOW)
    assert [(m.workshop_id, m.role) for m in added.memberships] == [(mine.id, "check-in")]
    with pytest.raises(Denied):
        actions.add_user("c@example.org", role=Role.CHECK_IN, workshop_id=other.id, actor=organizer, now=NOW)
    with pytest.raises(Denied):
        actions.add_user("c@example.org", role=Role.ADMINISTRATOR, actor=organizer, now=NOW)


def test_the_last_administrator_stays(app):
    only = a_user("administrator")
    with pytest.raises(UserError, match="last administrator"):
        actions.take_role(only.id, Role.ADMINISTRATOR, None, actor=SYSTEM, now=NOW)


def test_a_link_signs_in_once_and_only_within_the_hour(app):
    user = a_user("administrator")
    token = actions.make_link(user.id, now=NOW)
    started = actions.sign_in_by_link(token, "127.0.0.1", "a browser", now=NOW + timedelta(minutes=59))
    assert queries.session_by_token(started.token, NOW + timedelta(hours=1)).user_id == user.id
    with pytest.raises(Denied):
        actions.sign_in_by_link(token, "127.0.0.1", "a browser", now=NOW + timedelta(minutes=59))
    late = actions.make_link(user.id, now=NOW)
    with pytest.raises(Denied):
        actions.sign_in_by_link(late, "127.0.0.1", "a browser", now=NOW + timedelta(minutes=61))


def test_asking_for_a_link_says_the_same_to_everybody_and_mails_only_users(app):
    a_user("administrator")
    for email in ("administrator@example.org", "nobody@example.org"):
        actions.send_link(email, "127.0.0.1", lambda token: f"http://localhost/{token}", actor=NOBODY, now=NOW)
    assert [message.recipient for message in session.query(Message)] == ["administrator@example.org"]


def test_password_sign_in_and_the_end_of_other_sessions(app):
    user = a_user("administrator")
    actions.set_password(user.id, PASSWORD, keep=None, actor=user.actor(), now=NOW)
    kept, other = sign_in(user.email, PASSWORD), sign_in(user.email, PASSWORD)
    tokens = kept.token, other.token
    actions.set_password(user.id, PASSWORD + "!", keep=kept.id, actor=user.actor(), now=NOW)
    assert [queries.session_by_token(token, NOW) is not None for token in tokens] == [True, False]


def test_a_short_password_is_refused(app):
    user = a_user("administrator")
    with pytest.raises(Invalid, match="12 characters"):
        actions.set_password(user.id, "short", keep=None, actor=user.actor(), now=NOW)


def test_ten_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(app):
    user = a_user("administrator")
    actions.set_password(user.id, PASSWORD, keep=None, actor=user.actor(), now=NOW)
    for _ in range(10):
        with pytest.raises(Denied):
            sign_in(user.email, "wrong")
    with pytest.raises(actions.TooManyTries):
        sign_in(user.email, PASSWORD)
    assert sign_in(user.email, PASSWORD, NOW + timedelta(minutes=16)).user_id == user.id


def test_sessions_end_after_twelve_idle_hours_and_after_seven_days(app):
    user = a_user("administrator")
    actions.set_password(user.id, PASSWORD, keep=None, actor=user.actor(), now=NOW)
    token = sign_in(user.email, PASSWORD).token
    assert queries.session_by_token(token, NOW + timedelta(hours=11)) is not None
    assert queries.session_by_token(token, NOW + timedelta(hours=13)) is None


def test_a_user_who_is_locked_out_is_signed_out(app):
    boss = a_user("administrator")
    user = actions.add_user("b@example.org", actor=SYSTEM, now=NOW)
    actions.set_password(user.id, PASSWORD, keep=None, actor=SYSTEM, now=NOW)
    token = sign_in(user.email, PASSWORD).token
    actions.set_active(user.id, False, actor=boss.actor(), now=NOW)
    assert queries.session_by_token(token, NOW) is None
    with pytest.raises(Denied):
        sign_in(user.email, PASSWORD)


def test_a_token_works_for_its_workshop_and_scope_until_it_is_revoked(app):
    workshop = factories.a_workshop()
    token = actions.add_token(workshop.id, "check-in", "Door 1", actor=SYSTEM, now=NOW)
    actor, workshop_id, scope = queries.token_actor(token, NOW)
    assert (actor.label, workshop_id, scope) == ("token: Door 1", workshop.id, "check-in")
    actions.revoke_token(queries.api_tokens(workshop.id)[0].id, workshop.id, actor=SYSTEM, now=NOW)
    assert queries.token_actor(token, NOW) is None
