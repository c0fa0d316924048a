"""How an answer is kept: plain JSON, or encrypted and bound to its participant and question."""

import json
from typing import Any

from eventapp.core import vault, web
from eventapp.fields import values
from eventapp.fields.models import Field, FieldAnswer


def about(registration_id: int, key: str) -> str:
    """What a sealed answer is bound to; moved to another participant or question it cannot be opened."""
    return f"field-answer:{registration_id}:{key}"


def put(row: FieldAnswer, field: Field, value: Any) -> None:
    """Keep a typed value in the row, sealed where the field's group is."""
    stored = values.stored(field, value)
    row.value, row.sealed = stored, ""
    if field.sealed:
        text = json.dumps(stored, ensure_ascii=False)
        row.value = None
        row.sealed = vault.seal_text(web.settings().secret_key, text, about(row.registration_id, field.key))


def opened(row: FieldAnswer, field: Field) -> Any:
    """The typed value; of a file its name. Raises vault.Unreadable."""
    if row.file is not None:
        return row.file.filename
    stored = row.value
    if row.sealed:
        key = web.settings().secret_key
        stored = json.loads(vault.unseal_text(key, row.sealed, about(row.registration_id, field.key)))
    return values.typed(field, stored)
