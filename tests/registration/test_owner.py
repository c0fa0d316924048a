"""What participants do on their own page: names approved, a photograph, "will you come?", and what is seen again."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from eventapp.core import audit, stored
from eventapp.core.actors import NOBODY, Actor
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.stored import StoredFile
from eventapp.registration import actions, facts, reviews, seats
from eventapp.registration.models import Registration, State
from tests import factories, people
from tests.people import NOW

LATER = NOW + timedelta(hours=1)
RED, BLUE = (220, 20, 20), (20, 20, 220)
TURNED = 6
"""Of EXIF's orientation: the picture is shown turned right by 90 degrees."""


@pytest.fixture
def kind(workshop):
    return factories.a_type(workshop, approval="open", photo="optional", reapproval=["position", "latin_name"])


@pytest.fixture
def delegation(kind):
    return factories.a_delegation(kind, seats=1)


@pytest.fixture
def registration(delegation):
    return factories.a_registration(delegation)


def owner(registration) -> Actor:
    return Actor(actions.OWNER, registration_id=registration.id)


def again(registration) -> Registration:
    session.rollback()
    return session.get_one(Registration, registration.id)


def tags(registration) -> list[str]:
    return [entry.tag for entry in audit.history("registration", registration.id)]


def change(registration, **given) -> None:
    who = owner(registration)
    actions.change_details(registration.id, registration.workshop_id, given, actor=who, now=NOW)


def a_picture(size=(1200, 900), mode="RGB", form="JPEG", orientation=None, colour=RED) -> bytes:
    """Its left half in the colour, its right half blue; where it was taken stands in it if it has an orientation."""
    image = Image.new(mode, size, colour)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    out, more = BytesIO(), {}
    if orientation is not None:
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x010F] = "a telephone of a certain make"
        more["exif"] = exif
    image.save(out, form, **more)
    return out.getvalue()


def test_names_are_approved_once_and_a_change_of_them_takes_it_back(workshop, registration):
    for now in (NOW, LATER):
        actions.approve_names(registration.id, workshop.id, actor=owner(registration), now=now)
    assert again(registration).names_approved_at == NOW
    assert tags(registration).count("registration.names_approved") == 1

    change(registration, position="Adviser")
    assert again(registration).names_approved_at == NOW
    change(registration, badge_name="Aigul O.")
    assert again(registration).names_approved_at is None


@pytest.mark.parametrize("name", ["O'Neill", "von der Au", "محمد امین", "Ёлкина-Щукина", "X", "macDONALD", "a" * 120])
def test_a_name_stands_as_it_was_typed(registration, name):
    change(registration, badge_name=name, original_name=name)

    assert again(registration).shown_name == name
    assert registration.person.original_name == name


def test_nobody_else_approves_names_or_changes_a_picture(workshop, delegation, registration):
    other = Actor(actions.OWNER, registration_id=registration.id + 1)

    for who in (other, NOBODY):
        with pytest.raises(Denied):
            actions.approve_names(registration.id, workshop.id, actor=who, now=NOW)
        with pytest.raises(Denied):
            actions.set_photo(registration.id, workshop.id, a_picture(), "me.jpg", actor=who, now=NOW)
        with pytest.raises(Denied):
            actions.answer_come(registration.id, workshop.id, False, actor=who, now=NOW)


def test_a_photograph_is_upright_of_one_size_and_tells_nothing_else(workshop, registration):
    data = a_picture(orientation=TURNED)

    actions.set_photo(registration.id, workshop.id, data, "IMG_1.JPG", actor=owner(registration), now=NOW)

    kept = stored.read(session.get_one(StoredFile, again(registration).photo_id))
    with Image.open(BytesIO(kept)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (600, 800), {})
        top, bottom = image.getpixel((300, 50)), image.getpixel((300, 750))
    assert top[0] > top[2]  # red was left, and is on top once turned
    assert bottom[2] > bottom[0]
    assert b"telephone" not in kept


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("PNG", "L"), ("WEBP", "RGB"), ("JPEG", "CMYK")])
def test_other_pictures_become_jpeg(workshop, registration, form, mode):
    image, out = Image.new(mode, (400, 400)), BytesIO()
    image.save(out, form)

    actions.set_photo(registration.id, workshop.id, out.getvalue(), "me", actor=owner(registration), now=NOW)

    with Image.open(BytesIO(stored.read(session.get_one(StoredFile, again(registration).photo_id)))) as kept:
        assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (600, 800))


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 %%EOF", a_picture((120, 90)), a_picture()[:300]])
def test_what_is_no_portrait_is_refused_beside_the_field(workshop, registration, data):
    with pytest.raises(Invalid) as refused:
        actions.set_photo(registration.id, workshop.id, data, "me.jpg", actor=owner(registration), now=NOW)

    assert set(refused.value.fields) == {"photo"}
    assert again(registration).photo_id is None


