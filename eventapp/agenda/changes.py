"""What is different between two programmes as versions keep them (`agenda.published.kept`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.core.i18n import clock, day, language
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop

Kept = Mapping[str, Any]

LABELS = {
    "added": _l("New"),
    "removed": _l("Taken out"),
    "time": _l("Other time"),
    "room": _l("Other room"),
    "title": _l("Other title"),
    "speakers": _l("Other speakers"),
    "texts": _l("Other text"),
    "documents": _l("Other documents"),
    "other": _l("Changed"),
}
_TEXTS = ("objectives", "description", "outputs")
_OTHER = ("type", "theme", "interpretation", "interpretation_languages")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different at one session; `before` and `after` as kept, None where it was not there."""

    kind: str
    uid: str
    before: Kept | None
    after: Kept | None

    @property
    def session(self) -> Kept:
        """The session as it is now, or as it was before it was taken out."""
        found = self.after or self.before
        assert found is not None
        return found

    def told(self) -> dict[str, Any]:
        """Fit for JSON."""
        return {"kind": self.kind, "uid": self.uid, "before": self.before, "after": self.after}


def read(told: Iterable[Mapping[str, Any]]) -> list[Change]:
    """Changes as a version keeps them."""
    return [Change(each["kind"], each["uid"], each["before"], each["after"]) for each in told]


def between(old: Iterable[Kept], new: Iterable[Kept]) -> list[Change]:
    """Every difference, in order of time; a session that was moved and renamed is there twice."""
    before, after = ({each["uid"]: each for each in kept} for kept in (old, new))
    found = [change for uid in before.keys() | after.keys() for change in _of_one(uid, before.get(uid), after.get(uid))]
    return sorted(found, key=lambda each: (each.session["starts_at"], each.uid, list(LABELS).index(each.kind)))


def moved(before: Kept, after: Kept) -> bool:
    """Whether people would come at the wrong time or to the wrong room."""
    return _place(before) != _place(after)


def _place(kept: Kept) -> tuple[Any, ...]:
    return (datetime.fromisoformat(kept["starts_at"]), datetime.fromisoformat(kept["ends_at"]), kept["room"]["id"])


def _of_one(uid: str, before: Kept | None, after: Kept | None) -> Iterator[Change]:
    if before is None or after is None:
        yield Change("added" if before is None else "removed", uid, before, after)
        return
    if _place(before)[:2] != _place(after)[:2]:
        yield Change("time", uid, before, after)
    if any(before["room"][name] != after["room"][name] for name in ("id", "name")):
        yield Change("room", uid, before, after)
    if before["title"] != after["title"]:
        yield Change("title", uid, before, after)
    if _lines(before["speakers"]) != _lines(after["speakers"]):
        yield Change("speakers", uid, before, after)
    if any(before[name] != after[name] for name in _TEXTS):
        yield Change("texts", uid, before, after)
    if _titles(before["documents"]) != _titles(after["documents"]):
        yield Change("documents", uid, before, after)
    if any(before[name] != after[name] for name in _OTHER):
        yield Change("other", uid, before, after)


def _lines(speakers: Iterable[Kept]) -> list[tuple[str, ...]]:
    return [(each["role"], each["name"], each["function"], each["organization"]) for each in speakers]


def _titles(documents: Iterable[Kept]) -> list[tuple[Any, ...]]:
    return [(each["title"], each["url"], each["has_file"], each["audience"]) for each in documents]


def title(kept: Kept, workshop: Workshop) -> str:
    return Texts(kept["title"]).pick(language(), workshop.languages)


def place(kept: Kept, workshop: Workshop) -> str:
    """ "Tue 29 March, 09:00–10:30, Plenary hall" in the language in force."""
    starts, ends = (local(datetime.fromisoformat(kept[name]), workshop.timezone) for name in ("starts_at", "ends_at"))
    said: str = _(
        "%(day)s, %(start)s–%(end)s, %(room)s",
        day=day(starts.date(), "EEE d MMMM"),
        start=clock(starts, workshop.timezone),
        end=clock(ends, workshop.timezone),
        room=Texts(kept["room"]["name"]).pick(language(), workshop.languages),
    )
    return said


def words(change: Change, workshop: Workshop) -> tuple[str, str]:
    """What was and what is, in the language in force; "" where there is nothing to say."""
    return tuple(_side(change, kept, workshop) for kept in (change.before, change.after))  # type: ignore[return-value]


def _side(change: Change, kept: Kept | None, workshop: Workshop) -> str:
    if kept is None:
        return ""
    if change.kind in {"added", "removed", "time", "room"}:
        return place(kept, workshop)
    if change.kind == "title":
        return title(kept, workshop)
    if change.kind == "speakers":
        return "; ".join(", ".join(part for part in line[1:] if part) for line in _lines(kept["speakers"]))
    if change.kind == "documents":
        return "; ".join(each["title"] for each in kept["documents"])
    return ""
