"""How badges look: chosen, tried, undone, and what is printed by it."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from eventapp.badges.actions import change_design, print_badges, reset_design, undo_design
from eventapp.badges.design import OURS, Design, design_of, read
from eventapp.badges.queries import Wanted
from eventapp.core.actors import Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.texts import Texts
from eventapp.workshops import actions as workshops
from eventapp.workshops.models import Partner
from exports.badge_sheet import LAYOUTS
from tests import factories
from tests.badges.reading import codes_on, text_of
from tests.people import browser_of

NOW = factories.NOW


@pytest.fixture
def organizer(workshop):
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


def printed(workshop, design, actor, **how):
    change_design(workshop.id, design, actor=actor, now=NOW)
    return print_badges(workshop.id, Wanted(), actor=actor, now=NOW, **how).pdf


def test_what_was_never_changed_is_ours_and_what_is_ours_is_not_stored(workshop, organizer):
    assert design_of(workshop) == OURS
    assert OURS.settings() == {}
    assert read(OURS.settings()) == OURS


@pytest.mark.parametrize(
    "design",
    [
        Design(layout="card", qr_mm=22, logos=(), flag=True, country=False),
        Design(emphasis="family", name_size="large", second_language="ru", band=False),
        Design(back="text", back_text=Texts(en="Wear it visibly.", ru="Носите на виду."), photo=False, no_photo=False),
    ],
)
def test_a_design_is_kept_as_it_was_chosen(workshop, organizer, design):
    change_design(workshop.id, design, actor=organizer, now=NOW)
    assert design_of(workshop) == design


def test_settings_that_mean_nothing_any_more_are_as_in_ours():
    assert read({"layout": "poster", "emphasis": "loud", "qr_mm": 5, "glitter": True}) == OURS


def test_the_last_change_is_undone_and_undone_again(workshop, organizer):
    card, large = Design(layout="card"), Design(layout="card", name_size="large")
    for design in (card, large):
        change_design(workshop.id, design, actor=organizer, now=NOW)
    undo_design(workshop.id, actor=organizer, now=NOW)
    assert design_of(workshop) == card
    undo_design(workshop.id, actor=organizer, now=NOW)
    assert design_of(workshop) == large
    reset_design(workshop.id, actor=organizer, now=NOW)
    assert design_of(workshop) == OURS
    undo_design(workshop.id, actor=organizer, now=NOW)
    assert design_of(workshop) == large


def test_what_was_never_changed_cannot_be_undone(workshop, organizer):
    with pytest.raises(UserError, match="Nothing was changed"):
        undo_design(workshop.id, actor=organizer, now=NOW)


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (Design(qr_mm=19), "qr_mm"),
        (Design(layout="card", qr_mm=40), "qr_mm"),
        (Design(country=False, flag=False), "country"),
        (Design(layout="poster"), "layout"),
    ],
)
def test_what_cannot_be_printed_is_refused_where_it_was_chosen(workshop, organizer, design, field):
    with pytest.raises(Invalid) as refused:
        change_design(workshop.id, design, actor=organizer, now=NOW)
    assert list(refused.value.fields) == [field]
    assert design_of(workshop) == OURS


@pytest.mark.parametrize("change", [change_design, reset_design, undo_design])
def test_only_organizers_decide_how_badges_look(workshop, desk, change):
    wanted = [Design()] if change is change_design else []
    with pytest.raises(Denied):
        change(workshop.id, *wanted, actor=desk, now=NOW)


@pytest.fixture
def guest(workshop, delegation):
    person = factories.a_person(
        workshop, latin_name="OSMONOVA Aigul", latin_family="OSMONOVA", latin_given="Aigul", original_name="Осмонова"
    )
    return factories.a_registration(
        delegation, person, position="Judge", organization="Court", languages=["en", "ky"], photo_consent=False
    )


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ({"original": False}, "Осмонова"),
        ({"position": False}, "Judge"),
        ({"organization": False}, "Court"),
        ({"flag": True, "country": False}, "Kazakhstan"),
    ],
)
def test_what_is_not_chosen_is_not_printed(workshop, organizer, guest, choice, text):
    assert text in text_of(printed(workshop, OURS, organizer))
    assert text not in text_of(printed(workshop, replace(OURS, **choice), organizer))


def test_languages_and_a_second_language_are_printed_where_they_are_chosen(workshop, organizer, guest):
    text = text_of(printed(workshop, Design(languages=True, second_language="ru"), organizer)).replace("\r\n", " ")
    for part in ("English · Kyrgyz", "Kazakhstan", "Казахстан", "Government official", "Представитель"):
        assert part in text


def test_the_layout_of_the_design_is_printed_unless_another_is_asked_for(workshop, organizer, guest):
    def size(pdf):
        return tuple(round(side / 72 * 25.4) for side in pypdfium2.PdfDocument(pdf)[0].get_size())

    assert size(printed(workshop, Design(layout="card-single"), organizer)) == (86, 54)
    assert size(printed(workshop, Design(layout="card-single"), organizer, layout="a6")) == (105, 148)


@pytest.mark.parametrize("layout", ["a6", "a7", "card", "labels-80x50"])
def test_a_larger_code_is_read_on_every_size(workshop, organizer, guest, layout):
    code = factories.a_badge(guest).code
    design = Design(layout=layout, qr_mm=int(LAYOUTS[layout].largest_qr), languages=True, flag=True)
    assert codes_on(printed(workshop, design, organizer)) == [code]


def test_the_programme_stands_on_the_back_or_one_day_of_it(workshop, organizer, guest):
    factories.a_session(workshop, title=Texts(en="Opening remarks"))
    whole = text_of(printed(workshop, Design(layout="a6", back="programme"), organizer))
    other = text_of(printed(workshop, Design(layout="a6", back="programme", back_day=2), organizer))
    assert ("Opening remarks" in whole, "09:00" in whole, "Plenary hall" in whole) == (True, True, True)
    assert "Opening remarks" not in other  # nothing is held on that day, so there is no back


def test_house_rules_stand_on_the_back_in_each_language(workshop, organizer, guest):
    rules = Texts(en="Wear it visibly.", ru="Носите на виду.")
    pdf = printed(workshop, Design(layout="a6", back="text", back_text=rules), organizer)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    assert [("visibly" in page, "виду" in page) for page in pages] == [(False, False), (True, True)]


def test_the_same_on_both_sides_has_two_codes(workshop, organizer, guest):
    code = factories.a_badge(guest).code
    assert codes_on(printed(workshop, Design(layout="a6", back="same"), organizer)) == [code, code]


def a_logo(colour):
    out = BytesIO()
    Image.new("RGB", (300, 100), colour).save(out, "PNG")
    return out.getvalue()


def dots(pdf, colour):
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    return sum(all(abs(a - b) < 12 for a, b in zip(dot, colour, strict=True)) for dot in picture.get_flattened_data())


def test_the_logos_chosen_stand_at_the_top(workshop, organizer, guest):
    with transaction():
        workshop.partners = [Partner(position=number, role="organizer", name=f"P{number}") for number in (1, 2)]
    red, green = workshop.partners
    for partner, colour in ((red, "#c00000"), (green, "#00c000")):
        workshops.set_logo(workshop.id, partner.id, a_logo(colour), "logo.png", actor=organizer, now=NOW)

    def shown(design):
        pdf = printed(workshop, design, organizer)
        return tuple(dots(pdf, colour) > 100 for colour in ((192, 0, 0), (0, 192, 0)))

    assert shown(Design(layout="a6")) == (True, True)
    assert shown(Design(layout="a6", logos=(green.id,))) == (False, True)
    assert shown(Design(layout="a6", logos=())) == (False, False)


def test_the_owner_looks_at_the_badge_as_it_is_designed(app, workshop, organizer, guest):
    address = f"/r/{guest.link_token}/proof/badge.png"
    before = app.test_client().get(address).data
    change_design(workshop.id, Design(layout="card"), actor=organizer, now=NOW)
    after = app.test_client().get(address).data
    with Image.open(BytesIO(before)) as upright, Image.open(BytesIO(after)) as across:
        assert upright.height > upright.width
        assert across.width > across.height


# --- the page ---------------------------------------------------------------------------------------------------

SENT = {
    "layout": "card",
    "name_size": "large",
    "emphasis": "family",
    "country": "y",
    "original": "y",
    "second_language": "ru",
    "qr_mm": "21",
    "back": "text",
    "back_day": "0",
    "back_text-en": "Rules",
    "sample": "first",
    "do": "save",
}


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "organizer", workshop)


def test_the_form_is_kept_and_comes_back_filled_in(browser, workshop, guest):
    address = f"/workshops/{workshop.slug}/badges/design"
    assert browser.post(address, data=SENT).status_code == 303
    assert design_of(workshop) == Design(
        layout="card",
        name_size="large",
        emphasis="family",
        band=False,
        position=False,
        organization=False,
        photo=False,
        no_photo=False,
        group=False,
        second_language="ru",
        qr_mm=21,
        back="text",
        back_text=Texts(en="Rules"),
    )
    page = browser.get(address).get_data(as_text=True)
    assert '<option selected value="card">' in page
    assert page.count("data:image/png;base64,") == 2


def test_shown_without_scripts_nothing_is_kept(browser, workshop, guest):
    answer = browser.post(f"/workshops/{workshop.slug}/badges/design", data={**SENT, "do": "show"})
    assert answer.get_data(as_text=True).count("data:image/png;base64,") == 2
    assert design_of(workshop) == OURS


@pytest.mark.parametrize("sample", ["first", "longest", "cyrillic", "persian", "unbroken"])
def test_a_preview_of_every_sample(browser, workshop, guest, sample):
    answer = browser.post(f"/workshops/{workshop.slug}/badges/design/preview", data={**SENT, "sample": sample})
    assert answer.get_data(as_text=True).count("data:image/png;base64,") == 2


@pytest.mark.parametrize(("width", "says"), [("19", "narrower than 20"), ("60", "at most"), ("wide", "every field")])
def test_a_code_that_cannot_be_is_told_of_in_preview_and_form(browser, workshop, guest, width, says):
    sent = {**SENT, "qr_mm": width}
    address = f"/workshops/{workshop.slug}/badges/design"
    assert says in browser.post(f"{address}/preview", data=sent).get_data(as_text=True)
    assert "qr_mm-error" in browser.post(address, data=sent).get_data(as_text=True)
    assert design_of(workshop) == OURS


def test_before_anybody_takes_part_the_page_says_so(browser, workshop):
    assert "As soon as somebody takes part" in browser.get(f"/workshops/{workshop.slug}/badges/design").get_data(
        as_text=True
    )


def test_undo_and_reset_by_their_buttons(browser, workshop, guest):
    address = f"/workshops/{workshop.slug}/badges/design"
    browser.post(address, data=SENT)
    browser.post(f"{address}/reset")
    assert design_of(workshop) == OURS
    browser.post(f"{address}/undo")
    assert design_of(workshop).layout == "card"


def test_a_working_group_is_printed_for_who_is_in_it(workshop, organizer, delegation, guest):
    factories.a_registration(delegation)
    group = factories.a_session(workshop, type="working-group", title=Texts(en="Group B: prisons"))
    factories.a_group_member(group, guest)
    pdf = printed(workshop, Design(layout="a6"), organizer)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    assert [("Group B" in page, "OSMONOVA" in page) for page in pages] == [(True, True), (False, False)]


def test_the_history_says_what_changed(workshop, organizer):
    change_design(workshop.id, Design(layout="card"), actor=organizer, now=NOW)
    change_design(workshop.id, Design(layout="card"), actor=organizer, now=NOW)
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.tag == "badges.design_changed"))
    assert entry.facts == {"layout": [None, "card"]}
