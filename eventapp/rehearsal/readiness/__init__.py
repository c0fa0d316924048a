"""What a workshop still lacks on the eve of its first day: one registry of small checks."""

from eventapp.rehearsal.readiness import desks, papers, people, programme, technical  # noqa: F401 - they register
from eventapp.rehearsal.readiness.registry import Finding, Level, check, grouped, look, tally

__all__ = ["Finding", "Level", "check", "grouped", "look", "tally"]
