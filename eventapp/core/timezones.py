"""Times are the workshop's: stored in UTC, shown and typed in its zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from eventapp.core.errors import Invalid


def zone_names() -> list[str]:
    """Every IANA zone that names a place, in alphabetical order."""
    return sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))
    )


def local(instant: datetime, zone: str) -> datetime:
    """The same instant on the workshop's clock."""
    return instant.astimezone(ZoneInfo(zone))


def instant(day: date, clock: time, zone: str) -> datetime:
    """UTC instant of a time on the workshop's clock.

    Raises Invalid where that time does not exist or occurs twice (a clock change).
    """
    info = ZoneInfo(zone)
    first = datetime.combine(day, clock, info)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        raise Invalid("On that day the clocks are changed; this time does not exist or occurs twice.")
    return first.astimezone(UTC)
