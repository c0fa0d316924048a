"""The files the report is written from: evidence workbook and report draft."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core.errors import Invalid
from eventapp.reports import assemble
from eventapp.workshops.models import Workshop
from exports.excel import evidence_workbook
from exports.labels import Labels
from exports.word import report_draft
from exports.word.template import TemplateRefused, report_from_template


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file shall hold. `code`: its language; `sensitive`: with the sensitive notes."""

    code: str
    sensitive: bool = False
    url: str = ""


def workbook(workshop: Workshop, wanted: Wanted, *, now: datetime) -> bytes:
    """The evidence workbook (.xlsx)."""
    report = assemble.report(workshop, wanted.code, now=now, url=wanted.url, sensitive=wanted.sensitive)
    with force_locale(wanted.code):
        return evidence_workbook(report, Labels.translated(_), sensitive=wanted.sensitive)


def draft(workshop: Workshop, wanted: Wanted, *, now: datetime, template: bytes | None = None) -> bytes:
    """The report draft (.docx), in our own layout or in a Word template.

    Raises Invalid for a template that cannot be used.
    """
    report = assemble.report(workshop, wanted.code, now=now, url=wanted.url, sensitive=wanted.sensitive)
    with force_locale(wanted.code):
        labels = Labels.translated(_)
        if template is None:
            return report_draft(report, labels, wanted.code, sensitive=wanted.sensitive)
        try:
            return report_from_template(report, labels, template, sensitive=wanted.sensitive)
        except TemplateRefused as error:
            raise Invalid(str(error), {"template": str(error)}) from error
