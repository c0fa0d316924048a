"""What of the agenda is public: the changes that are not yet, publishing them, and the versions there were."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.agenda import actions, changes, policy, queries
from eventapp.agenda.models import ProgrammeVersion
from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Missing, UserError
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop

LONGEST_NOTE = 1000


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    folder = "/workshops/<slug>/agenda"
    bp.add_url_rule(f"{folder}/publish-bar", "publish_bar", publish_bar)
    bp.add_url_rule(f"{folder}/versions/", "versions", versions)
    bp.add_url_rule(f"{folder}/publish", "publish", publish, methods=["GET", "POST"])
    bp.add_url_rule(f"{folder}/versions/<int:number>", "version", version)
    bp.add_url_rule(f"{folder}/versions/<int:number>/put-back", "put_back", put_back, methods=["POST"])


@access(STAFF)
def publish_bar(workshop: Workshop) -> str:
    """How the draft stands to what is public; part of the timetable page, asked for again after each step."""
    return render_template("agenda/_publish_bar.html", **bar(workshop))


@access(STAFF)
def versions(workshop: Workshop) -> str:
    """The versions, and what is not published yet."""
    return render_template("agenda/versions.html", all=queries.versions(workshop.id), **_shown(workshop))


@access(ORGANIZER)
def publish(workshop: Workshop) -> Response | str:
    """Look at the changes, write a note, choose who is told; publish."""
    if request.method == "GET":
        return render_template("agenda/publish.html", **_shown(workshop))
    note = Texts({code: request.form.get(f"note-{code}", "").strip()[:LONGEST_NOTE] for code in workshop.languages})
    try:
        done = actions.publish(
            workshop.id,
            Texts({code: text for code, text in note.items() if text}),
            tell=request.form.get("tell") == "1",
            actor=web.actor(),
            now=web.now(),
        )
    except UserError as error:
        flash(error.message, "danger")
    else:
        flash(_("Version %(number)s is published. Everybody reads it now.", number=done.number), "success")
    return redirect(url_for("agenda.timetable", slug=workshop.slug))


@access(STAFF)
def version(workshop: Workshop, number: int) -> str:
    """One version: what was different, and what it said."""
    found = _found(workshop, number)
    return render_template(
        "agenda/version.html",
        **_shown(workshop),
        version=found,
        told=changes.read(found.changes),
        is_last=queries.last_version(workshop.id) is found,
    )


@access(ORGANIZER)
def put_back(workshop: Workshop, number: int) -> Response:
    """The draft becomes what it was then; nothing is published by that."""
    try:
        done = actions.put_back(workshop.id, number, actor=web.actor(), now=web.now())
    except Missing:
        raise
    except UserError as error:
        flash(error.message, "danger")
    else:
        if done is None:
            flash(_("The draft says that already."), "note")
        else:
            flash(_("The draft is version %(number)s again. It can be undone.", number=number), "success")
    return redirect(url_for("agenda.timetable", slug=workshop.slug))


def bar(workshop: Workshop) -> dict[str, object]:
    """What the bar above the timetable says."""
    pending = queries.pending(workshop.id)
    number = len(pending)
    return {
        "workshop": workshop,
        "pending": pending,
        "pending_words": ngettext("%(num)d change is not published", "%(num)d changes are not published", number),
        "last": queries.last_version(workshop.id),
        "may_edit": policy.can_edit(web.actor(), workshop.id),
    }


def _shown(workshop: Workshop) -> dict[str, object]:
    words = {"labels": changes.LABELS, "words": changes.words, "title_of": changes.title, "place_of": changes.place}
    return {**bar(workshop), **words}


def _found(workshop: Workshop, number: int) -> ProgrammeVersion:
    found = queries.version(workshop.id, number)
    if found is None:
        raise Missing(_("There is no such version."))
    return found
