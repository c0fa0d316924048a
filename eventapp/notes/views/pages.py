"""The rapporteur's page: a composer for the keyboard, and under it the notes, each edited where it stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventapp.agenda import queries as agenda
from eventapp.core import countries, web
from eventapp.core.access import RAPPORTEUR, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language, tr
from eventapp.notes import actions, attribution, forms, queries
from eventapp.notes.facts import NoteFacts, Stale, facts_of
from eventapp.notes.figures import render as figures_line
from eventapp.notes.labels import FIELD_LABELS, KIND_LABELS, kind_label
from eventapp.notes.models import Note, NoteKind
from eventapp.notes.queries import NoteFilter
from eventapp.notes.views.blueprint import bp
from eventapp.workshops.models import Workshop

View = Response | str | tuple[str, int]
FILTERS = ("session", "kind", "theme", "said_by", "country", "sensitive", "search")


@bp.get("/workshops/<slug>/notes/")
@access(RAPPORTEUR)
def index(workshop: Workshop) -> str:
    """Composer and list."""
    return _index(workshop, _composer(workshop, _start(workshop)))


@bp.post("/workshops/<slug>/notes/")
@access(RAPPORTEUR)
def add(workshop: Workshop) -> View:
    """Save a note; htmx gets an empty composer that keeps kind and session, and the list."""
    form = _offered(workshop, forms.NoteForm(), by_session=True)
    try:
        _validate(form)
        note = actions.add_note(
            workshop.id,
            form.facts(_themes_by_session(workshop)),
            actor=web.actor(),
            now=web.now(),
            names_agreed=bool(form.names_agreed.data),
        )
    except Invalid as error:
        take_errors(form, error.fields)
        if web.is_htmx():
            return render_template("notes/_composer.html", **_page(workshop, form)), 422
        return _index(workshop, form), 422
    message = _("Note %(number)s is saved.", number=note.number)
    if not web.is_htmx():
        flash(message, "success")
        return redirect(_address(workshop, note.number))
    kept = NoteFacts(kind=note.kind, text="", session=form.session.data or "")
    return render_template("notes/_saved.html", message=message, **_page(workshop, _composer(workshop, kept)))


@bp.get("/workshops/<slug>/notes/<int:number>")
@access(RAPPORTEUR)
def show(workshop: Workshop, number: int) -> View:
    """One note's card (what "Cancel" puts back); without htmx, its place in the list."""
    note = _existing(workshop, number)
    if not web.is_htmx():
        return redirect(_address(workshop, number))
    return render_template("notes/_card.html", note=note, **_words(workshop))


@bp.route("/workshops/<slug>/notes/<int:number>/edit", methods=["GET", "POST"])
@access(RAPPORTEUR)
def edit(workshop: Workshop, number: int) -> View:
    """The form in the place of the card, or on a page of its own."""
    note = _existing(workshop, number)
    before = facts_of(note)
    form = forms.NoteForm(prefix=f"note-{number}-", data=forms.data_of(before) | {"version": note.version})
    _offered(workshop, form, by_session=False)
    if request.method == "GET":
        return _edit(workshop, note, form)
    try:
        _validate(form)
        changed = actions.change_note(
            workshop.id,
            number,
            form.facts({}),
            int(form.version.data) if str(form.version.data).isdecimal() else 0,
            actor=web.actor(),
            now=web.now(),
            names_agreed=bool(form.names_agreed.data),
        )
    except Stale as stale:
        form.version.data = str(stale.version)
        theirs = _differences(workshop, form.facts({}), stale.current)
        return _edit(workshop, note, form, theirs=theirs), 422 if web.is_htmx() else stale.status
    except Invalid as error:
        take_errors(form, error.fields)
        return _edit(workshop, note, form), 422
    if web.is_htmx():
        return render_template("notes/_card.html", note=changed, focused=True, **_words(workshop))
    flash(_("Note %(number)s is saved.", number=number), "success")
    return redirect(_address(workshop, number))


@bp.post("/workshops/<slug>/notes/<int:number>/remove")
@access(RAPPORTEUR)
def remove(workshop: Workshop, number: int) -> View:
    """Take the note away, and offer to bring it back."""
    actions.remove_note(workshop.id, number, actor=web.actor(), now=web.now())
    undo = Markup(render_template("notes/_undo.html", workshop=workshop, number=number))  # noqa: S704 - ours
    if web.is_htmx():
        return render_template("notes/_removed.html", undo=undo, **_list(workshop))
    flash(undo, "undo")
    return redirect(url_for("notes.index", slug=workshop.slug))


@bp.post("/workshops/<slug>/notes/<int:number>/restore")
@access(RAPPORTEUR)
def restore(workshop: Workshop, number: int) -> View:
    actions.restore_note(workshop.id, number, actor=web.actor(), now=web.now())
    flash(_("Note %(number)s is back.", number=number), "success")
    return redirect(_address(workshop, number))


def _existing(workshop: Workshop, number: int) -> Note:
    note = queries.by_number(workshop.id, number)
    if note is None:
        raise Missing(_("There is no such note."))
    return note


def _address(workshop: Workshop, number: int) -> str:
    return url_for("notes.index", slug=workshop.slug, _anchor=f"note-{number}")


def _validate(form: forms.NoteForm) -> None:
    """The form's own checks, raised like the action's so that both end beside their fields."""
    if not form.validate():
        raise Invalid(_("The note was not saved."))


