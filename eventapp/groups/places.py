"""The places of one workshop's groups, kept while people are placed in one transaction; the workshop is locked."""

from collections import Counter, defaultdict
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.agenda.models import Session
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.groups import queries
from eventapp.groups.models import GroupMember
from eventapp.registration.models import Registration, State

GONE = (State.DECLINED, State.CANCELLED)

Change = tuple[int, int | None, int | None]
"""A person (registration id), the group they left, the group they came into."""


class Places:
    """Who holds which place, and what changed since it was read (`changes`)."""

    def __init__(self, workshop_id: int) -> None:
        self.groups = {each.id: each for each in queries.groups(workshop_id)}
        self.changes: list[Change] = []
        self._held: Counter[int] = Counter()
        self._of: dict[int, dict[int, GroupMember]] = defaultdict(dict)
        rows = session.scalars(
            select(GroupMember).where(GroupMember.session_id.in_(list(self.groups))).order_by(GroupMember.id)
        )
        for row in rows:
            self._note(row)

    def group(self, session_id: int) -> Session:
        """Raises Missing for a session that is no working group of this workshop."""
        if session_id not in self.groups:
            raise Missing(_("There is no such working group at this workshop."))
        return self.groups[session_id]

    def holds(self, session_id: int, registration_id: int) -> bool:
        """Whether a person has a place there (a wish is none)."""
        row = self._of[registration_id].get(session_id)
        return row is not None and not row.waits

    def is_free(self, session_id: int) -> bool:
        """Whether one more fits; those who have cancelled since give way first."""
        capacity = self.groups[session_id].seats
        if capacity is None or self._held[session_id] < capacity:
            return True
        self._forget_who_is_gone(session_id)
        return self._held[session_id] < capacity

    def put(self, session_id: int, registration_id: int, source: str, now: datetime) -> bool:
        """Give a place and take away those in parallel groups; whether there were any."""
        left = self._beside(session_id, registration_id)
        for other in left:
            self._remove(other, registration_id)
        if (wish := self._of[registration_id].get(session_id)) is not None:
            self._remove(wish.session_id, registration_id)
        self._add(session_id, registration_id, source, now, waits=False)
        self.changes += [(registration_id, other, session_id) for other in left or (None,)]
        return bool(left)

    def leave_beside(self, session_id: int, registration_id: int) -> bool:
        """Give up the places in groups parallel to this one; whether there were any."""
        return any([self.take(other, registration_id) for other in self._beside(session_id, registration_id)])  # noqa: C419 - all of them

    def wish(self, session_id: int, registration_id: int, source: str, now: datetime) -> None:
        """Wait for a place; nothing happens for who waits already."""
        if session_id not in self._of[registration_id]:
            self._add(session_id, registration_id, source, now, waits=True)

    def take(self, session_id: int, registration_id: int) -> bool:
        """Take a place or a wish away; whether there was one."""
        if session_id not in self._of[registration_id]:
            return False
        if self.holds(session_id, registration_id):
            self.changes.append((registration_id, session_id, None))
        self._remove(session_id, registration_id)
        return True

    def fill(self, now: datetime) -> None:
        """Who waits moves up, first come first, and leaves a parallel group for it; which frees a place there."""
        while (row := self._next()) is not None:
            self.put(row.session_id, row.registration_id, row.source, now)

    def _next(self) -> GroupMember | None:
        waiting = sorted((row for rows in self._of.values() for row in rows.values() if row.waits), key=lambda r: r.id)
        return next(
            (row for row in waiting if _is_confirmed(row.registration_id) and self.is_free(row.session_id)), None
        )

    def _beside(self, session_id: int, registration_id: int) -> list[int]:
        here = self.groups[session_id]
        return [
            other
            for other in self._of[registration_id]
            if other != session_id and self.holds(other, registration_id) and queries.parallel(here, self.groups[other])
        ]

    def _forget_who_is_gone(self, session_id: int) -> None:
        gone = session.scalars(
            select(GroupMember.registration_id)
            .join(Registration, Registration.id == GroupMember.registration_id)
            .where(GroupMember.session_id == session_id, Registration.state.in_(GONE))
        )
        for registration_id in list(gone):
            self._remove(session_id, registration_id)

    def _add(self, session_id: int, registration_id: int, source: str, now: datetime, *, waits: bool) -> None:
        row = GroupMember(
            session_id=session_id, registration_id=registration_id, source=source, waits=waits, created_at=now
        )
        session.add(row)
        session.flush()
        self._note(row)

    def _note(self, row: GroupMember) -> None:
        self._of[row.registration_id][row.session_id] = row
        self._held[row.session_id] += not row.waits

    def _remove(self, session_id: int, registration_id: int) -> None:
        row = self._of[registration_id].pop(session_id)
        self._held[session_id] -= not row.waits
        session.delete(row)
        session.flush()


def _is_confirmed(registration_id: int) -> bool:
    return session.get_one(Registration, registration_id).state == State.CONFIRMED