def test_a_photograph_is_replaced_and_removed_without_a_trace(workshop, registration):
    for _time in range(2):
        actions.set_photo(registration.id, workshop.id, a_picture(), "me.jpg", actor=owner(registration), now=NOW)
    assert session.query(StoredFile).count() == 1

    actions.remove_photo(registration.id, workshop.id, actor=owner(registration), now=NOW)
    actions.remove_photo(registration.id, workshop.id, actor=owner(registration), now=NOW)

    assert again(registration).photo_id is None
    assert session.query(StoredFile).count() == 0
    assert tags(registration).count("registration.photo_changed") == 3


def test_who_no_longer_comes_changes_nothing(workshop, delegation):
    gone = factories.a_registration(delegation, state="declined")

    with pytest.raises(UserError, match="no longer stands"):
        actions.approve_names(gone.id, workshop.id, actor=owner(gone), now=NOW)


def test_only_confirmed_people_without_an_answer_are_asked_whether_they_come(workshop, kind, organizer, mails):
    delegation = factories.a_delegation(kind, country="UZ")

    def one(name, **more):
        person = factories.a_person(workshop, latin_name=name, email=more.pop("email", f"{name}@example.org"))
        return factories.a_registration(delegation, person, **more)

    asked, silent = one("asked"), one("silent", email="")
    others = [one("pending", state="pending"), one("answered", will_come=True)]
    everybody = [row.id for row in (asked, silent, *others)]

    assert actions.ask_who_comes(everybody, workshop.id, actor=organizer, now=NOW) == 1

    assert mails() == [("registration.will_you_come", "asked@example.org")]
    assert [again(row).asked_to_come_at for row in (asked, silent, *others)] == [NOW, NOW, None, None]


def test_only_the_organizer_asks_and_only_about_their_own(workshop, organizer, registration):
    with pytest.raises(Denied):
        actions.ask_who_comes([registration.id], workshop.id, actor=owner(registration), now=NOW)
    foreign = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    with pytest.raises(Missing):
        actions.ask_who_comes([registration.id, foreign.id], workshop.id, actor=organizer, now=NOW)
    assert again(registration).asked_to_come_at is None


def test_a_no_frees_the_seat_for_who_waits_and_a_yes_is_kept(workshop, delegation, registration):
    waiting = factories.a_registration(delegation, state="waitlisted", waitlist_number=1)

    actions.answer_come(registration.id, workshop.id, True, actor=owner(registration), now=NOW)
    assert (again(registration).will_come, again(waiting).state) == (True, State.WAITLISTED)
    actions.answer_come(registration.id, workshop.id, False, actor=owner(registration), now=NOW)

    assert (again(registration).state, again(waiting).state) == (State.CANCELLED, State.CONFIRMED)


def test_a_no_is_taken_back_while_the_seat_is_free(workshop, registration):
    actions.answer_come(registration.id, workshop.id, False, actor=owner(registration), now=NOW)

    actions.come_after_all(registration.id, workshop.id, actor=owner(registration), now=LATER)

    assert (again(registration).state, again(registration).will_come) == (State.CONFIRMED, None)
    assert registration.badge is not None


def test_a_no_taken_back_too_late_waits_like_everybody(workshop, delegation, registration):
    factories.a_registration(delegation, state="waitlisted", waitlist_number=1)
    actions.answer_come(registration.id, workshop.id, False, actor=owner(registration), now=NOW)

    actions.come_after_all(registration.id, workshop.id, actor=owner(registration), now=LATER)

    assert again(registration).state == State.WAITLISTED


def test_what_the_organizer_cancelled_is_not_taken_back_by_its_owner(workshop, organizer, registration):
    actions.cancel(registration.id, workshop.id, actor=organizer, now=NOW)

    assert actions.state_before_cancelling(registration) is None
    with pytest.raises(UserError, match="Write to the organizers"):
        actions.come_after_all(registration.id, workshop.id, actor=owner(registration), now=NOW)


def test_changes_of_a_confirmed_person_are_seen_again_where_the_type_says_so(workshop, organizer, registration):
    change(registration, position="Adviser", organization="Ministry A", latin_name="Aigul Asanova", latin_family="")
    change(registration, position="Senior adviser")

    assert again(registration).to_review == ["latin_name", "position"]
    assert registration.position == "Senior adviser"
    assert reviews.before(registration)["position"] == ""

    actions.review(registration.id, workshop.id, approve=True, actor=organizer, now=NOW)
    assert (again(registration).to_review, registration.position) == ([], "Senior adviser")
    change(registration, position="Minister")
    assert reviews.before(again(registration)) == {"position": "Senior adviser"}


