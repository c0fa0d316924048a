"""Long work with delegations: links and reminders for many, packs for all."""

import io
import zipfile
from collections.abc import Callable

from flask_babel import lazy_gettext as _l

from eventapp.core import stored
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.i18n import language
from eventapp.core.stored import StoredFile
from eventapp.delegations import actions, pack
from eventapp.registration import queries
from eventapp.registration.actions import focal_links
from eventapp.registration.labels import delegation_label
from eventapp.tasks.work import Work, kind
from eventapp.workshops.models import Workshop

ZIP = "application/zip"
_BOARD = ("delegations.board", _l("To the delegations"))


@kind("delegations.links", title=_l("Links for focal points"), leads_to=_BOARD)
def send_links(work: Work) -> None:
    """The link to each; who cannot be written to is a problem of its own."""
    _write(work, "links")


@kind("delegations.reminders", title=_l("Reminders for focal points"), leads_to=_BOARD)
def remind(work: Work) -> None:
    """A reminder to each that has empty seats."""
    _write(work, "reminders")


@kind("delegations.packs", title=_l("Packs for delegations"), leads_to=_BOARD)
def make_packs(work: Work) -> None:
    """One pack after the other, then all of them as one ZIP file; a delegation without a link gets one."""
    for data, name in work.over(
        work.args["delegations"], called=_called(work), prepare=lambda each: _drawn(work, each)
    ):
        kept = stored.keep(data, name, ZIP, sealed=True, now=work.now)
        work.keep(packs=[*work.cursor.get("packs", []), kept.id])
    packs = [session.get_one(StoredFile, number) for number in work.cursor.get("packs", [])]
    if packs:
        work.finish(result={"packs": len(packs)}, file=(_together(packs), "packs.zip", ZIP))
    with transaction():
        for each in packs:
            stored.forget(session.get_one(StoredFile, each.id))


def _drawn(work: Work, delegation_id: int) -> tuple[bytes, str]:
    """The pack of one delegation and its name; drawn while everybody else can write."""
    delegation = focal_links.ensure_focal_link(delegation_id, work.workshop_id, actor=_actor(work), now=work.now)
    workshop = session.get_one(Workshop, work.workshop_id)
    data = pack.pack(delegation, workshop, queries.of_delegation(delegation.id), work.now)
    return data, f"{delegation.type.key}-{pack.file_stem(delegation)}.zip"


def _together(packs: list[StoredFile]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for each in packs:
            folder = each.filename.removesuffix(".zip")
            with zipfile.ZipFile(io.BytesIO(stored.read(each))) as single:
                for name in single.namelist():
                    archive.writestr(f"{folder}/{name}", single.read(name))
    return out.getvalue()


def _write(work: Work, what: str) -> None:
    for delegation_id in work.over(work.args["delegations"], called=_called(work)):
        actions.write_one(delegation_id, work.workshop_id, what, actor=_actor(work), now=work.now)
        work.keep(sent=work.cursor.get("sent", 0) + 1)
    work.finish(result={"sent": work.cursor.get("sent", 0)})


def _called(work: Work) -> Callable[[int], str]:
    return lambda number: delegation_label(queries.delegation(work.workshop_id, number), language())


def _actor(work: Work) -> Actor:
    return Actor(work.actor_label, user_id=work.user_id, roles=frozenset({(work.workshop_id, Role.ORGANIZER)}))
