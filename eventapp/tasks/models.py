"""Long work that a person started and may leave: what is done, what is left, what went wrong."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base

STATES = ("queued", "running", "done", "failed", "cancelled")
UNFINISHED = ("queued", "running")


class Task(Base):
    """One piece of long work at a workshop. `cursor` says where to go on after a killed worker."""

    __tablename__ = "task"
    __table_args__ = (CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    args: Mapped[dict[str, Any]] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(10))  # of who started it, for what the task says
    state: Mapped[str] = mapped_column(String(10), default="queued")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    cursor: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # {"what": …, "why": …}
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    started_by: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments as they were given, without the lists that the work settled on."""
        return {key: value for key, value in self.args.items() if not key.startswith("over:")}
