"""The fixed cast: one user for each role at a workshop, an administrator, a stranger."""

from datetime import UTC, datetime

from flask import Flask, current_app
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient

from eventapp.accounts.models import Membership, User, UserSession
from eventapp.core.actors import Role
from eventapp.core.db import session, transaction
from eventapp.core.tokens import fingerprint, new_token
from eventapp.workshops.models import Workshop

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)
CAST = ("administrator", "organizer", "facilitator", "rapporteur", "check-in", "travel", "finance", "stranger")


def a_user(who: str, workshop: Workshop | None = None, language: str = "en") -> User:
    """The user who plays `who` ("stranger" has no role anywhere)."""
    with transaction():
        user = User(email=f"{who}@example.org", name=who.title(), language=language, created_at=NOW)
        if who == Role.ADMINISTRATOR:
            user.memberships.append(Membership(role=who, workshop_id=None))
        elif who != "stranger":
            assert workshop is not None
            user.memberships.append(Membership(role=who, workshop_id=workshop.id))
        session.add(user)
    return user


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """The client as this user's browser, signed in."""
    token, now = new_token(), datetime.now(UTC)
    with transaction():
        session.add(UserSession(user_id=user.id, token_hash=fingerprint(token), created_at=now, seen_at=now))
    with client.session_transaction() as browser_session:
        browser_session["_user_id"] = token
        browser_session["_fresh"] = True
    return client


def session_token(user: User) -> str:
    """The value of a real browser's cookie for a new session of this user."""
    token, now = new_token(), datetime.now(UTC)
    with transaction():
        session.add(UserSession(user_id=user.id, token_hash=fingerprint(token), created_at=now, seen_at=now))
    signer = SecureCookieSessionInterface().get_signing_serializer(current_app)
    assert signer is not None
    value: str = signer.dumps({"_user_id": token, "_fresh": True})
    return value


def browser_of(app: Flask, who: str, workshop: Workshop) -> FlaskClient:
    """A new client, signed in as this member of the cast."""
    return sign_in(app.test_client(), a_user(who, workshop))
