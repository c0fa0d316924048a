"""The history: who did what, when. Recorded by the action, in its transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.core.actors import Actor
from eventapp.core.db import Base, in_transaction, session

TAGS = frozenset(
    {
        "accounts.user_added",
        "accounts.user_changed",
        "accounts.role_given",
        "accounts.role_taken",
        "accounts.signed_in",
        "accounts.link_sent",
        "accounts.password_changed",
        "accounts.sessions_ended",
        "accounts.token_added",
        "accounts.token_revoked",
        "workshops.imported",
        "workshops.created",
        "workshops.copied",
        "workshops.changed",
        "workshops.part_added",
        "workshops.part_changed",
        "workshops.part_removed",
        "workshops.part_moved",
        "workshops.series_changed",
        "agenda.session_added",
        "agenda.session_changed",
        "agenda.session_moved",
        "agenda.session_removed",
        "agenda.session_restored",
        "registration.type_added",
        "registration.type_changed",
        "registration.type_removed",
        "registration.delegation_added",
        "registration.delegation_changed",
        "registration.delegation_removed",
        "registration.nominations_imported",
        "registration.nominations_undone",
        "registration.registered",
        "registration.nominated",
        "registration.state_changed",
        "registration.changed",
        "registration.head_named",
        "registration.link_renewed",
        "registration.link_sent",
        "registration.badge_issued",
        "registration.badge_revoked",
        "badges.printed",
        "checkin.scans_received",
        "feedback.form_created",
        "feedback.form_changed",
        "notes.added",
        "notes.changed",
        "notes.removed",
        "notes.restored",
        "notes.imported",
        "reports.exported",
        "registration.focal_link_sent",
        "registration.focal_link_revoked",
        "registration.reminded",
        "registration.replaced",
        "registration.ordered",
        "registration.seat_offered",
        "registration.offer_answered",
        "registration.skipped",
        "registration.asked_to_come",
        "registration.will_come",
        "registration.names_approved",
        "registration.photo_changed",
        "registration.reviewed",
        "registration.decided",
        "registration.decision_undone",
        "registration.consented",
        "fields.added",
        "fields.changed",
        "fields.removed",
        "fields.answered",
        "fields.read",
        "messages.template_changed",
        "mailings.scheduled",
        "mailings.cancelled",
        "mailings.bounced",
        "letters.issued",
        "letters.template_changed",
        "tasks.started",
        "tasks.cancelled",
        "privacy.consent_changed",
        "privacy.retention_changed",
        "privacy.purged",
        "privacy.erased",
        "privacy.copied",
        "privacy.erasure_asked",
        "privacy.erasure_refused",
        "privacy.photo_consent_changed",
        "duplicates.merged",
        "duplicates.unmerged",
        "duplicates.told_apart",
        "logistics.changed",
        "logistics.exported",
        "badges.design_changed",
        "badges.handed_over",
        "badges.spares_printed",
        "badges.spare_given",
        "checkin.scan_undone",
        "checkin.scan_reviewed",
        "checkin.desk_added",
        "checkin.desk_paired",
        "checkin.desk_changed",
        "checkin.desk_revoked",
        "checkin.checkpoint_added",
        "checkin.checkpoint_changed",
        "checkin.checkpoint_removed",
        "checkin.settings_changed",
        "checkin.walked_in",
        "checkin.walk_in_settled",
        "groups.assigned",
        "groups.unassigned",
        "attendance.corrected",
        "attendance.correction_voided",
        "attendance.read_in",
        "attendance.undone",
        "attendance.rules_changed",
        "attendance.sheet_printed",
        "attendance.sheet_settings_changed",
        "attendance.evidence_added",
        "attendance.evidence_removed",
        "attendance.ticked_off",
        "certificates.template_changed",
        "certificates.signatory_changed",
        "certificates.test_recorded",
        "certificates.issued",
        "certificates.sent",
        "certificates.withdrawn",
        "rehearsal.started",
        "rehearsal.wiped",
        "workshops.logo_changed",
        "demo.loaded",
    }
)


class AuditEntry(Base):
    """One line of history. `facts` is {field: [before, after]} or plain facts; never a secret."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    tag: Mapped[str] = mapped_column(String(60))
    actor: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


def record(
    actor: Actor,
    tag: str,
    now: datetime,
    *,
    workshop: int | None = None,
    subject: Base | None = None,
    **facts: Any,
) -> None:
    """Add a line to the history of `subject` (flushed already) inside the current transaction."""
    if tag not in TAGS:
        raise ValueError(f"unknown audit tag {tag!r}")
    if not in_transaction():
        raise RuntimeError("history is recorded inside the transaction it tells of")
    session.add(
        AuditEntry(
            at=now,
            tag=tag,
            actor=actor.label,
            user_id=actor.user_id,
            workshop_id=workshop,
            subject=getattr(subject, "__tablename__", None),
            subject_id=getattr(subject, "id", None),
            facts=facts,
        )
    )


def history(subject: str, subject_id: int) -> list[AuditEntry]:
    """The lines about one thing, newest first."""
    return list(
        session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject == subject, AuditEntry.subject_id == subject_id)
            .order_by(AuditEntry.id.desc())
        )
    )


def diff(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What changed, as {field: [before, after]}, JSON-safe."""
    return {key: [_plain(before.get(key)), _plain(value)] for key, value in after.items() if before.get(key) != value}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)
