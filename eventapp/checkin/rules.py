"""How a workshop wants its check-in: the column `Workshop.checkin`, read with defaults."""

from dataclasses import asdict, dataclass
from typing import Any

from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class CheckinSettings:
    """`venue_in_and_out`, `sessions_in_and_out`: people are read on their way out as well; `walk_ins`: desks may
    register who stands on no list, in the types of `walk_in_type_ids` (none named: in all); `self_check_in`: guests may
    say themselves that they are in a room, with the code on its screen."""

    venue_in_and_out: bool = False
    sessions_in_and_out: bool = False
    walk_ins: bool = True
    walk_in_type_ids: tuple[int, ...] = ()
    self_check_in: bool = False

    def stored(self) -> dict[str, Any]:
        """As the column keeps it."""
        return {**asdict(self), "walk_in_type_ids": list(self.walk_in_type_ids)}

    def takes(self, type_id: int) -> bool:
        """Whether a desk may register somebody of this delegation type."""
        return self.walk_ins and (not self.walk_in_type_ids or type_id in self.walk_in_type_ids)


def settings_of(workshop: Workshop) -> CheckinSettings:
    """The workshop's settings; what was never set is as we ship it."""
    kept = workshop.checkin or {}
    return CheckinSettings(
        venue_in_and_out=bool(kept.get("venue_in_and_out", False)),
        sessions_in_and_out=bool(kept.get("sessions_in_and_out", False)),
        walk_ins=bool(kept.get("walk_ins", True)),
        walk_in_type_ids=tuple(kept.get("walk_in_type_ids", ())),
        self_check_in=bool(kept.get("self_check_in", False)),
    )
