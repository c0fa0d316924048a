"""Who gets a mailing: settled from its filter at the moment of asking, so also of sending."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import select

from eventapp.core.db import session
from eventapp.core.outbox import Message
from eventapp.fields import queries as answers
from eventapp.mailings.models import Mailing
from eventapp.messages import outbox_queries
from eventapp.messages.occasions import FOCAL_POINTS
from eventapp.messages.placeholders import used
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.registration.mail_values import language_of, language_of_delegation
from eventapp.registration.models import Delegation, Registration, State
from eventapp.registration.queries import PeopleFilter
from eventapp.workshops.models import Workshop

GONE = (State.DECLINED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who is meant. `why_not`: "", "address" (there is none) or "link" (they have none, and the text needs it)."""

    id: int
    name: str
    address: str
    language: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Meant:
    """Everybody who is meant by a mailing, told apart by whether and how it will reach them."""

    reached: list[Recipient]
    unreached: list[Recipient]
    had_it: frozenset[int]
    bounced: dict[str, outbox_queries.Bounce]

    @property
    def to_send(self) -> list[Recipient]:
        """Those who can be reached and have not got it yet."""
        return [one for one in self.reached if one.id not in self.had_it]

    @property
    def doubtful(self) -> list[Recipient]:
        """Those to whose address an earlier message came back."""
        return [one for one in self.reached if one.address.lower() in self.bounced]


def message_key(mailing_id: int, recipient_id: int) -> str:
    """The key that makes a mailing reach each registration or delegation once."""
    return f"mailing:{mailing_id}:{recipient_id}"


def message_kind(mailing_id: int) -> str:
    """The kind under which the messages of a mailing stand in the outbox."""
    return f"mailing.{mailing_id}"


def meant(mailing: Mailing, workshop: Workshop) -> Meant:
    """Who is meant by a mailing now, in precedence order."""
    if mailing.audience == FOCAL_POINTS:
        everybody = [_focal_point(row, mailing, workshop) for row in delegations(mailing, workshop)]
    else:
        everybody = [_participant(row, workshop) for row in participants(mailing, workshop)]
    reached = [one for one in everybody if not one.why_not]
    return Meant(
        reached,
        [one for one in everybody if one.why_not],
        _had(mailing, [one.id for one in reached]),
        outbox_queries.bounces(workshop.id, [one.address for one in reached]),
    )


def participants(mailing: Mailing, workshop: Workshop) -> list[Registration]:
    """By the ticked ids or the filter. Without a state in the filter, not those who were declined or cancelled."""
    wanted = mailing.recipients
    if (ids := wanted.get("ids")) is not None:
        return [row for row in registrations.people(workshop.id) if row.id in set(ids)]
    people = people_filter(wanted.get("filter", {}))
    rows = registrations.people(workshop.id, people)
    if not people.state:
        rows = [row for row in rows if row.state not in GONE]
    if wanted.get("missing"):
        owing = answers.missing(workshop.id)
        rows = [row for row in rows if row.id in owing]
    return rows


def delegations(mailing: Mailing, workshop: Workshop) -> list[Delegation]:
    """By the ticked ids or the filter; `empty_seats`: only those that have some."""
    wanted = mailing.recipients
    counted = registrations.delegation_seats(workshop.id)
    if (ids := wanted.get("ids")) is not None:
        return [each.delegation for each in counted if each.delegation.id in set(ids)]
    if type_id := wanted.get("filter", {}).get("type_id"):
        counted = [each for each in counted if each.delegation.type_id == type_id]
    if wanted.get("empty_seats"):
        counted = [each for each in counted if each.delegation.seats is not None and each.held < each.delegation.seats]
    return [each.delegation for each in counted]


def people_filter(kept: dict[str, Any]) -> PeopleFilter:
    """The filter of the participants' list as it was kept; what that list no longer knows is left out."""
    known = {field.name for field in fields(PeopleFilter)}
    return PeopleFilter(**{name: value for name, value in kept.items() if name in known})


def _participant(row: Registration, workshop: Workshop) -> Recipient:
    why_not = "" if row.person.email else "address"
    return Recipient(row.id, row.person.list_name, row.person.email, language_of(row, workshop), why_not)


def _focal_point(row: Delegation, mailing: Mailing, workshop: Workshop) -> Recipient:
    needs_link = any("link" in used(text) for text in mailing.body.values())
    why_not = "" if row.focal_email else "address"
    if not why_not and needs_link and not row.link_serial:
        why_not = "link"
    label = delegation_label(row)
    name = f"{label}: {row.focal_name}" if row.focal_name else label
    return Recipient(row.id, name, row.focal_email, language_of_delegation(row, workshop), why_not)


def _had(mailing: Mailing, ids: Collection[int]) -> frozenset[int]:
    if not mailing.id:  # a draft that is only looked at
        return frozenset()
    keys = set(session.scalars(select(Message.key).where(Message.kind == message_kind(mailing.id))))
    return frozenset(one for one in ids if message_key(mailing.id, one) in keys)
