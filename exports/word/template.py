"""The report in a Word template of the organizer's own: placeholders are filled with the report's facts."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exports.labels import Labels
from exports.model import WorkshopReport


class TemplateRefused(ValueError):
    """The template cannot be used; the message says why, in English."""


def report_from_template(report: WorkshopReport, labels: Labels, template: bytes, *, sensitive: bool = False) -> bytes:
    """The template (.docx) with its placeholders filled.

    A template may name `workshop`, `introduction`, `agenda`, `themes`, `participants`, `notes`, `quotes`,
    `recommendations`, `feedback`, `key_figures` and `labels`, as Jinja in the sandbox: `{{ workshop.title }}`,
    `{%p for note in notes %}` … Values are escaped. Raises TemplateRefused for what is no Word file, has an
    error in it, or reaches for anything else.
    """
    notes = report.shown_notes(sensitive=sensitive)
    facts: dict[str, Any] = {
        "workshop": {**asdict(report.workshop), "place": report.workshop.place},
        "introduction": list(report.introduction),
        "agenda": [asdict(item) for item in report.agenda],
        "themes": [asdict(theme) for theme in report.themes],
        "participants": [asdict(person) for person in report.participants],
        "notes": [asdict(note) for note in notes],
        "quotes": [asdict(note) for note in notes if note.kind_key == "quote"],
        "recommendations": [asdict(item) for item in report.shown_recommendations(sensitive=sensitive)],
        "feedback": [asdict(form) for form in report.feedback],
        "key_figures": [asdict(figure) for figure in report.key_figures],
        "labels": asdict(labels),
    }
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(facts, jinja_env=ImmutableSandboxedEnvironment(), autoescape=True)
    except (PackageNotFoundError, BadZipFile) as error:
        raise TemplateRefused("This is not a Word file (.docx).") from error
    except SecurityError as error:
        raise TemplateRefused(f"The template reaches for something it may not have: {error}") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise TemplateRefused(f"The template has an error: {error}") from error
    out = BytesIO()
    document.save(out)
    return out.getvalue()
