"""What is done with accounts: added, signed in, changed, given roles, given tokens."""

from collections.abc import Callable
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from sqlalchemy import delete, select

from eventapp.accounts import mails, passwords, policy, queries
from eventapp.accounts.models import SCOPES, ApiToken, Membership, SignInFailure, SignInLink, User, UserSession
from eventapp.core import audit
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.tokens import fingerprint, new_token

LINK_LIFE = timedelta(hours=1)
FAILURES_PER_ACCOUNT = 10
FAILURES_PER_ADDRESS = 50
SEEN_STEP = timedelta(minutes=5)


class TooManyTries(UserError):
    """Signing in failed too often lately."""

    status = 429


def add_user(
    email: str,
    *,
    name: str = "",
    language: str = "en",
    role: Role | None = None,
    workshop_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> User:
    """Add a user, or find the one with this address, and give the role. Raises Invalid for an address that is none."""
    allowed = policy.can_manage_users(actor) or (
        workshop_id is not None and policy.can_manage_team(actor, workshop_id) and role is not Role.ADMINISTRATOR
    )
    if not allowed:
        raise Denied(_("You may not add users here."))
    try:
        address = queries.folded(
            validate_email(email.strip(), check_deliverability=False, test_environment=True).normalized
        )
    except EmailNotValidError as error:
        raise Invalid(_("This is not an e-mail address."), {"email": _("This is not an e-mail address.")}) from error
    with transaction() as current:
        user = queries.user_by_email(address)
        if user is None:
            user = User(email=address, name=name, language=language, created_at=now)
            current.add(user)
            current.flush()
            audit.record(actor, "accounts.user_added", now, subject=user, email=address)
        if role is not None:
            give_role(user.id, role, workshop_id, actor=actor, now=now)
    return user


def give_role(user_id: int, role: Role, workshop_id: int | None, *, actor: Actor, now: datetime) -> None:
    """Give a role; having it already changes nothing. The administrator's role has no workshop, every other has one."""
    if (role is Role.ADMINISTRATOR) != (workshop_id is None):
        raise Invalid(_("The role of administrator is for all workshops; every other role is for one."))
    if not (policy.can_manage_users(actor) or (workshop_id is not None and policy.can_manage_team(actor, workshop_id))):
        raise Denied(_("You may not give this role."))
    with transaction() as current:
        user = current.get_one(User, user_id)
        if any(m.role == role and m.workshop_id == workshop_id for m in user.memberships):
            return
        user.memberships.append(Membership(role=role, workshop_id=workshop_id))
        audit.record(actor, "accounts.role_given", now, workshop=workshop_id, subject=user, role=str(role))


def take_role(user_id: int, role: Role, workshop_id: int | None, *, actor: Actor, now: datetime) -> None:
    """Take a role away. The last administrator keeps theirs."""
    if not (policy.can_manage_users(actor) or (workshop_id is not None and policy.can_manage_team(actor, workshop_id))):
        raise Denied(_("You may not take this role."))
    with transaction() as current:
        user = current.get_one(User, user_id)
        held = next((m for m in user.memberships if m.role == role and m.workshop_id == workshop_id), None)
        if held is None:
            raise Missing(_("This user does not have that role."))
        if (
            role is Role.ADMINISTRATOR
            and len(list(current.scalars(select(Membership).where(Membership.role == role)))) < 2
        ):
            raise UserError(_("The last administrator cannot be removed."))
        user.memberships.remove(held)
        audit.record(actor, "accounts.role_taken", now, workshop=workshop_id, subject=user, role=str(role))


def make_link(user_id: int, *, now: datetime) -> str:
    """A token that signs this user in once within an hour."""
    token = new_token()
    with transaction() as current:
        current.add(
            SignInLink(user_id=user_id, token_hash=fingerprint(token), created_at=now, expires_at=now + LINK_LIFE)
        )
    return token


def send_link(email: str, address: str, url_of: Callable[[str], str], *, actor: Actor, now: datetime) -> None:
    """Mail a link to whoever has this address; says nothing about whether anybody does."""
    with transaction():
        _count_try(email, address, now)
        _record_failure(f"link:{queries.folded(email)}"[:80], now)
        user = queries.user_by_email(email)
        if user is not None and user.active:
            mails.sign_in_link(user, url_of(make_link(user.id, now=now)), now=now)
            audit.record(actor, "accounts.link_sent", now, subject=user)


def sign_in_by_link(token: str, address: str, user_agent: str, *, now: datetime) -> UserSession:
    """Use a link up and start a session. Raises Denied for one that is used, expired or made up."""
    with transaction():
        link = queries.link_by_token(token, now)
        user = session.get_one(User, link.user_id) if link else None
        if link and user and user.active:
            link.used_at = now
            return _start_session(user, user_agent, now)
        _record_failure(f"address:{address}"[:80], now)
    raise Denied(_("This link has been used or has expired. Ask for a new one."))


def sign_in_by_password(email: str, password: str, address: str, user_agent: str, *, now: datetime) -> UserSession:
    """Start a session, or raise Denied (same answer and time for an unknown account) or TooManyTries."""
    _count_try(email, address, now)
    user = queries.user_by_email(email)
    if passwords.matches(user.password_hash if user else None, password) and user is not None and user.active:
        with transaction():
            return _start_session(session.get_one(User, user.id), user_agent, now)
    with transaction():
        _record_failure(_account_key(email), now)
        _record_failure(f"address:{address}"[:80], now)
    raise Denied(_("The address or the password is not right."))


def sign_out(session_id: int) -> None:
    """End one session."""
    with transaction() as current:
        current.execute(delete(UserSession).where(UserSession.id == session_id))


def end_sessions(user_id: int, *, keep: int | None = None, actor: Actor, now: datetime) -> None:
    """Sign a user out everywhere, except in the session `keep`."""
    if not policy.can_change_account(actor, user_id):
        raise Denied(_("You may not change this account."))
    with transaction() as current:
        current.execute(delete(UserSession).where(UserSession.user_id == user_id, UserSession.id != (keep or 0)))
        audit.record(actor, "accounts.sessions_ended", now, subject=current.get_one(User, user_id))


def touch_session(session_id: int, seen_at: datetime, *, now: datetime) -> None:
    """Note that a session is in use; written at most every five minutes."""
    if now - seen_at < SEEN_STEP:
        return
    with transaction() as current:
        if (found := current.get(UserSession, session_id)) is not None:
            found.seen_at = now


def change_account(user_id: int, *, name: str, language: str, actor: Actor, now: datetime) -> None:
    """Change a user's own name and language."""
    if not policy.can_change_account(actor, user_id):
        raise Denied(_("You may not change this account."))
    with transaction() as current:
        user = current.get_one(User, user_id)
        changes = audit.diff({"name": user.name, "language": user.language}, {"name": name, "language": language})
        user.name, user.language = name, language
        audit.record(actor, "accounts.user_changed", now, subject=user, **changes)


def set_password(user_id: int, password: str, *, keep: int | None, actor: Actor, now: datetime) -> None:
    """Set a password of at least 12 characters; ends every other session."""
    if len(password) < passwords.SHORTEST:
        message = _("A password has at least %(n)s characters.", n=passwords.SHORTEST)
        raise Invalid(message, {"new_password": message})
    if not policy.can_change_account(actor, user_id):
        raise Denied(_("You may not change this account."))
    digest = passwords.hashed(password)
    with transaction() as current:
        user = current.get_one(User, user_id)
        user.password_hash = digest
        audit.record(actor, "accounts.password_changed", now, subject=user)
        end_sessions(user_id, keep=keep, actor=actor, now=now)


def set_active(user_id: int, active: bool, *, actor: Actor, now: datetime) -> None:
    """Let a user in or keep them out; keeping out ends their sessions."""
    if not policy.can_manage_users(actor):
        raise Denied(_("Only administrators may do this."))
    if actor.user_id == user_id and not active:
        raise UserError(_("You cannot lock yourself out."))
    with transaction() as current:
        user = current.get_one(User, user_id)
        user.active = active
        audit.record(actor, "accounts.user_changed", now, subject=user, active=[not active, active])
        if not active:
            end_sessions(user_id, actor=actor, now=now)


def add_token(workshop_id: int, scope: str, label: str, *, actor: Actor, now: datetime) -> str:
    """Make an API token for a workshop; the only time it can be read. Raises Invalid for an unknown scope."""
    if scope not in SCOPES:
        raise Invalid(_("A scope is one of: %(scopes)s.", scopes=", ".join(SCOPES)))
    if not policy.can_manage_team(actor, workshop_id):
        raise Denied(_("You may not make tokens for this workshop."))
    token = new_token()
    with transaction() as current:
        row = ApiToken(
            workshop_id=workshop_id, scope=scope, label=label or scope, token_hash=fingerprint(token), created_at=now
        )
        current.add(row)
        current.flush()
        audit.record(
            actor, "accounts.token_added", now, workshop=workshop_id, subject=row, scope=scope, label=row.label
        )
    return token


def revoke_token(token_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Make a token useless from now on."""
    if not policy.can_manage_team(actor, workshop_id):
        raise Denied(_("You may not revoke tokens of this workshop."))
    with transaction() as current:
        row = current.get(ApiToken, token_id)
        if row is None or row.workshop_id != workshop_id:
            raise Missing(_("There is no such token."))
        row.revoked_at = row.revoked_at or now
        audit.record(actor, "accounts.token_revoked", now, workshop=workshop_id, subject=row, label=row.label)


def _start_session(user: User, user_agent: str, now: datetime) -> UserSession:
    token = new_token()
    started = UserSession(
        user_id=user.id, token_hash=fingerprint(token), user_agent=user_agent[:200], created_at=now, seen_at=now
    )
    session.add(started)
    session.flush()
    audit.record(user.actor(), "accounts.signed_in", now, subject=user)
    started.token = token
    return started


def refuse_after(tries: int, key: str, *, now: datetime) -> None:
    """Raise TooManyTries if so many tries under `key` have failed within the last quarter of an hour."""
    if queries.failures(key[:80], now) >= tries:
        raise TooManyTries(_("Too many tries. Wait a quarter of an hour, then try again."))


def note_failure(*keys: str, now: datetime) -> None:
    """Count a failed try under each key, for `refuse_after`."""
    with transaction():
        for key in keys:
            _record_failure(key, now)


def _account_key(email: str) -> str:
    return f"account:{fingerprint(queries.folded(email))}"


def _count_try(email: str, address: str, now: datetime) -> None:
    if (
        queries.failures(_account_key(email), now) >= FAILURES_PER_ACCOUNT
        or queries.failures(f"address:{address}"[:80], now) >= FAILURES_PER_ADDRESS
        or queries.failures(f"link:{queries.folded(email)}"[:80], now) >= FAILURES_PER_ACCOUNT
    ):
        raise TooManyTries(_("Too many tries. Wait a quarter of an hour, or ask for a sign-in link."))


def _record_failure(key: str, now: datetime) -> None:
    session.add(SignInFailure(key=key[:80], at=now))
    session.flush()
