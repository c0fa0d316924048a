"""Who speaks in the programme and is not among the participants."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.agenda.models import Session, Speaker
from eventapp.core import names
from eventapp.core.db import session
from eventapp.registration import matching
from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A named speaker, once however often they speak. `id`: of their first entry in the programme."""

    id: int
    name: str
    function: str
    organization: str

    @property
    def facts(self) -> Mapping[str, str]:
        """As the actions of registration take them; the name in the field of its script."""
        latin = names.scripts(self.name) <= {"latin"}
        return {
            "latin_name" if latin else "original_name": self.name,
            "position": self.function[:300],
            "organization": self.organization[:300],
            "function": "speaker",
        }


def unregistered(workshop_id: int) -> list[Unregistered]:
    """In the order of the programme. Who has a registration under the same name, in any state, is not among them."""
    rows = session.scalars(
        select(Registration).where(Registration.workshop_id == workshop_id).options(joinedload(Registration.person))
    )
    known = {key for row in rows for key in matching.name_keys(row.person.latin_name, row.person.original_name)}
    speakers = session.scalars(
        select(Speaker)
        .join(Session, Session.id == Speaker.session_id)
        .where(Session.workshop_id == workshop_id, Speaker.name != "")
        .order_by(Session.starts_at, Session.key, Speaker.position)
    )
    found = []
    for speaker in speakers:
        keys = matching.name_keys(speaker.name, None)
        if keys and known.isdisjoint(keys):
            known |= keys
            name = " ".join(speaker.name.split())[:300]
            found.append(Unregistered(speaker.id, name, speaker.function, speaker.organization))
    return found
