"""What else is asked of participants, by delegation type, and what they answered.

A field that is changed in its meaning becomes a new version with the same key; the old one is kept, so that an answer
is always read beside the question that was asked.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.core.db import Base
from eventapp.core.stored import StoredFile
from eventapp.core.texts import Texts


class Kind(StrEnum):
    """How a field is answered."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    MANY = "many"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"  # date and time on the workshop's clock
    COUNTRY = "country"
    YES_NO = "yes-no"
    FILE = "file"


class Group(StrEnum):
    """Who reads a field; see `policy.READERS`."""

    GENERAL = "general"
    NEEDS = "needs"  # health, access, diet
    TRAVEL = "travel"  # flights, hotel
    IDENTITY = "identity"  # passport; sealed
    MONEY = "money"  # bank account, funding; sealed


class Stage(StrEnum):
    """When a field is asked."""

    REGISTRATION = "registration"
    CONFIRMED = "confirmed"  # the second form


SEALED = frozenset({Group.IDENTITY, Group.MONEY})
"""Groups whose answers and files are encrypted at rest."""


def _any_of(values: type[StrEnum]) -> str:
    return ", ".join(f"'{value}'" for value in values)


class Field(Base):
    """One version of one question to participants. `type_ids` empty: everybody. Valid while `retired_at` is None."""

    __tablename__ = "field"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key", "version"),
        Index(
            "uq_field_valid",
            "workshop_id",
            "key",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
        CheckConstraint(f"kind IN ({_any_of(Kind)})", name="kind"),
        CheckConstraint(f"reader_group IN ({_any_of(Group)})", name="reader_group"),
        CheckConstraint(f"stage IN ({_any_of(Stage)})", name="stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))  # standard ones as in `standard`, own ones from their text
    version: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    reader_group: Mapped[str] = mapped_column(String(20), default="general")
    stage: Mapped[str] = mapped_column(String(20), default="registration")
    text: Mapped[Texts] = mapped_column(default=Texts)
    help: Mapped[Texts] = mapped_column(default=Texts)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # {"key": …, "text": {"en": …}}
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {"least": …, "most": …, "past": True}
    required: Mapped[bool] = mapped_column(default=False)
    type_ids: Mapped[list[int]] = mapped_column(JSON, default=list)  # delegation types that are asked
    condition: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {"key": another field's, "any": [values]}
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    @property
    def sealed(self) -> bool:
        """Whether its answers are encrypted at rest."""
        return self.reader_group in SEALED

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where it stands among the fields of its workshop: by stage, by group, then in the organizer's order."""
        return list(Stage).index(Stage(self.stage)), list(Group).index(Group(self.reader_group)), self.position, self.id


class FieldAnswer(Base):
    """What a participant answered to one version of a field: `value` plain, or `sealed` (encrypted), or a file."""

    __tablename__ = "field_answer"
    __table_args__ = (UniqueConstraint("registration_id", "field_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id", ondelete="CASCADE"), index=True)
    value: Mapped[Any] = mapped_column(JSON, nullable=True)
    sealed: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime]

    field: Mapped[Field] = relationship()
    file: Mapped[StoredFile | None] = relationship()
