"""What is done with questions to participants and with their answers."""

from eventapp.fields.actions.answering import answer, forget, hand_over, record_look
from eventapp.fields.actions.defining import (
    Definition,
    add,
    add_standard,
    change,
    move,
    restore,
    retire,
    set_deadline,
)

__all__ = [
    "Definition",
    "add",
    "add_standard",
    "answer",
    "change",
    "forget",
    "hand_over",
    "move",
    "record_look",
    "restore",
    "retire",
    "set_deadline",
]