def test_the_organizer_puts_back_what_was_there(workshop, organizer, registration):
    before = facts.read(registration)
    change(registration, latin_name="Aigul Asanova", latin_family="Asanova", organization="Ministry A")

    actions.review(registration.id, workshop.id, approve=False, actor=organizer, now=NOW)

    assert facts.read(again(registration)) == {**before, "organization": "Ministry A"}


def test_what_was_written_before_the_confirmation_is_not_put_back(workshop, organizer, kind):
    early = factories.a_registration(factories.a_delegation(kind, country="TJ"), state="pending", position="Clerk")
    change(early, position="Adviser")
    actions.confirm(early.id, workshop.id, actor=organizer, now=NOW)
    change(early, position="Minister")

    assert reviews.before(again(early)) == {"position": "Adviser"}


def test_only_the_organizer_reviews_and_their_own_changes_need_none(workshop, organizer, registration):
    with pytest.raises(Denied):
        actions.review(registration.id, workshop.id, approve=True, actor=owner(registration), now=NOW)
    actions.change_details(registration.id, workshop.id, {"position": "Head"}, actor=organizer, now=NOW)
    assert again(registration).to_review == []


def test_a_correction_by_the_organizer_is_what_is_put_back(workshop, organizer_of, registration):
    organizer = replace(organizer_of(workshop), user_id=people.a_user("organizer", workshop).id)
    change(registration, position="Adviser")
    actions.change_details(registration.id, workshop.id, {"position": "Counsellor"}, actor=organizer, now=NOW)
    change(registration, position="Minister")

    assert reviews.before(again(registration)) == {"position": "Counsellor"}


def test_a_cancellation_taken_back_forgets_no_change(workshop, registration):
    change(registration, position="Adviser")
    actions.answer_come(registration.id, workshop.id, False, actor=owner(registration), now=NOW)
    actions.come_after_all(registration.id, workshop.id, actor=owner(registration), now=NOW)

    assert (again(registration).to_review, reviews.before(registration)) == (["position"], {"position": ""})


def test_what_the_organizer_corrects_themselves_needs_no_approval(workshop, organizer, registration):
    change(registration, position="Adviser", latin_name="Aigul Asanova")
    assert again(registration).to_review == ["latin_name", "position"]

    actions.change_details(registration.id, workshop.id, {"latin_family": "Asanova"}, actor=organizer, now=NOW)
    assert again(registration).to_review == ["position"]
    actions.change_details(registration.id, workshop.id, {"position": "Adviser"}, actor=organizer, now=NOW)
    assert again(registration).to_review == ["position"]  # nothing was corrected by that
    actions.change_details(registration.id, workshop.id, {"position": "Counsellor"}, actor=organizer, now=NOW)
    assert again(registration).to_review == []


def test_who_waited_and_comes_back_has_the_place_in_the_line_again(workshop, delegation, registration):
    first, second = (
        factories.a_registration(delegation, state="waitlisted", waitlist_number=number) for number in (1, 2)
    )
    for guest in (first, second):
        actions.cancel(guest.id, workshop.id, actor=owner(guest), now=NOW)

    actions.come_after_all(second.id, workshop.id, actor=owner(second), now=LATER)
    actions.come_after_all(first.id, workshop.id, actor=owner(first), now=LATER)

    assert (again(first).state, first.waitlist_number) == (State.WAITLISTED, 1)
    assert (again(second).state, second.waitlist_number) == (State.WAITLISTED, 2)
    assert seats.in_line(workshop.id) == [first, second]


def test_who_came_after_them_stays_behind_who_comes_back(workshop, delegation, registration):
    guest = factories.a_registration(delegation, state="waitlisted", waitlist_number=1)
    actions.cancel(guest.id, workshop.id, actor=owner(guest), now=NOW)
    later = factories.a_registration(delegation, state="waitlisted", waitlist_number=1)

    actions.come_after_all(guest.id, workshop.id, actor=owner(guest), now=LATER)

    assert (again(guest).waitlist_number, again(later).waitlist_number) == (1, 2)


def test_who_waited_and_comes_back_gets_a_free_seat_that_nobody_waits_for(workshop, delegation, registration):
    guest = factories.a_registration(delegation, state="waitlisted", waitlist_number=1, alternate=True)
    actions.cancel(guest.id, workshop.id, actor=owner(guest), now=NOW)
    actions.answer_come(registration.id, workshop.id, False, actor=owner(registration), now=NOW)

    actions.come_after_all(guest.id, workshop.id, actor=owner(guest), now=LATER)

    assert (again(guest).state, guest.alternate) == (State.CONFIRMED, False)
