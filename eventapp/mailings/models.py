"""One message to many: written, tried out, sent at once or at a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base
from eventapp.core.texts import Texts


class Mailing(Base):
    """A message to participants or focal points. `recipients`: the filter or the ids; settled when it is sent."""

    __tablename__ = "mailing"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled')", name="state"),
        CheckConstraint("audience IN ('participants', 'focal-points')", name="audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    occasion: Mapped[str] = mapped_column(String(40), default="")  # whose template it began with
    audience: Mapped[str] = mapped_column(String(20))
    recipients: Mapped[dict[str, Any]] = mapped_column(default=dict)
    subject: Mapped[Texts] = mapped_column(default=Texts)
    body: Mapped[Texts] = mapped_column(default=Texts)
    state: Mapped[str] = mapped_column(String(10), default="draft")
    send_at: Mapped[datetime | None]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"))
    created_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
