"""Excel files: the evidence workbook, the list of participants, and the notes that come back edited."""

from exports.excel.evidence import evidence_workbook
from exports.excel.notes import NOTE_COLUMNS, notes_workbook
from exports.excel.people import participants_workbook

__all__ = ["NOTE_COLUMNS", "evidence_workbook", "notes_workbook", "participants_workbook"]
