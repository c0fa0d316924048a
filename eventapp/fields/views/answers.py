"""What participants answered, for those who may read it; a look at protected answers is recorded before it is given."""

from itertools import groupby
from typing import Any

from flask import Response as FileResponse
from flask import abort, render_template, request
from flask_babel import gettext as _

from eventapp.core import stored, web
from eventapp.core.access import Access, access
from eventapp.core.actors import Role
from eventapp.core.audit import AuditEntry
from eventapp.core.errors import Denied, Missing
from eventapp.core.i18n import language, moment
from eventapp.fields import actions, participants, policy, queries, reading, table
from eventapp.fields.labels import GROUP_LABELS, READER_LABELS
from eventapp.fields.models import Group
from eventapp.fields.views.blueprint import bp
from eventapp.workshops.models import Workshop

READER = Access("workshop", tuple(dict.fromkeys(role for roles in policy.READERS.values() for role in roles)))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/workshops/<slug>/answers/")
@access(READER)
def index(workshop: Workshop) -> str:
    """One group of answers of everybody who comes; which groups there are depends on the role."""
    groups = _with_fields(workshop)
    group = _wanted(groups)
    shown = table.of_group(workshop, group, language()) if group else None
    only = request.args.get("missing") == "1"
    types = participants.source().types(workshop.id)
    kind = request.args.get("type", "")
    rows = [
        row
        for row in (shown.rows if shown else [])
        if (not only or row.missing) and (not kind or str(row.who.type_id) == kind)
    ]
    sees_looks = policy.can_see_looks(web.actor(), workshop.id)
    return render_template(
        "fields/index.html",
        workshop=workshop,
        groups=[(each, GROUP_LABELS[each]) for each in groups],
        group=group,
        readers=READER_LABELS[group] if group else "",
        table=shown,
        heading=table.heading,
        rows=rows,
        types=types,
        kind=kind,
        only=only,
        may_define=policy.can_define(web.actor(), workshop.id),
        looks=_looks(workshop, None) if sees_looks else [],
    )


@bp.post("/workshops/<slug>/answers/sheet")
@access(READER)
def export(workshop: Workshop) -> FileResponse:
    """The table as a sheet; of a protected group each participant in it was looked at."""
    chosen = _readable(workshop, request.form.get("group", ""))
    opened = table.of_group(workshop, chosen, language(), opened=True)
    seen = [row.who.id for row in opened.rows if row.given]
    actions.record_look(workshop.id, seen, [chosen], how="export", actor=web.actor(), now=web.now())
    data = table.workbook(opened, workshop, language(), generated_at=web.now())
    response = FileResponse(data, mimetype=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=f"{workshop.slug}-{chosen}.xlsx")
    return response


@bp.get("/workshops/<slug>/participants/<int:registration_id>/answers")
@access(READER)
def person(workshop: Workshop, registration_id: int) -> str:
    """One participant's answers, protected ones masked."""
    return _person(workshop, registration_id, ())


@bp.post("/workshops/<slug>/participants/<int:registration_id>/answers/show")
@access(READER)
def show(workshop: Workshop, registration_id: int) -> str:
    """The same page with one protected group open, once the look is recorded."""
    who = participants.source().one(workshop.id, registration_id, language())
    group = _readable(workshop, request.form.get("group", ""))
    actions.record_look(workshop.id, [who.id], [group], actor=web.actor(), now=web.now())
    return _person(workshop, registration_id, (group,))


@bp.post("/workshops/<slug>/participants/<int:registration_id>/answers/<key>/file")
@access(READER)
def file(workshop: Workshop, registration_id: int, key: str) -> FileResponse:
    """A file that was handed in, as an attachment that no browser opens as a page."""
    who = participants.source().one(workshop.id, registration_id, language())
    readable = policy.readable(web.actor(), workshop.id)
    answer = queries.values([who.id], readable).get(who.id, {}).get(key)
    if answer is None or answer.file is None:
        raise Missing(_("There is no such file."))
    group = answer.field.reader_group
    actions.record_look(workshop.id, [who.id], [group], how="file", actor=web.actor(), now=web.now())
    row = queries.values([who.id], readable)[who.id][key].file
    assert row is not None
    response = FileResponse(stored.read(row), mimetype=row.mime)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers.set("Content-Disposition", "attachment", filename=row.filename)
    return response


def _person(workshop: Workshop, registration_id: int, shown: tuple[Group, ...]) -> str:
    who = participants.source().one(workshop.id, registration_id, language())
    sees_looks = policy.can_see_looks(web.actor(), workshop.id)
    return render_template(
        "fields/person.html",
        workshop=workshop,
        who=who,
        groups=reading.of_one(who, workshop, web.actor(), shown),
        looks=_looks(workshop, who.id) if sees_looks else [],
        sees_looks=sees_looks,
        sees_participants=web.actor().has(
            workshop.id, Role.ORGANIZER, Role.FACILITATOR, Role.RAPPORTEUR, Role.CHECK_IN
        ),
    )


def _with_fields(workshop: Workshop) -> list[Group]:
    """The groups that the person reads and in which something is or was asked."""
    asked = {field.reader_group for field in queries.readable_back(workshop.id)}
    return [group for group in policy.readable(web.actor(), workshop.id) if group in asked]


def _wanted(groups: list[Group]) -> Group | None:
    chosen = request.args.get("group", "")
    return Group(chosen) if chosen in groups else next(iter(groups), None)


def _readable(workshop: Workshop, group: str) -> Group:
    """The group, if there is one of this name and the person reads it. Raises Denied, or answers 404."""
    if group not in list(Group):
        abort(404)
    if not policy.can_read(web.actor(), workshop.id, group):
        raise Denied(_("Your role at this workshop does not include these answers."))
    return Group(group)


def _looks(workshop: Workshop, registration_id: int | None) -> list[dict[str, Any]]:
    """Who looked at protected answers: a sheet for everybody is one line."""

    def same(entry: AuditEntry) -> tuple[Any, ...]:
        return entry.at, entry.actor, entry.facts.get("how"), tuple(entry.facts.get("groups", ()))

    how = {"page": _("on the page"), "file": _("file"), "export": _("Excel sheet"), "letter": _("letter")}
    entries = queries.looks(workshop.id, registration_id, most=500)
    names = {}
    if registration_id is None:
        names = {who.id: who.name for who in participants.source().listed(workshop.id, language())}
    lines = []
    for (at, actor, kind, groups), same_look in groupby(entries, key=same):
        ids = [entry.subject_id for entry in same_look]
        who = names.get(ids[0] or 0, "") if len(ids) == 1 else _("%(number)s participants", number=len(ids))
        what = ", ".join(str(GROUP_LABELS[Group(group)]) for group in groups)
        told = " · ".join(part for part in (what, who if registration_id is None else "", how.get(kind, "")) if part)
        lines.append({"when": moment(at, workshop.timezone), "who": actor, "what": told})
    return lines[:50]
