"""The look: checked, kept, taken back, put back; who signs."""

import pytest

from eventapp.certificates import actions, previewing, queries
from eventapp.certificates.design import Design, design_of
from eventapp.core import stored
from eventapp.core.db import session
from eventapp.core.errors import Invalid, UserError
from eventapp.core.stored import StoredFile
from eventapp.core.texts import Texts
from tests.certificates.conftest import AFTER, Scene, a_picture
from tests.certificates.test_issuing import issue


def _design(scene: Scene, kind: str = "participation") -> Design:
    row = queries.template(scene.workshop.id, kind)
    assert row is not None
    return design_of(row.settings)


def _change(scene: Scene, design: Design) -> None:
    actions.change_template(scene.workshop.id, "participation", design, actor=scene.organizer, now=AFTER)


def test_a_wrong_placeholder_is_named_with_its_language_and_nothing_is_kept(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        _change(
            scene, Design(texts={"ru": {"body": "{delegaton} {"}, "en": {"heading": ""}}, prefix="/x", colour="red")
        )
    assert set(refused.value.fields) == {"body.ru", "heading.en", "prefix", "colour"}
    assert "Did you mean {delegation}?" in refused.value.fields["body.ru"]
    assert queries.template(scene.workshop.id, "participation") is None


def test_the_last_change_is_taken_back_and_brought_back_and_all_is_put_back(scene: Scene) -> None:
    told = {"actor": scene.organizer, "now": AFTER}
    with pytest.raises(UserError):
        actions.undo_template(scene.workshop.id, "participation", **told)
    _change(scene, Design(colour="#7a1f2b"))
    _change(scene, Design(colour="#7a1f2b", prefix="CA-CT-II"))
    actions.undo_template(scene.workshop.id, "participation", **told)
    assert _design(scene) == Design(colour="#7a1f2b")
    actions.undo_template(scene.workshop.id, "participation", **told)
    assert _design(scene).prefix == "CA-CT-II"
    actions.reset_template(scene.workshop.id, "participation", **told)
    assert _design(scene) == Design()


def test_the_prefix_stands_before_the_number(scene: Scene) -> None:
    _change(scene, Design(prefix="CA-CT-II/2016"))
    assert issue(scene, scene.aigul).number == "CA-CT-II/2016/001"


@pytest.mark.parametrize("who", ["sample", "longest"])
@pytest.mark.parametrize("kind", ["participation", "completion"])
def test_the_preview_is_a_picture_and_no_certificate(scene: Scene, kind: str, who: str) -> None:
    picture = previewing.preview(scene.workshop, kind, Design(), who)
    assert picture.startswith(b"\x89PNG")
    assert queries.issued(scene.workshop.id) == []


def test_who_signs_is_added_moved_and_removed_with_the_picture(scene: Scene) -> None:
    told = {"actor": scene.organizer, "now": AFTER}
    ids = [
        actions.add_signatory(scene.workshop.id, actions.SignatoryFacts(Texts(en=name), Texts(en="Head")), **told).id
        for name in ("First", "Second")
    ]
    actions.move_signatory(scene.workshop.id, ids[1], -1, **told)
    assert [row.name.pick("en") for row in queries.signatories(scene.workshop.id)] == ["Second", "First"]
    actions.set_signature(scene.workshop.id, ids[0], a_picture() + b"<script>", "x.png", **told)
    file = session.get_one(StoredFile, queries.signatory(scene.workshop.id, ids[0]).image_id)
    assert b"<script>" not in stored.read(file)
    actions.remove_signatory(scene.workshop.id, ids[0], **told)
    assert session.get(StoredFile, file.id) is None
    with pytest.raises(Invalid) as refused:
        actions.set_signature(scene.workshop.id, ids[1], b"<svg/>", "x.svg", **told)
    assert list(refused.value.fields) == ["image"]


def test_at_most_four_sign(scene: Scene) -> None:
    told = {"actor": scene.organizer, "now": AFTER}
    one = actions.SignatoryFacts(Texts(en="Somebody"), Texts())
    for _ in range(4):
        actions.add_signatory(scene.workshop.id, one, **told)
    with pytest.raises(UserError):
        actions.add_signatory(scene.workshop.id, one, **told)
