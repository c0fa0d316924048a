"""Delegation types, delegations, persons, registrations and the badges that stand for them."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.core.db import Base
from eventapp.core.texts import Texts


class Approval(StrEnum):
    """How a registration of a delegation type becomes confirmed."""

    OPEN = "open"  # at once, while there are seats
    ORGANIZER = "organizer"  # pending until the organizer approves
    NOMINATION = "nomination"  # named by the focal point, approved by the organizer
    INVITATION = "invitation"  # only those the organizer enters


class State(StrEnum):
    """Of a registration (product.md, Words)."""

    NOMINATED = "nominated"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    CANCELLED = "cancelled"


FUNCTIONS = ("speaker", "facilitator", "moderator", "rapporteur", "interpreter", "staff")
"""What somebody does at the workshop, other than taking part ("")."""
HOLDS_SEAT = (State.NOMINATED, State.PENDING, State.CONFIRMED)
_STATES = ", ".join(f"'{state}'" for state in State)
_FUNCTIONS = ", ".join(f"'{function}'" for function in ("", *FUNCTIONS))
_APPROVALS = ", ".join(f"'{approval}'" for approval in Approval)


class DelegationType(Base):
    """A category of participants. `position` is precedence; `attribution` the phrase that quotes its members."""

    __tablename__ = "delegation_type"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        CheckConstraint("quota IS NULL OR quota >= 0", name="quota"),
        CheckConstraint(f"approval IN ({_APPROVALS})", name="approval"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    name: Mapped[Texts] = mapped_column(default=Texts)
    attribution: Mapped[Texts] = mapped_column(default=Texts)  # may hold {region}; empty: members are not quoted
    colour: Mapped[str] = mapped_column(String(7))  # "#rrggbb"
    quota: Mapped[int | None]  # None: bounded by the workshop's capacity alone
    approval: Mapped[str] = mapped_column(String(20))
    visa_support: Mapped[bool] = mapped_column(default=False)
    counts_as_participant: Mapped[bool] = mapped_column(default=True)
    asks_first: Mapped[bool] = mapped_column(default=False)  # who is next in line is offered the seat, not given it
    answer_hours: Mapped[int] = mapped_column(default=48)  # how long such an offer stands
    photo: Mapped[str] = mapped_column(String(10), default="no")  # no, optional, required
    reapproval: Mapped[list[str]] = mapped_column(
        default=list
    )  # facts whose change after confirmation is approved again


class Delegation(Base):
    """One country or organization within a type. `seats` None: bounded by the type's quota; 0: none given."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("seats IS NULL OR seats >= 0", name="seats"),
        CheckConstraint("country <> '' OR organization <> ''", name="named"),
        CheckConstraint("funded_seats IS NULL OR funded_seats >= 0", name="funded_seats"),
        UniqueConstraint("type_id", "country", "organization"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    type_id: Mapped[int] = mapped_column(ForeignKey("delegation_type.id"))
    country: Mapped[str] = mapped_column(String(2), default="")
    organization: Mapped[str] = mapped_column(String(300), default="")
    seats: Mapped[int | None]
    region: Mapped[str] = mapped_column(String(120), default="")
    host: Mapped[bool] = mapped_column(default=False)
    precedence: Mapped[int | None]  # set by the organizer; None: by the language's alphabet
    focal_name: Mapped[str] = mapped_column(String(300), default="")
    focal_email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(10), default="")  # in which the focal point is written to
    funded_seats: Mapped[int | None]  # None: not settled; of `seats`, how many are paid for
    link_serial: Mapped[str] = mapped_column(String(32), default="")  # of the focal point's link; "": there is none
    link_hash: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    link_sent_at: Mapped[datetime | None]
    column_meanings: Mapped[dict[str, Any]] = mapped_column(default=dict)  # of its lists, by folded heading

    type: Mapped[DelegationType] = relationship()


