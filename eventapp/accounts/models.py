"""Users, what they may do where, and the rows behind every session, link and token."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.core.actors import Actor, Role
from eventapp.core.db import Base

SCOPES = ("check-in", "read", "write")
_ROLES = ", ".join(f"'{role}'" for role in Role)


class User(Base):
    """Somebody who signs in. Delegates need no account."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # casefolded
    name: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def actor(self) -> Actor:
        """The user as actions see them."""
        return Actor(
            label=self.name or self.email,
            user_id=self.id,
            administrator=any(m.workshop_id is None and m.role == Role.ADMINISTRATOR for m in self.memberships),
            roles=frozenset((m.workshop_id, Role(m.role)) for m in self.memberships if m.workshop_id is not None),
        )


class Membership(Base):
    """A role of a user at a workshop; the administrator's has no workshop."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "workshop_id", "role"),
        Index(
            "uq_membership_administrator",
            "user_id",
            unique=True,
            sqlite_where=text("workshop_id IS NULL"),
            postgresql_where=text("workshop_id IS NULL"),
        ),
        CheckConstraint(f"role IN ({_ROLES})", name="role"),
        CheckConstraint("(workshop_id IS NULL) = (role = 'administrator')", name="scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))


class SignInLink(Base):
    """A link that signs in once, or sets the first password."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class UserSession(UserMixin, Base):
    """One signed-in browser. Deleting the row signs it out."""

    __tablename__ = "user_session"
    __allow_unmapped__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]

    user: Mapped[User] = relationship(lazy="joined")
    token: str | None = None  # known only in the request that made or presented it

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return self.token or ""

    def actor(self) -> Actor:
        return self.user.actor()

    @property
    def language(self) -> str:
        return self.user.language


class SignInFailure(Base):
    """A wrong password or link, counted by account and by address to slow down guessing."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]


class ApiToken(Base):
    """A token for a device or a script, for one workshop and one scope."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("scope IN ('check-in', 'read', 'write')", name="scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    scope: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
