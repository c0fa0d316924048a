"""Certificates of a rehearsal certify nothing and go with it."""

from flask.testing import FlaskClient
from sqlalchemy import select

from eventapp.certificates import actions, codes, rendering
from eventapp.core.db import session, transaction
from eventapp.core.stored import StoredFile
from eventapp.core.texts import Texts
from eventapp.rehearsal.belongings import FILES, belongings
from tests import factories
from tests.certificates.conftest import AFTER, Scene, a_picture
from tests.certificates.reading import pages
from tests.certificates.test_issuing import issue


def test_it_says_sample_on_paper_and_on_the_check_page(scene: Scene, client: FlaskClient) -> None:
    real = factories.a_workshop()
    with transaction():
        scene.workshop.rehearsal_of = real.id
    row = issue(scene, scene.aigul)
    assert "SAMPLE" in pages(rendering.pdf([row], scene.workshop))[0]
    text = client.get(f"/c/{codes.code_of(row)}").text
    assert ("A sample" in text, "Genuine" in text) == (True, False)


def test_its_pictures_are_found_when_it_is_wiped(scene: Scene) -> None:
    told = {"actor": scene.organizer, "now": AFTER}
    signer = actions.add_signatory(scene.workshop.id, actions.SignatoryFacts(Texts(en="A"), Texts()), **told)
    actions.set_signature(scene.workshop.id, signer.id, a_picture(), "s.png", **told)
    issue(scene, scene.aigul)
    assert belongings(scene.workshop)[FILES] == set(session.scalars(select(StoredFile.id)))
