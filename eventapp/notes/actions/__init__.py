"""What is done with notes: written, changed, removed, restored; and the edited workbook taken back."""

from eventapp.notes.actions.importing import import_notes
from eventapp.notes.actions.writing import add_note, change_note, record_export, remove_note, restore_note

__all__ = ["add_note", "change_note", "import_notes", "record_export", "remove_note", "restore_note"]
