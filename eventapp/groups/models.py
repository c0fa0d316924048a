"""Who belongs to which working group."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base


class GroupMember(Base):
    """A participant's place in a working group, which is a session of that type; or a wish for one while it is full.

    `waits`: there was no place; first come first, by `id`. A wish holds no place and keeps nobody out of another group.
    """

    __tablename__ = "group_member"
    __table_args__ = (
        UniqueConstraint("session_id", "registration_id"),
        CheckConstraint("source IN ('organizer', 'own', 'list')", name="source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(12))  # who chose: the organizer, the person, a list that was read in
    waits: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
