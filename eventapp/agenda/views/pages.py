"""The agenda as its organizers work on it."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventapp.agenda import actions, forms, history, policy, queries, removal, timetable
from eventapp.agenda.labels import type_label
from eventapp.agenda.models import Session, SessionType
from eventapp.agenda.views import versions
from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import tr
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop

Page = Response | str | tuple[str, int]


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule("/workshops/<slug>/agenda/", "timetable", by_day)


@access(STAFF)
def by_day(workshop: Workshop) -> str:
    """Every day of the workshop, by room."""
    sessions = queries.sessions(workshop.id)
    return render_template(
        "agenda/timetable.html",
        plans=timetable.day_plans(workshop, sessions),
        count=len(sessions),
        type_label=type_label,
        room_names=_room_names,
        **versions.bar(workshop),
    )


def _room_names(plan: timetable.DayPlan) -> list[str]:
    return [tr(room.name) for room in plan.grid.rooms]
