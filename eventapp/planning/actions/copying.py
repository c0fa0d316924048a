"""Creating a workshop as a copy of another, for other dates and perhaps another place."""

import uuid
from datetime import datetime
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import Session, SessionDocument, Speaker
from eventapp.badges import design as designs
from eventapp.badges.models import BadgeDesign
from eventapp.certificates import actions as certificates
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import Base, session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.tokens import short_code
from eventapp.feedback.models import Form, Question
from eventapp.fields import queries as fields
from eventapp.fields.models import Field
from eventapp.messages import queries as messages
from eventapp.messages.models import MessageTemplate
from eventapp.planning import policy, rescheduling
from eventapp.planning.actions.creating import make_organizer, new_workshop, refuse_stranger, save
from eventapp.planning.facts import NewWorkshop
from eventapp.planning.rescheduling import Shift
from eventapp.planning.stops import copy_places
from eventapp.registration.models import Delegation, DelegationType
from eventapp.workshops import queries as workshops
from eventapp.workshops.actions import copied_logo
from eventapp.workshops.models import Partner, Room, Theme, Workshop

Row = TypeVar("Row", bound=Base)
CODE_LENGTH = 6
DEADLINES = ("registration_closes_at", "nominations_close_at", "details_close_at")
SESSION_COLUMNS = (
    "key",
    "type",
    "title",
    "objectives",
    "description",
    "outputs",
    "staff_notes",
    "interpretation",
    "interpretation_languages",
    "seating",
    "capacity",
)
TYPE_COLUMNS = (
    "key",
    "position",
    "name",
    "attribution",
    "colour",
    "quota",
    "approval",
    "visa_support",
    "counts_as_participant",
    "asks_first",
    "answer_hours",
    "photo",
    "reapproval",
)
DELEGATION_COLUMNS = (
    "country",
    "organization",
    "seats",
    "funded_seats",
    "region",
    "host",
    "precedence",
    "language",
    "column_meanings",
)


def copy_workshop(source_id: int, facts: NewWorkshop, *, cut: bool = False, actor: Actor, now: datetime) -> Workshop:
    """A workshop like `source_id` on other dates; not published yet, and the actor is its organizer.

    Copied are its mailbox for answers, its rules of attendance, its rooms, themes, partners, delegation types,
    delegations with their seats, its checkpoints and how people are let in, its agenda at the same clock times on the
    corresponding days, its forms with their questions, closed, what participants are asked, the words of its messages,
    and how its badges look. The deadlines
    of registration are as many days later as the workshop.
    Left behind is whatever is about people: registrations, focal points, speakers' names, notes, responses, scans,
    answers. Sessions on days that the copy does not have are left out with `cut`, and are otherwise the reason of the
    refusal (Invalid, field "ends_on").
    """
    with transaction():
        source = workshops.by_id(source_id)
        if source is None:
            raise Missing(_("There is no such workshop."))
        refuse_stranger(actor)
        if not policy.can_change(actor, source_id):
            raise Denied(_("You may copy workshops that you organize."))
        if source.rehearsal_of is not None:
            raise UserError(_("This is a rehearsal. Copy the workshop itself."))
        workshop = new_workshop(
            facts,
            series_id=source.series_id,
            languages=list(source.languages),
            capacity=source.capacity,
            host=source.host,
            attribution_rule=source.attribution_rule,
            disclaimer=source.disclaimer,
            outline=list(source.outline),
            reply_to=source.reply_to,
            presence=dict(source.presence),
            agenda=dict(source.agenda),
            sheets={name: value for name, value in source.sheets.items() if name != "logos"},  # partners by their ids
            created_at=now,
        )
        _Copying(source, workshop, now).run(cut=cut)
        make_organizer(workshop, actor, now)
        audit.record(
            actor,
            "workshops.copied",
            now,
            workshop=workshop.id,
            subject=workshop,
            slug=workshop.slug,
            source=source.slug,
        )
    return workshop


