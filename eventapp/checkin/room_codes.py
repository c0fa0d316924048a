"""The code on a room's screen: six letters that change every minute, so that one who is not in the room has none.

A code is HMAC-SHA256 of workshop, checkpoint and minute under the secret key; nothing is stored. That of the minute
before is still taken: somebody is typing it.
"""

import hashlib
import hmac
from datetime import datetime

from eventapp.core.tokens import CLEAR

LENGTH = 6
"""31 to the power of 6: some 890 million codes, of which two are good for two minutes."""
SLICE = 60
"""Seconds."""
_LOOK_ALIKE = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")
"""Cyrillic letters that look like Latin ones: on a Russian keyboard the code is typed with these."""


def code_at(secret_key: str, workshop_id: int, key: str, at: datetime) -> str:
    """The code of a checkpoint at an instant."""
    return _code(secret_key, workshop_id, key, slice_at(at))


def slice_at(at: datetime) -> int:
    """The number of the minute, since 1970."""
    return int(at.timestamp()) // SLICE


def is_good(secret_key: str, workshop_id: int, key: str, typed: str, at: datetime) -> bool:
    """Whether what was typed is the checkpoint's code of this minute or of the one before."""
    wanted = normal(typed).encode()
    now = slice_at(at)
    return any(
        hmac.compare_digest(_code(secret_key, workshop_id, key, each).encode(), wanted) for each in (now, now - 1)
    )


def normal(typed: str) -> str:
    """A code as typed, in its one spelling: capitals, no blanks or hyphens, Latin letters."""
    return "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_LOOK_ALIKE)


def _code(secret_key: str, workshop_id: int, key: str, number: int) -> str:
    said = f"room:{workshop_id}:{key}:{number}".encode()
    rest = int.from_bytes(hmac.new(secret_key.encode(), said, hashlib.sha256).digest(), "big")
    letters = []
    for _position in range(LENGTH):
        rest, letter = divmod(rest, len(CLEAR))
        letters.append(CLEAR[letter])
    return "".join(letters)
