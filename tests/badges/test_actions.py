"""What is printed, in which order, and what is remembered of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.badges.actions import print_badges
from eventapp.badges.queries import Counts, Wanted, counts
from eventapp.core.actors import Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration import files
from eventapp.registration.actions import set_photo
from eventapp.registration.models import Badge, Registration
from exports.badge_sheet import LAYOUTS
from tests import factories
from tests.badges.reading import codes_on, pictures_in, text_of
from tests.registration.test_owner import a_picture

NOW = factories.NOW + timedelta(days=1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_can_be_read_by_a_camera(workshop, delegation, desk, layout):
    codes = [factories.a_badge(factories.a_registration(delegation)).code for _number in range(5)]

    printed = print_badges(workshop.id, Wanted(), layout=layout, actor=desk, now=NOW)

    assert (printed.number, codes_on(printed.pdf)) == (5, sorted(codes))


def test_a_badge_names_its_owner_in_both_scripts(workshop, delegation, desk):
    person = factories.a_person(workshop, latin_name="Aigul Osmonova", original_name="Осмонова Айгуль")
    factories.a_registration(delegation, person, position="Head of division", organization="Ministry of Justice")

    text = text_of(print_badges(workshop.id, Wanted(), layout="a6", actor=desk, now=NOW).pdf)

    for part in ("Aigul Osmonova", "Осмонова Айгуль", "Kazakhstan", "Government official", "29–31 March 2016"):
        assert part in text.replace("\r\n", " ")


def test_the_texts_are_in_the_language_chosen(workshop, delegation, desk):
    factories.a_registration(delegation)
    text = text_of(print_badges(workshop.id, Wanted(), layout="a6", language="ru", actor=desk, now=NOW).pdf)
    assert "Казахстан" in text


def test_without_a_choice_the_workshops_first_language_speaks(delegation, desk, workshop):
    with transaction():
        workshop.languages = ["fr", "ru", "en"]
    factories.a_registration(delegation)
    assert "Казахстан" in text_of(print_badges(workshop.id, Wanted(), layout="a6", actor=desk, now=NOW).pdf)


def test_only_the_confirmed_get_a_badge_and_who_has_none_gets_one(workshop, delegation, desk):
    confirmed = factories.a_registration(delegation)
    for state in ("nominated", "pending", "declined", "cancelled"):
        factories.a_badge(factories.a_registration(delegation, state=state))

    assert print_badges(workshop.id, Wanted(), actor=desk, now=NOW).number == 1
    assert confirmed.badge.printed_at == NOW


def test_a_revoked_badge_is_not_printed_again(workshop, delegation, desk):
    guest = factories.a_registration(delegation)
    factories.a_badge(guest, revoked_at=NOW)
    valid = factories.a_badge(guest).code
    assert codes_on(print_badges(workshop.id, Wanted(), actor=desk, now=NOW).pdf) == [valid]


def test_printing_is_remembered_with_each_person(workshop, delegation, desk):
    guests = [factories.a_registration(delegation) for _number in range(2)]
    assert counts(workshop.id) == Counts(confirmed=2, issued=0, printed=0, unapproved=2)

    print_badges(workshop.id, Wanted(registration_id=guests[0].id), actor=desk, now=NOW)

    assert counts(workshop.id) == Counts(confirmed=2, issued=1, printed=1, unapproved=2)
    lines = session.execute(select(AuditEntry.tag, AuditEntry.subject, AuditEntry.subject_id).order_by(AuditEntry.id))
    assert lines.all() == [
        ("registration.badge_issued", "registration", guests[0].id),
        ("badges.printed", "registration", guests[0].id),
    ]


def test_counts_leave_out_who_is_not_confirmed(workshop, delegation):
    factories.a_badge(factories.a_registration(delegation, state="cancelled"), printed_at=NOW)
    factories.a_badge(factories.a_registration(delegation), printed_at=NOW, revoked_at=NOW)
    assert counts(workshop.id) == Counts(confirmed=1, issued=0, printed=0, unapproved=1)
    assert counts(workshop.id).unprinted == 1


def test_what_is_wanted_is_printed(workshop, delegation, desk):
    other = factories.a_delegation(factories.a_type(workshop), country="KG")
    mine = factories.a_badge(factories.a_registration(delegation))
    theirs = factories.a_badge(factories.a_registration(other), printed_at=NOW)

    def codes(wanted):
        return codes_on(print_badges(workshop.id, wanted, actor=desk, now=NOW).pdf)

    assert codes(Wanted(type_id=other.type_id)) == [theirs.code]
    assert codes(Wanted(delegation_id=delegation.id)) == [mine.code]
    with transaction():
        session.get_one(Badge, mine.id).printed_at = None
    assert codes(Wanted(unprinted=True)) == [mine.code]
    with pytest.raises(UserError):
        codes(Wanted(unprinted=True))


def test_the_pile_is_in_order_of_precedence(workshop, desk):
    second, first = (factories.a_delegation(factories.a_type(workshop, position=place)) for place in (2, 1))
    names = {}
    for delegation, name, head in ((second, "Cara", False), (first, "Boris", False), (first, "Anna", True)):
        person = factories.a_person(workshop, latin_name=name, latin_family="", latin_given="", original_name="")
        names[name] = factories.a_registration(delegation, person, is_head=head, rank=0 if head else 1)

    text = text_of(print_badges(workshop.id, Wanted(), layout="a6", actor=desk, now=NOW).pdf)

    assert sorted(names, key=text.index) == ["Anna", "Boris", "Cara"]


def test_names_that_nobody_approved_come_last(workshop, desk):
    second, first = (factories.a_delegation(factories.a_type(workshop, position=place)) for place in (2, 1))
    for delegation, name, approved in (
        (second, "Cara", True),
        (first, "Boris", False),
        (second, "Dana", False),
        (first, "Anna", True),
    ):
        person = factories.a_person(workshop, latin_name=name, latin_family="", latin_given="", original_name="")
        factories.a_registration(delegation, person, names_approved_at=NOW if approved else None)

    text = text_of(print_badges(workshop.id, Wanted(), layout="a6", actor=desk, now=NOW).pdf)

    assert sorted(("Anna", "Boris", "Cara", "Dana"), key=text.index) == ["Anna", "Cara", "Boris", "Dana"]
    assert print_badges(workshop.id, Wanted(unapproved=True), actor=desk, now=NOW).number == 2
    assert counts(workshop.id).unapproved == 2


@pytest.mark.parametrize(
    ("photo", "consent", "shown"),
    [("optional", None, True), ("required", True, True), ("optional", False, False), ("no", True, False)],
)
def test_a_portrait_is_printed_where_it_is_asked_for_and_not_refused(workshop, desk, photo, consent, shown):
    delegation = factories.a_delegation(factories.a_type(workshop, photo=photo))
    guest = factories.a_registration(delegation)
    owner = Actor("participant", registration_id=guest.id)
    set_photo(guest.id, workshop.id, a_picture(), "me.jpg", actor=owner, now=NOW)
    with transaction():
        session.get_one(Registration, guest.id).photo_consent = consent

    printed = print_badges(workshop.id, Wanted(), layout="a6", actor=desk, now=NOW).pdf

    assert pictures_in(printed) == int(shown)
    handed_out = [files.write(workshop, "pdf", "en", generated_at=NOW, portraits=wanted) for wanted in (True, False)]
    assert [pictures_in(each) for each in handed_out] == [int(shown), 0]


def test_a_changed_secret_key_is_said_and_nothing_counts_as_printed(workshop, delegation, desk):
    guest = factories.a_registration(delegation)
    badge = factories.a_badge(guest, code_hash="0" * 64)

    with pytest.raises(UserError, match="secret key has changed"):
        print_badges(workshop.id, Wanted(), actor=desk, now=NOW)

    assert session.get_one(Badge, badge.id).printed_at is None


def test_an_unknown_layout_is_refused_with_those_there_are(workshop, delegation, desk):
    factories.a_registration(delegation)
    with pytest.raises(Invalid, match="a6-4up"):
        print_badges(workshop.id, Wanted(), layout="poster", actor=desk, now=NOW)


def test_no_badge_to_print(workshop, desk):
    with pytest.raises(UserError):
        print_badges(workshop.id, Wanted(), actor=desk, now=NOW)


@pytest.mark.parametrize("role", [Role.RAPPORTEUR, Role.FACILITATOR])
def test_others_may_not_print(workshop, role):
    with pytest.raises(Denied):
        print_badges(workshop.id, Wanted(), actor=Actor("x", roles=frozenset({(workshop.id, role)})), now=NOW)
