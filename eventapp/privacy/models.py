"""What people agreed to, and whom we were asked to forget."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base
from eventapp.core.texts import Texts


class ConsentText(Base):
    """One version of the text that people agree to at a workshop; never changed once it stands."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("workshop_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[Texts] = mapped_column(default=Texts)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))


class Erasure(Base):
    """A person who was erased. Kept so that an older backup, restored, forgets them again; holds nothing about them."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(unique=True)  # no foreign key: it outlives the row in an older backup
    pseudonym: Mapped[str] = mapped_column(String(60))
    public_ids: Mapped[list[str]] = mapped_column(default=list)  # of the registrations: known in every copy of the data
    erased_at: Mapped[datetime]
    erased_by: Mapped[str] = mapped_column(String(200))

    def facts(self) -> dict[str, Any]:
        """As it is kept beside the database: ids and a pseudonym, nothing about the person."""
        return {
            "person_id": self.person_id,
            "public_ids": self.public_ids,
            "pseudonym": self.pseudonym,
            "erased_at": self.erased_at.isoformat(),
            "erased_by": self.erased_by,
        }
