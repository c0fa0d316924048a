"""The report draft: what an editor starts from, in the order in which such reports are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from exports.labels import Labels
from exports.model import Note, Theme, WorkshopReport
from exports.text import clean
from exports.word import styles
from exports.word.fields import Heading, add_contents, add_text_with_fields, bookmark
from exports.word.tables import add_crosstab, add_evaluation


def report_draft(report: WorkshopReport, labels: Labels, language: str, *, sensitive: bool = False) -> bytes:
    """The draft as .docx, its texts and captions as given, proofed in `language` (a BCP 47 tag).

    The sections stand in the order of the report's outline; those without content are left out. The tables of
    participants and of the evaluation, which no outline names, follow the recommendations, else stand at the end.
    Quotes stand within their themes, unless the outline leaves them out. Sensitive notes come only with `sensitive`.
    """
    draft = _Draft(report, labels, language)
    notes = report.shown_notes(sensitive=sensitive)
    if "quotes" not in report.outline:
        notes = tuple(note for note in notes if note.kind_key != "quote")

    def tables() -> None:
        draft.participants()
        draft.evaluation()

    def recommendations() -> None:
        draft.recommendations(sensitive=sensitive)
        tables()

    sections: dict[str, Callable[[], None]] = {
        "introduction": lambda: draft.section(labels.introduction, report.introduction),
        "disclaimer": lambda: draft.section(
            labels.disclaimer, _paragraphs(report.workshop.disclaimer), style=styles.BOXED
        ),
        "findings": lambda: draft.findings([note for note in notes if note.kind_key == "finding"]),
        "themes": lambda: draft.themes(notes),
        "photographs": draft.photographs,
        "recommendations": recommendations,
        "about": lambda: draft.section(labels.about_project, _paragraphs(report.workshop.about_project)),
        "funding": lambda: draft.section(labels.funding, _paragraphs(report.workshop.funding)),
    }
    draft.cover()
    contents = draft.page_for_contents()
    for key in report.outline:
        sections.get(key, lambda: None)()
    if "recommendations" not in report.outline:
        tables()
    add_contents(contents, draft.headings)
    return draft.to_bytes()


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


class _Draft:
    """The document while it grows, with the headings met so far."""

    def __init__(self, report: WorkshopReport, labels: Labels, language: str) -> None:
        self.report, self.labels, self.language = report, labels, language
        self.document: WordDocument = styles.new_document(language)
        self.headings: list[Heading] = []
        self._describe(language, report.generated_at)
        self._running_heads()

    def to_bytes(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _describe(self, language: str, when: datetime) -> None:
        """Properties that tell of the workshop and of no person or program."""
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.title = clean(self.report.workshop.title)[:255]
        properties.subject = clean(self.report.workshop.series_title)[:255]
        properties.language = language
        properties.created = properties.modified = when
        properties.revision = 1

    def _running_heads(self) -> None:
        section = self.document.sections[0]
        mark = f"{self.labels.demo} · " if self.report.demo else ""
        section.header.paragraphs[0].add_run(clean(mark + self.report.workshop.short_title))
        foot = section.footer.paragraphs[0]
        styles.align_right(foot)
        add_text_with_fields(foot, self.labels.page_of, {"page": "PAGE", "pages": "NUMPAGES"})

    # --- pieces --------------------------------------------------------------------------------------

    def heading(self, text: str, level: int) -> None:
        paragraph = self.document.add_paragraph(clean(text), style=f"Heading {level}")
        if not self.headings:
            paragraph.paragraph_format.page_break_before = True  # the table of contents has its page to itself
        found = Heading(level, text, f"_Toc{len(self.headings) + 1:06d}")
        bookmark(paragraph, found.bookmark, len(self.headings) + 1)
        self.headings.append(found)

    def paragraph(self, text: str, style: str | None = None, *, lead: str = "") -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        if lead:
            paragraph.add_run(clean(lead)).bold = True
        paragraph.add_run(clean(text))
        return paragraph

    def section(self, title: str, paragraphs: Sequence[str], style: str | None = None) -> None:
        if paragraphs:
            self.heading(title, 1)
        for text in paragraphs:
            self.paragraph(text, style)

    # --- the parts of the report, in order --------------------------------------------------------------

    def cover(self) -> None:
        workshop, labels = self.report.workshop, self.labels
        self.paragraph(workshop.series_title, styles.COVER_SERIES)
        self.paragraph(workshop.title, styles.COVER_TITLE)
        self.paragraph(" · ".join(filter(None, (workshop.place, workshop.dates))), styles.COVER_LINE)
        self.paragraph(labels.report_draft, styles.COVER_LINE).paragraph_format.space_after = Pt(120)
        organizers = "; ".join(f"{item.name} ({item.short})" for item in workshop.organizers)
        for caption, text in (
            (labels.organizers, organizers),
            (labels.host, workshop.host),
            (labels.funders, "; ".join(workshop.funders)),
            (labels.languages, ", ".join(workshop.languages)),
        ):
            if text:
                self.paragraph(text, styles.COVER_LINE, lead=f"{caption}: ")
        if self.report.demo:
            self.paragraph(labels.demo_explained, styles.BOXED)

    def page_for_contents(self) -> Paragraph:
        """A page of its own; answers the paragraph in front of which the table is put."""
        title = self.paragraph(self.labels.contents, "TOC Heading")
        title.paragraph_format.page_break_before = True
        return self.paragraph(self.labels.contents_hint, styles.CAPTION)

    def findings(self, findings: Sequence[Note]) -> None:
        if not findings:
            return
        self.heading(self.labels.findings, 1)
        self._bullets(findings)

    def themes(self, notes: Sequence[Note]) -> None:
        """A section for each theme, and one for the notes without."""
        for theme in self.report.themes:
            self.theme(theme, [note for note in notes if note.theme_key == theme.key])
        known = {theme.key for theme in self.report.themes}
        self.theme(Theme("", self.labels.other_points), [note for note in notes if note.theme_key not in known])

    def theme(self, theme: Theme, notes: Sequence[Note]) -> None:
        """Key points, practices by country, quotes, questions and actions of one theme."""
        of_kind = {kind: [note for note in notes if note.kind_key == kind] for kind in _KINDS_OF_A_THEME}
        if not any(of_kind.values()) and not theme.introduction:
            return
        self.heading(theme.title, 1)
        for text in _paragraphs(theme.introduction):
            self.paragraph(text)
        self._list(self.labels.key_points, of_kind["key-point"])
        self._quotes(of_kind["quote"])
        self._practices(of_kind["practice"])
        self._list(self.labels.questions_raised, of_kind["question"])
        self._list(self.labels.actions, of_kind["action"])

    def _list(self, title: str, notes: Sequence[Note]) -> None:
        if notes:
            self.heading(title, 2)
            self._bullets(notes)

    def _bullets(self, notes: Iterable[Note]) -> None:
        for note in notes:
            source = f" ({note.attribution})" if note.attribution else ""
            lead = f"{note.title}. " if note.title else ""
            self.paragraph(_with_figures(note) + source, "List Bullet", lead=lead)

    def _practices(self, notes: Sequence[Note]) -> None:
        if not notes:
            return
        self.heading(self.labels.practices, 2)
        order = {country: place for place, country in reversed(list(enumerate(note.country for note in notes)))}
        for country, group in groupby(sorted(notes, key=lambda note: order[note.country]), lambda note: note.country):
            if country:
                self.paragraph(country, "Heading 3")
            self._bullets(group)

    def _quotes(self, notes: Sequence[Note]) -> None:
        for note in notes:
            words = note.text.strip(_QUOTATION_MARKS)
            self.paragraph(f"{self.labels.quote_opens}{words}{self.labels.quote_closes}", styles.QUOTE)
            self.paragraph(f"— {note.attribution}" if note.attribution else "", styles.QUOTE_SOURCE)

    def photographs(self) -> None:
        """A place for them; a draft without any content needs none."""
        if self.headings:
            self.section(self.labels.photographs, [self.labels.photographs_hint], style=styles.CAPTION)

    def recommendations(self, *, sensitive: bool) -> None:
        items = self.report.shown_recommendations(sensitive=sensitive)
        if not items:
            return
        self.heading(self.labels.recommendations, 1)
        for item in items:
            title = f"{item.title}. " if item.title else ""
            self.paragraph(item.text, styles.RECOMMENDATION, lead=f"{item.number}.\t{title}")
            if item.addressees:
                text = self.labels.addressed_to % {"addressees": item.addressees}
                self.paragraph(text, styles.ADDRESSEES)

    def participants(self) -> None:
        table = self.report.by_type
        if table is None or not table.rows:
            return
        self.heading(self.labels.participants, 1)
        add_crosstab(self.document, self.labels.participants_by_type, table, self.labels)

    def evaluation(self) -> None:
        forms = [form for form in self.report.feedback if form.has_ratings]
        if not forms:
            return
        self.heading(self.labels.evaluation, 1)
        self.paragraph(self.labels.evaluation_explained)
        add_evaluation(self.document, forms, self.labels, self.language)


_QUOTATION_MARKS = '“”„«»"'
_KINDS_OF_A_THEME = ("key-point", "quote", "practice", "question", "action")


def _with_figures(note: Note) -> str:
    return f"{note.text} [{note.figures}]" if note.figures else note.text
