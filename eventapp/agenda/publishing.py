"""Who is told when a version of the programme is published: features above this one ask for it once.

A lower feature never imports a higher one; see also `removal`.
"""

from collections.abc import Callable

from eventapp.agenda.changes import Change
from eventapp.agenda.models import ProgrammeVersion
from eventapp.workshops.models import Workshop

After = Callable[[Workshop, ProgrammeVersion, list[Change], bool], None]
"""(workshop, version, changes, whether those concerned are told); called inside the transaction that publishes. The
version says when and by whom."""


class Listeners:
    """Whom a published version is handed to."""

    def __init__(self) -> None:
        self._told: list[After] = []

    def register(self, told: After) -> After:
        """Call `told` with each version from the second on; usable as a decorator, twice is as good as once."""
        if told not in self._told:
            self._told.append(told)
        return told

    def withdraw(self, told: After) -> None:
        """No longer call `told`."""
        self._told.remove(told)

    def call(self, workshop: Workshop, version: ProgrammeVersion, changes: list[Change], tell: bool) -> None:
        for told in self._told:
            told(workshop, version, changes, tell)


after = Listeners()
