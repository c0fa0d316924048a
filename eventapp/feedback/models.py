"""Forms, questions and responses. Who has answered and what was answered share no key."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.agenda.models import Session
from eventapp.core.db import Base
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop


class Form(Base):
    """Feedback on one session, or the end-of-workshop evaluation (then without a session)."""

    __tablename__ = "form"
    __table_args__ = (
        UniqueConstraint("workshop_id", "session_id"),
        CheckConstraint("kind IN ('session', 'evaluation')", name="kind"),
        CheckConstraint("(kind = 'session') = (session_id IS NOT NULL)", name="subject"),
        CheckConstraint("state IN ('closed', 'open')", name="state"),
        Index(
            "uq_form_evaluation",
            "workshop_id",
            unique=True,
            sqlite_where=text("session_id IS NULL"),
            postgresql_where=text("session_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(12), unique=True)  # of the short link
    title: Mapped[Texts] = mapped_column(default=Texts)  # empty: the session's
    intro: Mapped[Texts] = mapped_column(default=Texts)
    state: Mapped[str] = mapped_column(String(10), default="closed")
    created_at: Mapped[datetime]

    workshop: Mapped[Workshop] = relationship()
    session: Mapped[Session | None] = relationship()
    questions: Mapped[list["Question"]] = relationship(order_by="Question.position", cascade="all, delete-orphan")

    @property
    def heading(self) -> Texts:
        """What the form is called: its own title, else the session's as it reads today."""
        return self.title or (self.session.title if self.session is not None else Texts())


class Question(Base):
    """One question; `key` stays the same across the series so that answers can be compared."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("form_id", "key"),
        CheckConstraint("kind IN ('rating', 'text')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[Texts] = mapped_column(default=Texts)
    low: Mapped[Texts] = mapped_column(default=Texts)  # what 1 means
    high: Mapped[Texts] = mapped_column(default=Texts)  # what 5 means
    required: Mapped[bool] = mapped_column(default=False)


class Answered(Base):
    """That a participant has answered a form; no time, and nothing that leads to the response."""

    __tablename__ = "answered"
    __table_args__ = ({"sqlite_with_rowid": False},)

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Response(Base):
    """One filled-in form. Random id, time cut to the day; without row ids, so that order tells nothing.

    `batch` says among which five it came (0: the first five), and no more: results are released batch by batch
    (see suppression.py), and a released set may only ever grow.
    """

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint("source IN ('participant', 'open')", name="source"),
        CheckConstraint("batch >= 0", name="batch"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id", ondelete="CASCADE"), index=True)
    batch: Mapped[int]
    day: Mapped[date]
    language: Mapped[str] = mapped_column(String(10), default="")
    source: Mapped[str] = mapped_column(String(20))  # participant: came with a private link; open: by the short link


class Answer(Base):
    """The answer to one question of one response."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating"),
        CheckConstraint("rating IS NOT NULL OR text <> ''", name="given"),
        Index("ix_answer_question_id", "question_id"),
        {"sqlite_with_rowid": False},
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    rating: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
