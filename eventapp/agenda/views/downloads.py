"""Every form of the programme, for the staff: as it was published, or as it stands."""

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from eventapp.agenda import files, queries
from eventapp.agenda.views.public import file_answer
from eventapp.core.access import STAFF, access
from eventapp.core.errors import Missing
from eventapp.core.i18n import LANGUAGES
from eventapp.workshops.models import Workshop


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/workshops/<slug>/agenda/files", "files", overview)
    bp.add_url_rule("/workshops/<slug>/agenda/files/<form>", "file", download)


@access(STAFF)
def overview(workshop: Workshop) -> str:
    """All forms, languages and layouts to choose from."""
    return render_template(
        "agenda/files.html",
        workshop=workshop,
        version=queries.last_version(workshop.id),
        languages={code: name for code, name in LANGUAGES.items() if code in workshop.languages} or LANGUAGES,
        draft=request.args.get("draft") == "1",
    )


@access(STAFF)
def download(workshop: Workshop, form: str) -> Response:
    """One of them; `?draft=1` for the agenda as it stands."""
    if form not in files.FORMS:
        raise Missing(_("There is no such file."))
    return file_answer(workshop, form, draft=request.args.get("draft") == "1")
