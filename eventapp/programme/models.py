"""What a participant marks in the programme."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.agenda.models import Session
from eventapp.core.db import Base
from eventapp.registration.models import Registration


class Star(Base):
    """A session in somebody's own programme."""

    __tablename__ = "star"
    __table_args__ = (UniqueConstraint("registration_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id, ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey(Session.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
