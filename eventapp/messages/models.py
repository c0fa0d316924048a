"""What a workshop's mails say, where the organizer wants it said otherwise than we do."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base
from eventapp.core.texts import Texts


class MessageTemplate(Base):
    """The organizer's own words for one occasion; languages left empty fall back to the standard words."""

    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("workshop_id", "occasion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    occasion: Mapped[str] = mapped_column(String(40))
    subject: Mapped[Texts] = mapped_column(default=Texts)
    body: Mapped[Texts] = mapped_column(default=Texts)
    changed_at: Mapped[datetime]
