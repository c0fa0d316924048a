"""What is prepared for the door: logos, badges in a pile, two paired desks, a bus, working groups."""

import io
from datetime import UTC, datetime, time

from PIL import Image, ImageDraw, ImageFont

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import SessionType
from eventapp.badges import actions as badges
from eventapp.badges.queries import Wanted
from eventapp.checkin import actions as checkin
from eventapp.checkin.desk_codes import pairing_code
from eventapp.checkin.models import Desk
from eventapp.checkin.rules import CheckinSettings
from eventapp.core.actors import SYSTEM
from eventapp.core.config import FONTS
from eventapp.core.texts import Texts
from eventapp.feedback.actions import participant
from eventapp.groups import actions as groups
from eventapp.registration import queries as registrations
from eventapp.workshops import actions as workshops
from eventapp.workshops.models import Workshop

PREPARED = datetime(2016, 3, 25, 6, tzinfo=UTC)
PAIRED = datetime(2016, 3, 28, 12, tzinfo=UTC)
DESKS = ("Entrance 1", "Entrance 2")
BUS = Texts(en="Bus to the hotel", ru="Автобус до гостиницы")
CHOSE_THEMSELVES = 9
LOGO = (600, 200)
INK, PAPER = (70, 82, 96), (255, 255, 255)


def prepare(workshop: Workshop) -> tuple[Desk, ...]:
    """All of it; the desks."""
    for partner in workshop.partners:
        data = placeholder(partner.short or partner.name)
        workshops.set_logo(workshop.id, partner.id, data, "placeholder.png", actor=SYSTEM, now=PREPARED)
    _working_groups(workshop)
    badges.print_badges(workshop.id, Wanted(), actor=SYSTEM, now=PREPARED)
    checkin.change_settings(workshop.id, CheckinSettings(self_check_in=True), actor=SYSTEM, now=PREPARED)
    bus = checkin.StopFacts("transport", BUS, workshop.starts_on, opens=time(17, 40), closes=time(18, 30))
    checkin.add_stop(workshop.id, bus, each_day=True, actor=SYSTEM, now=PREPARED)
    return tuple(_desk(workshop, name) for name in DESKS)


def placeholder(name: str) -> bytes:
    """A PNG with nothing but the name in a frame: no emblem is imitated."""
    picture = Image.new("RGB", LOGO, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((4, 4, LOGO[0] - 5, LOGO[1] - 5), outline=INK, width=4)
    font = next(FONTS.glob("NotoSans-Bold*"))
    size = 110
    while pen.textlength(name, ImageFont.truetype(font, size)) > LOGO[0] - 60:
        size -= 4
    pen.text((LOGO[0] / 2, LOGO[1] / 2), name, INK, ImageFont.truetype(font, size), anchor="mm")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _desk(workshop: Workshop, name: str) -> Desk:
    waiting = checkin.add_desk(workshop.id, name, (), None, actor=SYSTEM, now=PAIRED)
    return checkin.pair(pairing_code(waiting), "Demo phone", "127.0.0.1", now=PAIRED).desk


def _working_groups(workshop: Workshop) -> None:
    """The first few chose themselves, one after the other; the organizer put everybody else somewhere."""
    offered = [each for each in agenda.sessions(workshop.id) if each.type == SessionType.WORKING_GROUP]
    people = [row.id for row in registrations.confirmed(workshop.id)]
    groups.open_choice(workshop.id, True, actor=SYSTEM, now=PREPARED)
    for number, who in enumerate(people[:CHOSE_THEMSELVES]):
        groups.choose(who, offered[number % len(offered)].id, actor=participant(who), now=PREPARED)
    groups.open_choice(workshop.id, False, actor=SYSTEM, now=PAIRED)
    for number, group in enumerate(offered):
        rest = people[CHOSE_THEMSELVES + number :: len(offered)]
        groups.assign(workshop.id, group.id, rest, actor=SYSTEM, now=PAIRED)
