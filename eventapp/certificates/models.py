"""Certificates: how they look, who signs, who passed the test, and those that were issued."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.db import Base
from eventapp.core.texts import Texts


class Kind(StrEnum):
    """Of participation: for presence. Of completion: only where a test was passed."""

    PARTICIPATION = "participation"
    COMPLETION = "completion"


_KINDS = ", ".join(f"'{kind}'" for kind in Kind)


class CertificateTemplate(Base):
    """How a workshop's certificates of a kind look. `settings`: see certificates.design."""

    __tablename__ = "certificate_template"
    __table_args__ = (
        UniqueConstraint("workshop_id", "kind"),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))


class Signatory(Base):
    """Who signs a workshop's certificates: with an image of the signature, or with a line to sign on."""

    __tablename__ = "signatory"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Texts] = mapped_column(default=Texts)
    title: Mapped[Texts] = mapped_column(default=Texts)
    image_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))


class CertificatePicture(Base):
    """A logo or signature as it stands on certificates of a workshop that were issued: a copy of its own, so that it
    stays when the partner's or the signatory's is replaced."""

    __tablename__ = "certificate_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))


class TestPass(Base):
    """Somebody passed the workshop's test, as the organizer recorded it. (The feedback's own test knows nobody.)"""

    __tablename__ = "test_pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), unique=True)
    passed_on: Mapped[date]
    score: Mapped[str] = mapped_column(String(40), default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(200))


class Certificate(Base):
    """One that was issued. What it says is kept (`facts`), so that it can be made again exactly; a withdrawn one stays.

    `basis`: the rule and what it counted, as shown. `exception_reason`: why it was given although the rule says no.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        UniqueConstraint("workshop_id", "sequence"),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    sequence: Mapped[int]  # of the workshop's certificates of both kinds, from 1, without gaps
    number: Mapped[str] = mapped_column(String(60))  # the sequence with its prefix, as printed
    serial: Mapped[str] = mapped_column(String(32), unique=True)
    check_hash: Mapped[str] = mapped_column(String(64), unique=True)  # of the code in its QR
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    basis: Mapped[dict[str, Any]] = mapped_column(default=dict)
    exception_reason: Mapped[str] = mapped_column(Text, default="")
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    replaced: Mapped[bool] = mapped_column(default=False)  # withdrawn since another was issued in its stead
