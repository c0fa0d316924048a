"""The real lists: whoever is confirmed has a badge that a camera reads."""

import pytest
from sqlalchemy import select

from eventapp.badges.actions import print_badges
from eventapp.badges.queries import Wanted
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.tokens import fingerprint
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.registration.models import Badge, State
from tests.almaty import import_almaty
from tests.badges.reading import codes_on, text_of
from tests.factories import NOW


@pytest.fixture
def almaty(app, almaty_folder):
    """The workshop with its seven lists read in and everybody who has a seat approved."""
    workshop = import_almaty()
    for path in sorted((almaty_folder / "nominations").iterdir()):
        draft = registration.preview_list(workshop.id, path.name, path.read_bytes(), actor=SYSTEM, now=NOW)
        registration.apply_import(draft.id, workshop.id, actor=SYSTEM, now=NOW)
    for nominated in registrations.people(workshop.id, registrations.PeopleFilter(state=State.NOMINATED)):
        registration.confirm(nominated.id, workshop.id, actor=SYSTEM, now=NOW)
    return workshop


def test_every_badge_of_almaty_decodes_to_the_code_of_its_owner(almaty):
    confirmed = registrations.confirmed(almaty.id)
    assert len(confirmed) > 40

    pdf = print_badges(almaty.id, Wanted(), actor=SYSTEM, now=NOW).pdf

    hashes = session.scalars(select(Badge.code_hash).where(Badge.revoked_at.is_(None)))
    assert sorted(map(fingerprint, codes_on(pdf))) == sorted(hashes)
    assert len(codes_on(pdf)) == len(confirmed)
    text = text_of(pdf)
    assert {person.id for person in confirmed if person.person.badge_name.split()[0] not in text} == set()
