"""Our standard words for every occasion, as one reader gets them: golden/occasions.en.txt.

After a change of wording, write them anew with `REWRITE_GOLDEN=1 pytest tests/messages/test_golden.py` and review
the difference.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from eventapp.core.db import transaction
from eventapp.core.texts import Texts
from eventapp.messages.occasions import OCCASIONS
from eventapp.messages.previewing import previews
from eventapp.messages.rendering import words
from tests import factories

GOLDEN = Path(__file__).with_name("golden") / "occasions.en.txt"
DEADLINE = datetime(2016, 3, 15, 12, tzinfo=UTC)


def test_every_occasion_word_for_word(workshop):
    delegation = factories.a_delegation(factories.a_type(workshop), focal_name="Timur Rakhimov", seats=3)
    person = factories.a_person(workshop, latin_name="Aigul Osmonova")
    facts = {"waitlist_number": 1, "offered_until": DEADLINE, "decline_reason": "No visa could be had."}
    aigul = factories.a_registration(delegation, person, state="waitlisted", **facts)
    with transaction():
        workshop.title = Texts(en="Empowering communities")
        workshop.nominations_close_at = workshop.details_close_at = workshop.registration_closes_at = DEADLINE

    written = ""
    for occasion in OCCASIONS:
        reader = aigul.id if occasion.audience == "participants" else delegation.id
        mail = previews(occasion, words(workshop.id, occasion), workshop, reader)[0]
        written += f"--- {occasion.key}\nSubject: {mail.subject}\n\n{mail.body}\n\n"

    if os.environ.get("REWRITE_GOLDEN"):
        GOLDEN.write_text(written, "utf-8")
    assert written == GOLDEN.read_text("utf-8")
