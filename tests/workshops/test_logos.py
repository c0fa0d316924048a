"""Logos of partners: made anew, shown, taken away, copied; no vector drawings."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from eventapp.core import stored
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.stored import StoredFile
from eventapp.workshops import actions, queries
from eventapp.workshops.models import Partner
from tests import factories
from tests.people import browser_of

NOW = factories.NOW
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_logo(form="PNG", size=(300, 100), mode="RGBA"):
    out = BytesIO()
    Image.new(mode, size, "navy" if mode == "RGB" else (0, 0, 120, 128)).save(out, form)
    return out.getvalue()


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


def a_partner(workshop, role="organizer", position=1, name="Centre"):
    with transaction():
        row = Partner(workshop_id=workshop.id, role=role, position=position, name=name)
        session.add(row)
        session.flush()
    return row


def test_logos_come_organizers_first_each_in_order(workshop):
    funder, second, first, none = (
        a_partner(workshop, "funder"),
        a_partner(workshop, position=2),
        a_partner(workshop, position=1),
        a_partner(workshop, position=3),
    )
    for partner in (funder, second, first):
        actions.set_logo(workshop.id, partner.id, a_logo(), "logo.png", actor=SYSTEM, now=NOW)
    assert [partner for partner, _picture in queries.logos(workshop.id)] == [first, second, funder]
    assert [partner for partner, _picture in queries.logos(workshop.id, ["funder"])] == [funder]
    assert none.logo_id is None


def test_a_logo_is_made_anew_and_never_larger_than_it_needs_to_be(workshop):
    partner = a_partner(workshop)
    actions.set_logo(workshop.id, partner.id, a_logo(size=(3000, 900)) + b"hidden", "l.png", actor=SYSTEM, now=NOW)
    ((_partner, picture),) = queries.logos(workshop.id)
    with Image.open(BytesIO(picture)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 360))
    assert b"hidden" not in picture


def test_another_logo_takes_the_place_of_the_one_before(workshop):
    partner = a_partner(workshop)
    for form, mode in (("PNG", "RGBA"), ("JPEG", "RGB")):
        actions.set_logo(workshop.id, partner.id, a_logo(form, mode=mode), "logo", actor=SYSTEM, now=NOW)
    (file,) = session.scalars(select(StoredFile))
    assert (file.id, file.mime) == (partner.logo_id, "image/jpeg")
    actions.remove_logo(workshop.id, partner.id, actor=SYSTEM, now=NOW)
    assert (partner.logo_id, session.scalars(select(StoredFile)).all()) == (None, [])


@pytest.mark.parametrize("data", [SVG, b"", b"%PDF-1.7", a_logo()[:60], a_logo("GIF", mode="RGB")])
def test_what_is_no_png_or_jpeg_is_refused(workshop, data):
    partner = a_partner(workshop)
    with pytest.raises(Invalid):
        actions.set_logo(workshop.id, partner.id, data, "logo.svg", actor=SYSTEM, now=NOW)
    assert partner.logo_id is None


def test_only_organizers_and_only_their_own_partners(workshop):
    partner, stranger = a_partner(workshop), a_partner(factories.a_workshop())
    desk = Actor("desk", roles=frozenset({(workshop.id, Role.CHECK_IN)}))
    with pytest.raises(Denied):
        actions.set_logo(workshop.id, partner.id, a_logo(), "logo.png", actor=desk, now=NOW)
    with pytest.raises(Missing):
        actions.set_logo(workshop.id, stranger.id, a_logo(), "logo.png", actor=SYSTEM, now=NOW)


def test_a_copy_of_a_logo_is_a_file_of_its_own(workshop):
    partner = a_partner(workshop)
    actions.set_logo(workshop.id, partner.id, a_logo(), "logo.png", actor=SYSTEM, now=NOW)
    with transaction():
        copy = session.get_one(StoredFile, actions.copied_logo(partner, now=NOW))
    assert copy.id != partner.logo_id
    assert stored.read(copy) == queries.logos(workshop.id)[0][1]


def test_a_logo_is_uploaded_shown_and_removed_on_the_partners_page(app, workshop):
    partner = a_partner(workshop)
    browser = browser_of(app, "organizer", workshop)
    page = f"/workshops/{workshop.slug}/settings/partners/{partner.id}"
    sent = browser.post(f"{page}/logo", data={"logo": (BytesIO(a_logo()), "logo.png")}, follow_redirects=True)
    assert "The logo has been saved." in sent.get_data(as_text=True)
    shown = browser.get(f"{page}/logo")
    assert (shown.mimetype, Image.open(BytesIO(shown.data)).size) == ("image/png", (300, 100))

    svg = browser.post(f"{page}/logo", data={"logo": (BytesIO(SVG), "logo.png")}, follow_redirects=True)
    assert "PNG or JPEG" in svg.get_data(as_text=True)
    assert "Choose a picture first" in browser.post(f"{page}/logo", follow_redirects=True).get_data(as_text=True)

    browser.post(f"{page}/logo", data={"change": "remove"})
    assert browser.get(f"{page}/logo").status_code == 404
