"""A workshop whose attendance was taken on three days: Aigul was there on all, Timur on one, Farid on none."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image, ImageDraw

from eventapp.attendance import actions as attendance
from eventapp.checkin.queries import checkpoints
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.registration.models import Registration
from eventapp.workshops.models import Partner, Workshop
from tests import factories

AFTER = datetime(2016, 4, 1, 6, tzinfo=UTC)


@dataclass
class Scene:
    workshop: Workshop
    aigul: Registration
    timur: Registration
    farid: Registration
    organizer: Actor

    def present(self, registration: Registration, *days: int) -> None:
        """Mark somebody present at the venue on these days, counted from 0."""
        venues = [place.key for place in checkpoints(self.workshop) if place.key.startswith("day-")]
        for number in days:
            attendance.mark(
                self.workshop.id,
                [registration.id],
                venues[number],
                True,
                source="many",
                actor=self.organizer,
                now=AFTER,
            )


@pytest.fixture
def scene(app: Flask) -> Scene:
    workshop = factories.a_workshop(slug="almaty-2016")
    with transaction():
        session.add(Partner(workshop_id=workshop.id, position=1, role="organizer", name="Regional Centre"))
        session.add(Partner(workshop_id=workshop.id, position=2, role="funder", name="European Union"))
    kind = factories.a_type(workshop)
    home = factories.a_delegation(kind, country="KG")
    aigul = factories.a_registration(
        home,
        factories.a_person(workshop, latin_name="Aigul Osmonova", latin_family="Osmonova", email="aigul@example.org"),
        language="ru",
    )
    timur = factories.a_registration(
        home,
        factories.a_person(
            workshop, latin_name="Timur Asanov", latin_family="Asanov", latin_given="Timur",
            original_name="Асанов Тимур", sex="male",
        ),
        rank=1,
    )  # fmt: skip
    farid = factories.a_registration(
        home,
        factories.a_person(
            workshop, latin_name="Farid Karimi", latin_family="Karimi", latin_given="Farid",
            original_name="فرید کریمی", sex="male", email="farid@example.org",
        ),
        rank=2,
    )  # fmt: skip
    organizer = Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    scene = Scene(workshop, aigul, timur, farid, organizer)
    scene.present(aigul, 0, 1, 2)
    scene.present(timur, 0)
    return scene


def a_picture(width: int = 300, height: int = 120) -> bytes:
    """A PNG with transparent ground, as a signature is."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(10, 60), (80, 20), (150, 100), (280, 40)], fill=(20, 40, 120, 255), width=6)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
