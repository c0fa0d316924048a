"""Reading users, sessions, links and tokens."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from eventapp.accounts.models import ApiToken, Membership, SignInFailure, SignInLink, User, UserSession
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.core.tokens import fingerprint

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
FAILURE_WINDOW = timedelta(minutes=15)


def folded(email: str) -> str:
    """An address as we compare it."""
    return email.strip().casefold()


def user_by_email(email: str) -> User | None:
    return session.scalar(select(User).where(User.email == folded(email)))


def users() -> list[User]:
    return list(session.scalars(select(User).order_by(User.email)))


def user(user_id: int) -> User | None:
    return session.get(User, user_id)


def team(workshop_id: int) -> list[tuple[User, list[str]]]:
    """The users with a role at the workshop, and their roles there, by address."""
    rows = session.execute(
        select(User, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.workshop_id == workshop_id)
        .order_by(User.email, Membership.role)
    )
    found: dict[int, tuple[User, list[str]]] = {}
    for person, role in rows:
        found.setdefault(person.id, (person, []))[1].append(role)
    return list(found.values())


def session_by_token(token: str, now: datetime) -> UserSession | None:
    """The signed-in browser of a cookie: within 12 h of its last use and 7 days of sign-in, of an active user."""
    found: UserSession | None = session.scalar(select(UserSession).where(UserSession.token_hash == fingerprint(token)))
    if found is None or not found.user.active or found.seen_at < now - IDLE or found.created_at < now - ABSOLUTE:
        return None
    found.token = token
    return found


def sessions_of(user_id: int, now: datetime) -> list[UserSession]:
    """The browsers in which a user is signed in, latest first."""
    return list(
        session.scalars(
            select(UserSession)
            .where(
                UserSession.user_id == user_id,
                UserSession.seen_at >= now - IDLE,
                UserSession.created_at >= now - ABSOLUTE,
            )
            .order_by(UserSession.seen_at.desc())
        )
    )


def link_by_token(token: str, now: datetime) -> SignInLink | None:
    """An unused link that is still valid."""
    return session.scalar(
        select(SignInLink).where(
            SignInLink.token_hash == fingerprint(token), SignInLink.used_at.is_(None), SignInLink.expires_at > now
        )
    )


def failures(key: str, now: datetime) -> int:
    """Failed sign-ins under a key within the last quarter of an hour."""
    return (
        session.scalar(
            select(func.count())
            .select_from(SignInFailure)
            .where(SignInFailure.key == key, SignInFailure.at > now - FAILURE_WINDOW)
        )
        or 0
    )


def api_tokens(workshop_id: int) -> list[ApiToken]:
    return list(session.scalars(select(ApiToken).where(ApiToken.workshop_id == workshop_id).order_by(ApiToken.id)))


def token_actor(token: str, now: datetime) -> tuple[Actor, int, str] | None:
    """(actor, workshop id, scope) of a valid API token. A device may check in; write includes what an organizer may."""
    found = session.scalar(
        select(ApiToken).where(ApiToken.token_hash == fingerprint(token), ApiToken.revoked_at.is_(None))
    )
    if found is None:
        return None
    role = Role.ORGANIZER if found.scope == "write" else Role.CHECK_IN
    roles = frozenset() if found.scope == "read" else frozenset({(found.workshop_id, role)})
    return Actor(f"token: {found.label}", roles=roles), found.workshop_id, found.scope
