"""A real workshop with people, a shared emblem, forms and a history, and a picture of every row there is."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from eventapp.core import stored, web
from eventapp.core.actors import SYSTEM
from eventapp.core.audit import AuditEntry
from eventapp.core.db import Base, session, transaction
from eventapp.core.texts import Texts
from eventapp.feedback import actions as feedback
from eventapp.rehearsal import actions
from eventapp.workshops.models import Partner, Workshop
from tests import factories

NOW = datetime(2016, 3, 28, 4, tzinfo=UTC)
"""10:00 in Almaty on the day before."""


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def workshop(app) -> Workshop:
    workshop = factories.a_workshop(slug="almaty", languages=["en", "ru"])
    officials = factories.a_type(workshop, quota=10, approval="nomination")
    kazakhstan = factories.a_delegation(officials, seats=4)
    factories.a_delegation(officials, country="KG", seats=3)
    factories.a_type(workshop, name=Texts(en="Expert", ru="Эксперт"), quota=None, approval="open")
    factories.a_badge(factories.a_registration(kazakhstan, is_head=True))
    factories.a_session(workshop)
    feedback.create_forms(workshop.id, actor=SYSTEM, now=factories.NOW)
    with transaction():
        emblem = stored.keep(picture(), "eu.png", "image/png", now=factories.NOW)
        session.add(Partner(workshop_id=workshop.id, position=1, role="funder", name="EU", logo_id=emblem.id))
    return workshop


@pytest.fixture
def rehearsal(workshop) -> Workshop:
    return whole(workshop)


def whole(workshop: Workshop, people: int = 12) -> Workshop:
    """A rehearsal with all its people."""
    made = actions.start(workshop.id, people, background=False, actor=SYSTEM, now=NOW)
    wanted = actions.people_wanted(made.id, people)
    for one in wanted:
        with transaction():
            actions.enter(made.id, one, actor=SYSTEM, now=NOW)
    return made


def everything() -> dict[str, list[str]]:
    """Every row of every table, but for the lines that say that a rehearsal was wiped."""
    session.rollback()
    found = {}
    for table in Base.metadata.sorted_tables:
        rows = session.execute(select(table)).mappings().all()
        found[table.name] = sorted(
            repr(dict(row)) for row in rows if table is not AuditEntry.__table__ or row["tag"] != "rehearsal.wiped"
        )
    session.rollback()
    return found


def files() -> list[str]:
    """The names of all stored files."""
    return sorted(path.name for path in web.settings().uploads.rglob("*") if path.is_file())
