"""Signs for doors: which room this is, and what happens in it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import Session, SessionType
from eventapp.badges import policy
from eventapp.badges.plates import occasion
from eventapp.core.actors import Actor
from eventapp.core.config import FONTS
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import day
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop
from exports import door_signs
from exports.door_signs import Entry, Part, Sign
from exports.labels import Labels

ROOM_AND_DAY, ROOM, SESSION = "room-and-day", "room", "session"
KINDS = (ROOM_AND_DAY, ROOM, SESSION)


def pdf(workshop: Workshop, kind: str, *, language: str, actor: Actor) -> tuple[bytes, int]:
    """The signs of one of `KINDS`, one on a sheet of A4, in order of days and rooms; and how many.

    `language` stands above, the workshop's next one below it. Raises Denied, Invalid for an unknown kind, UserError
    where nothing is held anywhere.
    """
    if not policy.can_print(actor, workshop.id):
        raise Denied(_("You may not print badges at this workshop."))
    if kind not in KINDS:
        raise Invalid(_("There is no such sign."))
    signs = _signs(workshop, kind, language)
    if not signs:
        raise UserError(_("There is no sign to print: the agenda has no session yet."))
    with force_locale(language):
        drawn = door_signs.pdf(
            signs,
            FONTS,
            title=_("Signs for doors"),
            occasion=occasion(workshop, language),
            language=language,
            demo=Labels.translated(_).demo if workshop.demo else "",
        )
    return drawn, len(signs)


def _signs(workshop: Workshop, kind: str, language: str) -> list[Sign]:
    sessions = [each for each in agenda.sessions(workshop.id) if each.type != SessionType.BREAK]
    if kind == SESSION:
        return [_sign(workshop, [each], language) for each in sessions]
    position = {room.id: place for place, room in enumerate(workshop.rooms)}
    if kind == ROOM:
        ordered = sorted(sessions, key=lambda each: (position[each.room_id], each.starts_at))
        return [_sign(workshop, list(held), language) for _room, held in groupby(ordered, lambda each: each.room_id)]
    ordered = sorted(sessions, key=lambda each: (_date(each, workshop), position[each.room_id], each.starts_at))
    by_day = groupby(ordered, lambda each: (_date(each, workshop), each.room_id))
    return [_sign(workshop, list(held), language) for _key, held in by_day]


def _sign(workshop: Workshop, held: Sequence[Session], language: str) -> Sign:
    name, other = _both(held[0].room.name, workshop, language)
    parts = tuple(
        Part(
            _day(workshop, held_that_day[0], language),
            tuple(_entry(each, workshop, language) for each in held_that_day),
        )
        for held_that_day in (list(group) for _date_, group in groupby(held, lambda each: _date(each, workshop)))
    )
    return Sign(name, other, parts)


def _entry(session: Session, workshop: Workshop, language: str) -> Entry:
    starts, ends = (local(at, workshop.timezone) for at in (session.starts_at, session.ends_at))
    title, other = _both(session.title, workshop, language)
    return Entry(f"{starts:%H:%M}–{ends:%H:%M}", title, other)


def _day(workshop: Workshop, session: Session, language: str) -> str:
    with force_locale(language):
        return day(_date(session, workshop), "EEEE, d MMMM")


def _date(session: Session, workshop: Workshop) -> date:
    return local(session.starts_at, workshop.timezone).date()


def _both(value: Texts, workshop: Workshop, language: str) -> tuple[str, str]:
    """The text in the language, and in the workshop's next one that has another."""
    first = value.pick(language, workshop.languages)
    others = (value.get(code, "") for code in workshop.languages if code != language)
    return first, next((text for text in others if text and text != first), "")