class _Copying:
    """One copy, inside a transaction. Remembers which row became which."""

    def __init__(self, source: Workshop, workshop: Workshop, now: datetime) -> None:
        self.source = source
        self.workshop = workshop
        self.now = now

    def run(self, *, cut: bool) -> None:
        sessions = self._sessions_that_fit(cut=cut)
        self.rooms = {room.id: _copy(Room, room, "position", "name", "capacity") for room in self.source.rooms}
        self.themes = {theme.id: _copy(Theme, theme, "key", "position", "title") for theme in self.source.themes}
        self.workshop.rooms = list(self.rooms.values())
        self.workshop.themes = list(self.themes.values())
        self.partners = {partner.id: self._partner(partner) for partner in self.source.partners}
        self.workshop.partners = list(self.partners.values())
        save(self.workshop)
        self._deadlines()
        self._delegations()
        self._sessions(sessions)
        self._forms()
        self._badges()
        self._certificates()
        session.flush()

    def _certificates(self) -> None:
        """How they look and who signs, with the logos of the partners that correspond."""
        partners = {old: partner.id for old, partner in self.partners.items()}
        certificates.copy_looks(self.source.id, self.workshop.id, partners, now=self.now)

    def _badges(self) -> None:
        """How they look, with the logos of the partners that correspond."""
        row = designs.row_of(self.source.id)
        if row is None:
            return
        ids = {old: partner.id for old, partner in self.partners.items()}
        settings = designs.with_logos(designs.read(row.settings), ids).settings()
        session.add(
            BadgeDesign(workshop_id=self.workshop.id, settings=settings, changed_at=self.now, changed_by=row.changed_by)
        )

    def _partner(self, partner: Partner) -> Partner:
        copy = _copy(Partner, partner, "position", "role", "short", "name")
        copy.logo_id = copied_logo(partner, now=self.now)
        return copy

    def _sessions_that_fit(self, *, cut: bool) -> list[Session]:
        """The sessions to copy. Raises Invalid if there are others and they may not be cut."""
        rows = agenda.sessions(self.source.id)
        length = self.workshop.ends_on - self.workshop.starts_on
        last = self.source.starts_on + length
        away = rescheduling.beyond(rows, self.source.timezone, self.source.starts_on, last)
        if away and not cut:
            message = _(
                "The copy has %(days)s days, too few for: %(sessions)s.",
                days=length.days + 1,
                sessions=rescheduling.named(away, self.source),
            )
            raise Invalid(message, {"ends_on": message})
        return [row for row in rows if row not in away]

    def _deadlines(self) -> None:
        """At the same time of day on the corresponding day."""
        days = (self.workshop.starts_on - self.source.starts_on).days
        shift = Shift(days, self.source.timezone, self.workshop.timezone)
        for deadline in DEADLINES:
            if (closes := getattr(self.source, deadline)) is not None:
                setattr(self.workshop, deadline, shift.moved(closes))

    def _delegations(self) -> None:
        kinds = session.scalars(select(DelegationType).where(DelegationType.workshop_id == self.source.id))
        types = {kind.id: _copy(DelegationType, kind, *TYPE_COLUMNS) for kind in kinds}
        for kind in types.values():
            kind.workshop_id = self.workshop.id
        session.add_all(types.values())
        session.flush()
        for delegation in session.scalars(select(Delegation).where(Delegation.workshop_id == self.source.id)):
            row = _copy(Delegation, delegation, *DELEGATION_COLUMNS)
            row.workshop_id, row.type_id = self.workshop.id, types[delegation.type_id].id
            session.add(row)
        ids = {old: kind.id for old, kind in types.items()}
        self._fields(ids)
        self._words()
        days = (self.workshop.starts_on - self.source.starts_on).days
        copy_places(self.source, self.workshop, Shift(days, self.source.timezone, self.workshop.timezone), ids)

    def _fields(self, types: dict[int, int]) -> None:
        """What participants are asked now, of the corresponding types; each begins anew with its first version."""
        columns = ("key", "position", "kind", "reader_group", "stage", "text", "help", "choices", "limits", "required")
        for field in fields.valid(self.source.id):
            new = _copy(Field, field, *columns, "condition")
            new.workshop_id, new.created_at = self.workshop.id, self.now
            new.type_ids = [types[type_id] for type_id in field.type_ids if type_id in types]
            session.add(new)

    def _words(self) -> None:
        """What the organizers say in their messages."""
        for template in messages.templates(self.source.id).values():
            new = _copy(MessageTemplate, template, "occasion", "subject", "body")
            new.workshop_id, new.changed_at = self.workshop.id, self.now
            session.add(new)

    def _sessions(self, rows: list[Session]) -> None:
        days = (self.workshop.starts_on - self.source.starts_on).days
        times = rescheduling.shifted(rows, Shift(days, self.source.timezone, self.workshop.timezone))
        self.sessions: dict[int, Session] = {}
        for row in rows:
            new = _copy(Session, row, *SESSION_COLUMNS)
            new.workshop_id, new.uid, new.changed_at = self.workshop.id, uuid.uuid4(), self.now
            new.starts_at, new.ends_at = times[row.id]
            new.room_id = self.rooms[row.room_id].id
            new.theme_id = self.themes[row.theme_id].id if row.theme_id else None
            new.speakers = [
                _copy(Speaker, speaker, "position", "role", "organization", "function")
                for speaker in row.speakers
                if speaker.organization
            ]
            new.documents = [
                _copy(SessionDocument, document, "position", "title", "languages", "url", "audience")
                for document in row.documents
                if document.file_id is None  # what was presented then is not presented again
            ]
            for document in new.documents:
                document.added_at = self.now
            self.sessions[row.id] = new
        session.add_all(self.sessions.values())
        session.flush()

    def _forms(self) -> None:
        columns = ("key", "position", "kind", "text", "low", "high", "required")
        forms = session.scalars(
            select(Form)
            .where(Form.workshop_id == self.source.id)
            .options(selectinload(Form.questions))
            .order_by(Form.id)
        )
        for form in forms:
            if form.session_id is not None and form.session_id not in self.sessions:
                continue
            new = _copy(Form, form, "kind", "title", "intro")
            new.workshop_id, new.created_at, new.code = self.workshop.id, self.now, short_code(CODE_LENGTH)
            new.session_id = self.sessions[form.session_id].id if form.session_id else None
            new.questions = [_copy(Question, question, *columns) for question in form.questions]
            session.add(new)


def _copy(kind: type[Row], row: Row, *columns: str) -> Row:
    """A new row with the same values in these columns."""
    return kind(**{column: getattr(row, column) for column in columns})
