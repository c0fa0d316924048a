"""The closing sheet as PDF, and the set of evidence as a ZIP whose files give the checksum on it."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from flask_babel import gettext as _

from eventapp.attendance import sheet_files
from eventapp.attendance.queries.closing import ClosingRow, closing
from eventapp.attendance.queries.evidence import Evidence, bytes_of
from eventapp.attendance.sheet_settings import settings_of
from eventapp.core import i18n
from eventapp.core.config import FONTS
from eventapp.core.errors import UserError
from eventapp.core.timezones import local
from eventapp.workshops.facts import period
from eventapp.workshops.models import Workshop
from exports import attendance_closing as closing_pdf
from exports.attendance_closing import ClosingLabels, Facts, File, Row
from exports.labels import Labels

REGISTER = "register.txt"


def pdf(workshop: Workshop, day_number: int | None, now: datetime) -> bytes:
    """The closing sheet of a day or of the whole workshop, in the language in force. Raises Missing for no such day."""
    found, settings, code = closing(workshop, day_number), settings_of(workshop), i18n.language()
    labels, made = Labels.translated(_), local(now, workshop.timezone)
    days = [_("Day %(number)s, %(date)s", number=day.day_number, date=i18n.day(day.day, "d MMM")) for day in found.days]
    first, last = found.days[0].day, found.days[-1].day
    facts = Facts(
        workshop=workshop.title.pick(code, workshop.languages),
        place=f"{workshop.city}, {i18n.country_name(workshop.country)} · {period(first, last)}",
        project=settings.project.pick(code, workshop.languages),
        project_number=settings.project_number,
        funding=settings.funding.pick(code, workshop.languages),
        generated=labels.generated % {"when": f"{made:%Y-%m-%d %H:%M}", "zone": workshop.timezone},
        days=days,
        total=_rows(found.total),
        rules=found.rules,
        by_sex=_rows(found.by_sex),
        by_country=_rows(found.by_country),
        by_type=_rows(found.by_type),
        by_source=_rows(found.by_source),
        files=[File(_what(workshop, each), each.filename, each.size, each.sha256) for each in found.files],
        register=File(_(ClosingLabels().register), REGISTER, len(found.register), found.register_sha256),
        checksum=found.checksum,
        verify=f"eventapp attendance verify {workshop.slug}" + (f" --day {day_number}" if day_number else ""),
        demo=labels.demo_explained if workshop.demo else "",
        logos=sheet_files.logos(workshop, settings),
    )
    return closing_pdf.pdf(facts, ClosingLabels.translated(_), code, FONTS)


def evidence_zip(workshop: Workshop, day_number: int | None) -> bytes:
    """The files and the register, each under a name of its own. Raises Missing, UserError where a file is gone."""
    found = closing(workshop, day_number)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(REGISTER, found.register)
        for number, each in enumerate(found.files, start=1):
            data = bytes_of(workshop.id, each.public_id)
            if data is None:
                raise UserError(_("The file “%(name)s” is gone or damaged.", name=each.filename))
            archive.writestr(f"{number:03d} {each.filename}", data)
    return out.getvalue()


def _rows(rows: Sequence[ClosingRow]) -> list[Row]:
    return [Row(row.label, row.days, row.people, row.person_days) for row in rows]


def _what(workshop: Workshop, each: Evidence) -> str:
    about = sheet_files.what_or_key(workshop, each.checkpoint)
    if each.sheet_number is None:
        return about
    return f"{_('Sheet No. %(number)s', number=each.sheet_number)} · {about}"
