"""What the rapporteurs wrote down."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.agenda.models import Session
from eventapp.core.db import Base
from eventapp.registration.models import DelegationType
from eventapp.workshops.models import Theme


class NoteKind(StrEnum):
    """product.md, Words."""

    FINDING = "finding"
    KEY_POINT = "key-point"
    QUOTE = "quote"
    QUESTION = "question"
    PRACTICE = "practice"
    ACTION = "action"
    RECOMMENDATION = "recommendation"


_KINDS = ", ".join(f"'{kind}'" for kind in NoteKind)


class Note(Base):
    """A note. `number` is stable within the workshop. The attribution is a category, never a person."""

    __tablename__ = "note"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("attribution IN ('', 'type', 'participant')", name="attribution"),
        CheckConstraint("(attribution = 'type') = (attribution_type_id IS NOT NULL)", name="attribution_type"),
        Index("ix_note_workshop_id_kind", "workshop_id", "kind"),
        Index(
            "uq_note_recommendation_number",
            "workshop_id",
            "recommendation_number",
            unique=True,
            sqlite_where=sql("removed_at IS NULL"),
            postgresql_where=sql("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text)
    attribution: Mapped[str] = mapped_column(String(20), default="")  # "", "participant" (any), "type"
    attribution_type_id: Mapped[int | None] = mapped_column(ForeignKey("delegation_type.id"), index=True)
    attribution_region: Mapped[str] = mapped_column(String(120), default="")
    attribution_organization: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    sensitive: Mapped[bool] = mapped_column(default=False)
    figures: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # [{"label": str, "value": number}]
    addressees: Mapped[list[str]] = mapped_column(default=list)
    recommendation_number: Mapped[int | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)  # rises with each change; a stale edit is refused
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # removed notes can be restored

    session: Mapped[Session | None] = relationship()
    theme: Mapped[Theme | None] = relationship()
    attribution_type: Mapped[DelegationType | None] = relationship()
