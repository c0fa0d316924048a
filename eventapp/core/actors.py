"""Who is doing something. Actions take an actor; they know neither request nor session."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a user may be at a workshop (administrator: everywhere)."""

    ADMINISTRATOR = "administrator"
    ORGANIZER = "organizer"
    FACILITATOR = "facilitator"
    RAPPORTEUR = "rapporteur"
    CHECK_IN = "check-in"
    TRAVEL = "travel"  # flights, hotel, visas: reads what travel needs, and no more
    FINANCE = "finance"  # daily subsistence and funding


@dataclass(frozen=True, slots=True)
class Actor:
    """A user, an API token, a desk, a participant or a focal point with a private link, the system, or nobody."""

    label: str
    user_id: int | None = None
    administrator: bool = False
    roles: frozenset[tuple[int, Role]] = field(default_factory=frozenset)
    registration_id: int | None = None
    delegation_id: int | None = None
    desk_id: int | None = None

    def has(self, workshop_id: int, *roles: Role) -> bool:
        """Whether the actor holds one of the roles at this workshop."""
        return self.administrator or any((workshop_id, role) in self.roles for role in roles)

    def organizes(self) -> bool:
        """Whether the actor organizes some workshop."""
        return self.administrator or any(role is Role.ORGANIZER for _workshop_id, role in self.roles)

    def staffs(self, workshop_id: int) -> bool:
        """Whether the actor has any role at this workshop."""
        return self.has(workshop_id, *Role)


NOBODY = Actor("nobody")
SYSTEM = Actor("system", administrator=True)
