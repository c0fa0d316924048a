"""What becomes of certificates when people are erased, merged or copied out, and of their look in a copied workshop."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eventapp.certificates import actions, codes, queries, rendering
from eventapp.certificates.design import Design
from eventapp.certificates.models import Certificate
from eventapp.cli import cli
from eventapp.core import stored
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.errors import UserError
from eventapp.core.stored import StoredFile
from eventapp.core.texts import Texts
from eventapp.duplicates import actions as duplicates
from eventapp.planning.actions import copy_workshop
from eventapp.planning.facts import NewWorkshop
from eventapp.privacy import actions as privacy
from eventapp.privacy import own_copy
from eventapp.workshops import actions as workshops
from tests.certificates.conftest import AFTER, Scene, a_picture
from tests.certificates.reading import pages
from tests.certificates.test_issuing import issue, passed


def test_of_an_erased_person_number_and_validity_stay_and_no_name(scene: Scene, client: FlaskClient) -> None:
    row = issue(scene, scene.timur, reason="Timur Asanov was ill")
    code, certificate_id = codes.code_of(row), row.id
    privacy.erase(scene.timur.person_id, actor=SYSTEM, now=AFTER)
    row = session.get_one(Certificate, certificate_id)
    assert (row.facts, row.exception_reason, row.number) == ({}, "", "ALMATY-2016/001")
    text = client.get(f"/c/{code}").text
    assert ("Genuine" in text, "Asanov" in text, "Removed at the wish of its owner" in text) == (True, False, True)
    with pytest.raises(UserError, match="were removed"):
        rendering.pdf([row], scene.workshop)


def test_ones_own_copy_lists_certificates_and_tests(scene: Scene) -> None:
    passed(scene, scene.aigul)
    issue(scene, scene.aigul)
    with zipfile.ZipFile(io.BytesIO(own_copy.write(scene.aigul.person, "en", now=AFTER))) as archive:
        known = json.loads(archive.read("about-you.json"))["participations"][0]
    assert [(each["number"], each["name"]) for each in known["certificates"]] == [("ALMATY-2016/001", "Aigul Osmonova")]
    assert known["tests"] == [{"passed_on": "2016-03-31", "score": "92 %"}]


def test_a_merge_of_duplicates_takes_certificates_along(scene: Scene) -> None:
    row = issue(scene, scene.timur, reason="x")
    duplicates.merge(scene.aigul.person_id, scene.timur.person_id, scene.workshop.id, actor=scene.organizer, now=AFTER)
    assert queries.of_person(scene.aigul.id) == [row]


def test_a_copied_workshop_has_the_look_and_who_signs_with_pictures_of_its_own(scene: Scene) -> None:
    told = {"actor": scene.organizer, "now": AFTER}
    partner = scene.workshop.partners[1]
    workshops.set_logo(scene.workshop.id, partner.id, a_picture(), "logo.png", **told)
    actions.change_template(scene.workshop.id, "completion", Design(colour="#7a1f2b", logos=(partner.id,)), **told)
    signer = actions.add_signatory(scene.workshop.id, actions.SignatoryFacts(Texts(en="A"), Texts(en="B")), **told)
    actions.set_signature(scene.workshop.id, signer.id, a_picture(), "s.png", **told)
    issue(scene, scene.aigul)
    facts = NewWorkshop(
        title=Texts(en="Next"), city="Dushanbe", country="TJ", starts_on=date(2016, 9, 6), ends_on=date(2016, 9, 8),
        timezone="Asia/Dushanbe",
    )  # fmt: skip
    copy = copy_workshop(scene.workshop.id, facts, actor=SYSTEM, now=AFTER)
    template = queries.template(copy.id, "completion")
    assert template is not None
    assert template.settings == {"colour": "#7a1f2b", "logos": [copy.partners[1].id]}
    (row,) = queries.signatories(copy.id)
    assert (row.name, row.image_id != signer.image_id) == (Texts(en="A"), True)
    assert stored.read(session.get_one(StoredFile, row.image_id)).startswith(b"\x89PNG")
    assert queries.issued(copy.id) == []


def test_the_command_issues_and_writes_one_file(app: Flask, scene: Scene, tmp_path: Path) -> None:
    target, slug = tmp_path / "all.pdf", scene.workshop.slug
    run = app.test_cli_runner()
    nothing = run.invoke(cli, ["certificates", slug, "-o", str(target)])
    done = run.invoke(cli, ["certificates", slug, "-o", str(target), "--issue"])
    assert (nothing.exit_code, "no certificate to print" in nothing.output) == (1, True)
    assert (done.exit_code, "1 certificates of participation, 1 of them issued now" in done.output) == (0, True)
    (text,) = pages(target.read_bytes())
    assert "Aigul Osmonova" in text


def test_certificates_of_one_look_share_their_pictures(scene: Scene) -> None:
    told = {"actor": scene.organizer, "now": AFTER}
    signer = actions.add_signatory(scene.workshop.id, actions.SignatoryFacts(Texts(en="A"), Texts()), **told)
    actions.set_signature(scene.workshop.id, signer.id, a_picture(), "s.png", **told)
    issue(scene, scene.aigul)
    issue(scene, scene.timur, reason="x")
    assert _files() == 2  # the signatory's own, and the copy


def _files() -> int:
    return len(list(session.scalars(select(StoredFile))))