def _start(workshop: Workshop) -> NoteFacts:
    """What a new note begins with: the session going on now, else that of the user's last note; and its kind."""
    last = queries.last_of_user(workshop.id, web.actor().user_id)
    last_session = last.session.key if last and last.session else ""
    running = queries.running_session(agenda.sessions(workshop.id), web.now(), last_session)
    return NoteFacts(
        kind=last.kind if last else NoteKind.KEY_POINT, text="", session=running.key if running else last_session
    )


def _composer(workshop: Workshop, facts: NoteFacts) -> forms.NoteForm:
    data = forms.data_of(facts) | {"theme": forms.AS_THE_SESSION}
    return _offered(workshop, forms.NoteForm(formdata=None, data=data), by_session=True)


def _offered(workshop: Workshop, form: forms.NoteForm, *, by_session: bool) -> forms.NoteForm:
    return form.offer(workshop, agenda.sessions(workshop.id), by_session=by_session)


def _themes_by_session(workshop: Workshop) -> dict[str, str]:
    return {each.key: each.theme.key for each in agenda.sessions(workshop.id) if each.theme}


def _wanted() -> NoteFilter:
    return NoteFilter(**{name: request.args.get(name, "").strip()[:200] for name in FILTERS})


def _words(workshop: Workshop) -> dict[str, Any]:
    """What a card is written with."""
    code, languages = language(), tuple(workshop.languages)
    return {
        "workshop": workshop,
        "phrase": lambda note: attribution.phrase(note, code, languages),
        "kind_label": kind_label,
        "country_name": lambda key: countries.name(key, code),
        "figures_line": figures_line,
        "wanted": _wanted(),
        "query": _query(_wanted()),
    }


def _list(workshop: Workshop) -> dict[str, Any]:
    """The notes that the address asks for, in groups of sessions, and the counts of all."""
    groups: dict[int | None, list[Note]] = {}
    found = queries.notes(workshop.id, _wanted())
    for note in found:
        groups.setdefault(note.session_id, []).append(note)
    counts = queries.counts_by_kind(workshop.id)
    return {
        **_words(workshop),
        "groups": [(notes[0].session, notes) for notes in groups.values()],
        "shown": len(found),
        "counts": [(str(kind), str(label), counts[kind]) for kind, label in KIND_LABELS.items()],
        "total": counts.total(),
        "addresses": {name: _narrowed(workshop, kind=name) for name in ("", *map(str, KIND_LABELS))},
    }


def _narrowed(workshop: Workshop, **changes: str) -> str:
    """The address of the list with one filter changed."""
    return url_for("notes.index", slug=workshop.slug, **_query(replace(_wanted(), **changes)))


def _query(wanted: NoteFilter) -> dict[str, Any]:
    """The filters that narrow, as they stand in an address."""
    return {name: getattr(wanted, name) for name in FILTERS if getattr(wanted, name)}


def _page(workshop: Workshop, form: forms.NoteForm) -> dict[str, Any]:
    titles = {each.key: tr(each.theme.title) for each in agenda.sessions(workshop.id) if each.theme}
    return {**_list(workshop), **_suggestions(workshop), "form": form, "themes_by_session": titles}


def _index(workshop: Workshop, form: forms.NoteForm) -> str:
    choices = {
        "session": forms.session_pairs(workshop, agenda.sessions(workshop.id), keep=_wanted().session),
        "theme": [(theme.key, tr(theme.title)) for theme in workshop.themes],
        "said_by": forms.said_by_pairs(workshop),
        "country": _countries_of_notes(workshop),
    }
    return render_template("notes/index.html", choices=choices, none=queries.NONE, **_page(workshop, form))


def _countries_of_notes(workshop: Workshop) -> forms.Pairs:
    codes = {note.country for note in queries.notes(workshop.id) if note.country}
    return [(code, countries.name(code, language())) for code in sorted(codes, key=countries.sort_key)]


def _suggestions(workshop: Workshop) -> dict[str, Any]:
    return {
        "regions": queries.regions(workshop.id),
        "organizations": queries.organizations(workshop.id),
        "next_recommendation": queries.next_recommendation(workshop.id),
    }


def _edit(workshop: Workshop, note: Note, form: forms.NoteForm, theirs: list[tuple[str, str]] | None = None) -> str:
    page = "notes/_edit.html" if web.is_htmx() else "notes/edit.html"
    return render_template(
        page, note=note, form=form, theirs=theirs or [], **_words(workshop), **_suggestions(workshop)
    )


def _differences(workshop: Workshop, mine: NoteFacts, theirs: NoteFacts) -> list[tuple[str, str]]:
    """(label, what the other wrote) of every fact in which two versions differ."""
    own, other = mine.snapshot(), theirs.snapshot()
    words: dict[str, Callable[[Any], object]] = {
        "kind": kind_label,
        "session": dict(forms.session_pairs(workshop, agenda.sessions(workshop.id))).get,
        "theme": {theme.key: tr(theme.title) for theme in workshop.themes}.get,
        "said_by": dict(forms.said_by_pairs(workshop)).get,
        "country": lambda code: countries.name(code, language()) if code else "",
        "sensitive": lambda value: _("yes") if value else _("no"),
    }
    return [
        (str(FIELD_LABELS[name]), str(words.get(name, str)(value) or "—"))
        for name, value in other.items()
        if own[name] != value
    ]
