"""What is wrong with a session as somebody entered it, its place and key aside."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.agenda import documents
from eventapp.agenda.facts import DocumentFacts, SessionFacts, SpeakerFacts
from eventapp.core.db import Base, session
from eventapp.workshops.models import Workshop

LONGEST_LINE = 300
LONGEST_ADDRESS = 2000
MOST_PEOPLE = 100_000


def errors(workshop: Workshop, facts: SessionFacts) -> dict[str, str]:
    """Messages by the names of the form's fields; empty when all is well."""
    found = dict(_of_lines(facts))
    if facts.theme_id is not None and facts.theme_id not in {theme.id for theme in workshop.themes}:
        found["theme_id"] = _("Choose one of the workshop's themes.")
    if facts.capacity is not None and not 0 < facts.capacity <= MOST_PEOPLE:
        found["capacity"] = _("A number of people, 1 or more; leave it blank for that of the room.")
    if facts.expected is not None and not 0 <= facts.expected <= MOST_PEOPLE:
        found["expected"] = _("A number of people, 0 or more.")
    if unknown := [code for code in facts.interpretation_languages if not _is_language(code)]:
        found["interpretation_languages"] = _("“%(code)s” is no code of a language.", code=unknown[0])
    if message := next(_of_speakers(workshop, facts.speakers), None):
        found["speakers"] = message
    if message := next(_of_documents(workshop, facts.documents), None):
        found["documents"] = message
    return found


def is_address(url: str) -> bool:
    """Whether a link leads to a page: https or http, a host, nothing that could run."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and len(url) <= LONGEST_ADDRESS
    except ValueError:
        return False


def _of_lines(facts: SessionFacts) -> Iterator[tuple[str, str]]:
    if not facts.title:
        yield "title", _("A session needs a title.")
    for code, text in facts.title.items():
        if len(text) > LONGEST_LINE:
            yield f"title.{code}", _("At most %(most)s characters, please.", most=LONGEST_LINE)


def _of_speakers(workshop: Workshop, speakers: tuple[SpeakerFacts, ...]) -> Iterator[str]:
    known = _profiles(workshop, {each.profile_id for each in speakers if each.profile_id is not None})
    for each in speakers:
        if not (each.organization or each.name):
            yield _("Each speaker needs an organization or a name.")
        if max(len(each.organization), len(each.function), len(each.name)) > LONGEST_LINE:
            yield _("At most %(most)s characters, please.", most=LONGEST_LINE)
        if each.profile_id is not None and each.profile_id not in known:
            yield _("“%(name)s” is no speaker of this workshop.", name=each.name)


def _profiles(workshop: Workshop, wanted: set[int]) -> set[int]:
    if not wanted:
        return set()
    table = Base.metadata.tables["speaker_profile"]  # of a room above, hence by name
    found = select(table.c.id).where(table.c.workshop_id == workshop.id, table.c.id.in_(wanted))
    return set(session.scalars(found))


def _of_documents(workshop: Workshop, given: tuple[DocumentFacts, ...]) -> Iterator[str]:
    known = documents.handed_in(workshop.id, (each.file_id for each in given if each.file_id is not None))
    for each in given:
        if not each.title:
            yield _("Each document needs a title.")
        if len(each.title) > LONGEST_LINE:
            yield _("At most %(most)s characters, please.", most=LONGEST_LINE)
        if each.url and each.file_id is not None:
            yield _("“%(title)s”: a link or a file, not both.", title=each.title)
        if each.url and not is_address(each.url):
            yield _("“%(title)s”: a link begins with https:// and names a host.", title=each.title)
        if each.file_id is not None and each.file_id not in known:
            yield _("“%(title)s”: this file is not kept any more; choose it again.", title=each.title)
        if unknown := [code for code in each.languages if not _is_language(code)]:
            yield _("“%(code)s” is no code of a language.", code=unknown[0])


def _is_language(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return False
    return True
