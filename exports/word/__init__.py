"""Word files: the draft of the workshop's report, the list of participants."""

from exports.word.participants import participants_document
from exports.word.report import report_draft

__all__ = ["participants_document", "report_draft"]
