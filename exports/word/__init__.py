"""Word files: the draft of the workshop's report."""

from exports.word.report import report_draft

__all__ = ["report_draft"]
