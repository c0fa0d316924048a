"""The machine: mail, backup, disk, clock."""

import shutil
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select

from eventapp.core import backup, web
from eventapp.core.db import session
from eventapp.core.i18n import moment
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message
from eventapp.rehearsal.readiness.registry import Answer, Look, check, missing, ok, warn

GROUP = "technical"
STUCK_AFTER = timedelta(minutes=15)
BACKUP_AGE = timedelta(days=1)
ENOUGH, TOO_LITTLE = 2_000_000_000, 200_000_000
"""Bytes free on the disk: PDFs and a backup need some hundred megabytes."""


@check("mail", GROUP, _l("Mail"), leads_to="messages.outbox")
def mail(at: Look) -> Answer:
    own = Message.workshop_id == at.workshop.id
    failed = session.scalar(
        select(func.count()).select_from(Message).where(own, Message.failed_at.is_not(None), Message.sent_at.is_(None))
    )
    waits = session.scalar(
        select(func.count())
        .select_from(Message)
        .where(own, Message.sent_at.is_(None), Message.failed_at.is_(None), Message.cancelled_at.is_(None))
        .where(Message.created_at < at.now - STUCK_AFTER)
    )
    if failed:
        return warn(ngettext("%(num)s mail could not be sent.", "%(num)s mails could not be sent.", failed))
    if waits:
        text = ngettext("%(num)s mail waits for the mail server.", "%(num)s mails wait for the mail server.", waits)
        return warn(text)
    if web.settings().mail_url.startswith("file:"):
        return warn(_("Mails are written to a folder and reach nobody: no mail server is set (EVENTAPP_MAIL_URL)."))
    return ok(_("No mail waits, none has failed."))


@check("worker", GROUP, _l("Background work"), leads_to="tasks.index")
def worker(at: Look) -> Answer:
    oldest = session.scalar(select(func.min(Job.run_after)).where(Job.state == "queued", Job.run_after <= at.now))
    if oldest is not None and at.now - oldest > STUCK_AFTER:
        return missing(_("Work has been waiting for more than a quarter of an hour: no worker runs."))
    return ok(_("Nothing waits."))


@check("backup", GROUP, _l("Backup"))
def last_backup(at: Look) -> Answer:
    made = backup.last_made(web.settings())
    if made is None:
        return missing(_("No backup was ever made. Before the first day: eventapp backup -o a file on another disk."))
    if at.now - made > BACKUP_AGE:
        return warn(_("The last backup is older than a day."))
    return ok(_("A backup was made within a day."))


@check("disk", GROUP, _l("Room on the disk"))
def disk(at: Look) -> Answer:
    free = shutil.disk_usage(web.settings().data_dir).free
    told = _("%(n)s MB are free.", n=free // 1_000_000)
    if free < TOO_LITTLE:
        return missing(told)
    return ok(told) if free >= ENOUGH else warn(told)


@check("clock", GROUP, _l("Clock of the server"))
def clock(at: Look) -> Answer:
    """Times are kept in UTC, so the zone does not matter; that the clock runs on from what it has written does."""
    latest = session.scalar(select(func.max(Job.created_at)))
    if latest is not None and latest > at.now + timedelta(minutes=5):
        return missing(_("The clock has gone back: something is dated later than now. Set the clock."))
    return ok(_("It is %(time)s at the workshop.", time=moment(at.now, at.workshop.timezone)))