class Person(Base):
    """Somebody known to the series. Names are kept as written; parts are known only where they were given apart."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("latin_name <> '' OR original_name <> ''", name="named"),
        CheckConstraint("sex IN ('', 'female', 'male', 'other', 'undisclosed')", name="sex"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    latin_name: Mapped[str] = mapped_column(String(300), default="")
    latin_family: Mapped[str] = mapped_column(String(200), default="")
    latin_given: Mapped[str] = mapped_column(String(200), default="")
    latin_proposed: Mapped[bool] = mapped_column(default=False)  # transliterated by us, not written by its owner
    original_name: Mapped[str] = mapped_column(String(300), default="")
    original_family: Mapped[str] = mapped_column(String(200), default="")
    original_given: Mapped[str] = mapped_column(String(200), default="")
    honorific: Mapped[str] = mapped_column(String(60), default="")
    sex: Mapped[str] = mapped_column(String(12), default="")  # "": not asked or not answered; undisclosed: said so
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    search: Mapped[str] = mapped_column(Text, default="")  # folded names, see core.names.search_key
    erased_at: Mapped[datetime | None]  # the row stays as a pseudonym, so that counts stay right

    @property
    def counted_sex(self) -> str:
        """As statistics count it: who prefers not to say counts as not stated ("")."""
        return "" if self.sex == "undisclosed" else self.sex

    @property
    def list_name(self) -> str:
        """ "Given FAMILY" where the parts are known, else the name as written, else the original script."""
        if self.latin_family and self.latin_given:
            return f"{self.latin_given} {self.latin_family.upper()}"
        return self.latin_name or self.original_name

    @property
    def badge_name(self) -> str:
        """The name as its owner writes it, Latin first; see `Registration.shown_name` for that of a badge."""
        return self.latin_name or self.original_name


class NominationImport(Base):
    """One nomination list that was handed in. Its rows are kept until it is applied, its report for ever."""

    __tablename__ = "nomination_import"
    __table_args__ = (CheckConstraint("state IN ('draft', 'applied', 'dropped')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="SET NULL"))
    filename: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]


class Registration(Base):
    """One person's participation in one workshop."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("workshop_id", "person_id"),
        UniqueConstraint("workshop_id", "submit_key"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("(state = 'waitlisted') = (waitlist_number IS NOT NULL)", name="waitlist"),
        CheckConstraint("offered_until IS NULL OR state = 'waitlisted'", name="offered"),
        CheckConstraint("funding IN ('', 'funded', 'self-funded')", name="funding"),
        CheckConstraint(f"function IN ({_FUNCTIONS})", name="function"),
        Index(
            "uq_registration_head",
            "delegation_id",
            unique=True,
            sqlite_where=text("is_head"),
            postgresql_where=text("is_head"),
        ),
        Index("ix_registration_workshop_id_state", "workshop_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    type_id: Mapped[int] = mapped_column(ForeignKey("delegation_type.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    waitlist_number: Mapped[int | None]  # order in the queue, rising, per workshop
    is_head: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int] = mapped_column(default=0)  # within the delegation, after the head: order of nomination
    position: Mapped[str] = mapped_column(String(300), default="")
    organization: Mapped[str] = mapped_column(String(300), default="")  # ministry, department, office
    language: Mapped[str] = mapped_column(String(10), default="")
    dietary: Mapped[str] = mapped_column(String(300), default="")
    access_needs: Mapped[str] = mapped_column(String(300), default="")
    visa_support: Mapped[bool | None]
    speaker: Mapped[bool] = mapped_column(default=False)
    function: Mapped[str] = mapped_column(String(20), default="")  # of FUNCTIONS; "": takes part
    alternate: Mapped[bool] = mapped_column(default=False)  # comes if one of the delegation cannot
    funding: Mapped[str] = mapped_column(String(12), default="")
    badge_name: Mapped[str] = mapped_column(String(300), default="")  # "": as the person's name is written
    languages: Mapped[list[str]] = mapped_column(default=list)  # that the person speaks, ISO 639-1
    interpretation: Mapped[str] = mapped_column(String(10), default="")  # language to interpret into; "": none needed
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    photo_consent: Mapped[bool | None]  # may be photographed at the workshop; None: not asked yet
    consent_version: Mapped[int | None]  # of the workshop's consent text, see privacy
    consent_at: Mapped[datetime | None]
    names_approved_at: Mapped[datetime | None]  # the person looked at badge and name plate and said yes
    to_review: Mapped[list[str]] = mapped_column(default=list)  # facts changed after confirmation, to approve again
    offered_until: Mapped[datetime | None]  # a freed seat is offered to who waits, until then; it is held meanwhile
    asked_to_come_at: Mapped[datetime | None]  # "Will you come?"
    will_come: Mapped[bool | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))
    details_at: Mapped[datetime | None]  # the second form was sent
    source: Mapped[str] = mapped_column(String(20))  # import, public, organizer, focal, walk-in, demo
    import_id: Mapped[int | None] = mapped_column(ForeignKey("nomination_import.id", ondelete="SET NULL"), index=True)
    submit_key: Mapped[str | None] = mapped_column(String(64))  # of the form; the same form twice is one registration
    decline_reason: Mapped[str] = mapped_column(Text, default="")
    link_serial: Mapped[str] = mapped_column(String(32))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    state_changed_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    type: Mapped[DelegationType] = relationship()
    delegation: Mapped[Delegation] = relationship()
    badges: Mapped[list["Badge"]] = relationship(order_by="Badge.id")

    @property
    def country(self) -> str:
        """The country the participant stands for: the delegation's, else the person's; "" where neither is known."""
        return self.delegation.country or self.person.country

    @property
    def shown_name(self) -> str:
        """How the name stands on the badge: as the person wants it, else as it is written."""
        return self.badge_name or self.person.badge_name

    @property
    def badge(self) -> "Badge | None":
        """The badge that works, if there is one."""
        return next((badge for badge in reversed(self.badges) if badge.revoked_at is None), None)


class Badge(Base):
    """A printed card. Its code is derived from `serial` (core.tokens); the database keeps the hash."""

    __tablename__ = "badge"
    __table_args__ = (
        Index(
            "uq_badge_valid",
            "registration_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    serial: Mapped[str] = mapped_column(String(32), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]  # given to its owner: neither printed nor arrived
    handed_by: Mapped[str] = mapped_column(String(200), default="")
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str] = mapped_column(String(300), default="")
