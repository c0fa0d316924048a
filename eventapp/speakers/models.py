"""People who have a part in sessions and can be asked: by a private link, whether they are registered or not."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.agenda.models import Speaker
from eventapp.core.db import Base
from eventapp.core.texts import Texts
from eventapp.registration.models import Registration

__all__ = ["Speaker", "SpeakerProfile"]


class SpeakerProfile(Base):
    """One person with parts in a workshop's sessions (`Speaker.profile_id`); `registration_id` where they also come."""

    __tablename__ = "speaker_profile"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey(Registration.id, ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(Text)
    function: Mapped[str] = mapped_column(String(300), default="")
    organization: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")  # of letters to them
    biography: Mapped[Texts] = mapped_column(default=Texts)
    portrait_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"), index=True)
    link_serial: Mapped[str] = mapped_column(String(32))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
