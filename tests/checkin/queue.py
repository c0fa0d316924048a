"""A desk's queue: events as the app sends them, and a desk that sends them."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from eventapp.checkin.models import Desk
from eventapp.core.db import session, transaction
from eventapp.core.tokens import fingerprint, new_token
from eventapp.workshops.models import Workshop

AT = datetime(2016, 3, 29, 2, 31, tzinfo=UTC)


def an_id() -> str:
    return str(uuid.uuid4())


def at(minutes: float = 0) -> str:
    """`minutes` after 08:31 in Almaty on the first day."""
    return (AT + timedelta(minutes=minutes)).isoformat()


def a_scan(code: str | None = None, minutes: float = 0, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "scan",
        "id": an_id(),
        "checkpoint": "day-1",
        "code": code,
        "registration": None,
        "walk_in": None,
        "direction": "in",
        "at": at(minutes),
        "told": None,
        "forced": False,
        "way": "badge",
        **changes,
    }


def an_undo(scan: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"kind": "undo", "id": an_id(), "scan": scan["id"], "at": at(5), **changes}


def a_walk_in(kind: int, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "walk-in",
        "id": an_id(),
        "at": at(),
        "name": "Farrukh Nazarov",
        "original_name": "Фаррух Назаров",
        "type": kind,
        "delegation": None,
        "country": "",
        "organization": "Union of nurses",
        "position": "Head nurse",
        "email": "farrukh@example.org",
        "sex": "m",
        **changes,
    }


class PairedDesk:
    """A client that sends as a paired desk does. `clock`: by how much the device's clock is ahead."""

    def __init__(self, app: Any, workshop: Workshop, name: str = "Entrance") -> None:
        self.client, self.base = app.test_client(), f"/api/v1/workshops/{workshop.slug}"
        token, self.clock = new_token(), timedelta()
        now = datetime.now(UTC)
        self.desk = Desk(
            public_id=uuid.uuid4(),
            workshop_id=workshop.id,
            name=name,
            token_hash=fingerprint(token),
            created_at=now,
            created_by="organizer",
            paired_at=now,
            expires_at=now + timedelta(days=3),
        )
        with transaction():
            session.add(self.desk)
        self.id = self.desk.id
        self.headers = {"Authorization": f"Bearer {token}"}

    def post(self, *events: Any, **changes: Any) -> Any:
        """The response to a batch. `events` hold the server's times; the device's clock is added."""
        body = {
            "format": 1,
            "sent_at": (datetime.now(UTC) + self.clock).isoformat(),
            "battery": 80,
            "charging": False,
            "waiting": 0,
            "list_at": None,
            "events": [self._by_its_clock(event) for event in events],
            **changes,
        }
        return self.client.post(f"{self.base}/desk/events", json=body, headers=self.headers)

    def send(self, *events: Any, **changes: Any) -> list[dict[str, Any]]:
        """The verdicts."""
        answer = self.post(*events, **changes)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        results: list[dict[str, Any]] = answer.json["results"]
        return results

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"{self.base}/{path}", headers={**self.headers, **headers})

    def _by_its_clock(self, event: Any) -> Any:
        if not self.clock or not isinstance(event, dict) or not isinstance(event.get("at"), str):
            return event
        return {**event, "at": (datetime.fromisoformat(event["at"]) + self.clock).isoformat()}
