"""Check-in: desks, rooms, checkpoints, walk-ins, and what the camera needs."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from eventapp.agenda import queries as agenda
from eventapp.checkin import queries as doors
from eventapp.checkin import rules
from eventapp.checkin.models import Desk
from eventapp.core import web
from eventapp.core.db import session
from eventapp.core.i18n import tr
from eventapp.core.timezones import local
from eventapp.rehearsal.readiness.registry import Answer, Look, check, missing, ok, warn

GROUP = "desks"
LATELY = timedelta(hours=24)
MOST_AHEAD_S = 120


@check("desks-paired", GROUP, _l("Desks paired"), leads_to="checkin.index")
def desks_paired(at: Look) -> Answer:
    rows = _working(at)
    if not rows:
        return missing(_("No phone is paired. Two are better than one."))
    if len(rows) == 1:
        return warn(_("Only one phone is paired; when its battery is empty, nobody checks in."))
    return ok(_("%(n)s phones are paired.", n=len(rows)))


@check("desks-seen", GROUP, _l("Desks heard of, with the list"), leads_to="checkin.index")
def desks_seen(at: Look) -> Answer:
    rows = _working(at)
    if not rows:
        return warn(_("No phone is paired."))
    silent = [row.name for row in rows if row.seen_at is None or at.now - row.seen_at > LATELY]
    without = [row.name for row in rows if row.list_at is None]
    if silent or without:
        names = ", ".join(dict.fromkeys((*silent, *without)))
        return warn(_("Not heard of since yesterday, or without a list: %(names)s.", names=names))
    return ok(_("All have been heard of within a day, and have the list."))


@check("desks-clock", GROUP, _l("Clocks of the phones"), leads_to="checkin.index")
def desks_clock(at: Look) -> Answer:
    wrong = [row.name for row in _working(at) if abs(row.clock_offset) > MOST_AHEAD_S]
    if wrong:
        return warn(
            _(
                "More than two minutes wrong (times are corrected, but set the clock): %(names)s.",
                names=", ".join(wrong),
            )
        )
    return ok(_("No phone's clock is far off."))


@check("camera", GROUP, _l("Camera of the phones"))
def camera(at: Look) -> Answer:
    address = web.settings().base_url
    if address.startswith("https://"):
        return ok(_("The address is secure (https), so browsers allow the camera."))
    if _here(address):
        return warn(_("Only this computer may use the camera. Phones need https, or read codes from photos."))
    return warn(_("Without https phones allow no live camera; they read codes from photos, and hand scanners work."))


@check("base-url", GROUP, _l("Address of this server"))
def base_url(at: Look) -> Answer:
    """Seen only where the list is opened in a browser: the address by which it was asked for."""
    stated, asked = web.settings().base_url, web.asked_by()
    if asked is None or asked == stated or (_here(asked) and _here(stated)):
        return ok(_("Codes and mails name %(address)s.", address=stated))
    return missing(
        _(
            "Codes and mails name %(stated)s, but you came by %(asked)s. Set EVENTAPP_BASE_URL to how phones come in.",
            stated=stated,
            asked=asked,
        )
    )


@check("room-capacity", GROUP, _l("Capacity of rooms"), leads_to="workshops.parts", kind="rooms")
def room_capacity(at: Look) -> Answer:
    used = {item.room_id for item in agenda.sessions(at.workshop.id)}
    without = [tr(room.name) for room in at.workshop.rooms if room.capacity is None and room.id in used]
    if without:
        return warn(_("Without a capacity everybody is let in: %(rooms)s.", rooms=", ".join(without)))
    return ok(_("Each room in use has a capacity."))


@check("checkpoints", GROUP, _l("Checkpoints"), leads_to="checkin.places")
def checkpoints(at: Look) -> Answer:
    places = doors.checkpoints(at.workshop)
    sessions = sum(place.session_id is not None for place in places)
    if not sessions:
        return warn(_("The agenda has no sessions: only the venue can be scanned at."))
    return ok(_("%(n)s checkpoints, %(sessions)s of them sessions.", n=len(places), sessions=sessions))


@check("walk-ins", GROUP, _l("Walk-ins"), leads_to="checkin.places")
def walk_ins(at: Look) -> Answer:
    if not at.workshop.checkin:
        return warn(_("It has not been settled whether a desk may register people who are not on the list."))
    if rules.settings_of(at.workshop).walk_ins:
        return ok(_("A desk may register people who are not on the list, as long as there are seats."))
    return ok(_("A desk registers nobody; who is not on the list is sent to the organizer."))


def _here(address: str) -> bool:
    return urlsplit(address).hostname in ("localhost", "127.0.0.1")


def _working(at: Look) -> list[Desk]:
    """The desks that are paired, not revoked and not over."""
    query = select(Desk).where(
        Desk.workshop_id == at.workshop.id, Desk.paired_at.is_not(None), Desk.revoked_at.is_(None)
    )
    return list(session.scalars(query.where(Desk.expires_at > at.now).order_by(Desk.name)))


@check("dates", GROUP, _l("Days of the workshop"), leads_to="planning.general")
def dates(at: Look) -> Answer:
    today = local(at.now, at.workshop.timezone).date()
    if today > at.workshop.ends_on:
        return warn(_("The workshop is over by its dates."))
    days = (at.workshop.starts_on - today).days
    if days > 0:
        return ok(ngettext("It begins in %(num)s day.", "It begins in %(num)s days.", days))
    return ok(_("It is on today."))
