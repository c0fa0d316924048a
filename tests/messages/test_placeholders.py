"""Placeholders: what is refused and how it is said; that values are text and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.core.outbox import LINK
from eventapp.messages import placeholders
from eventapp.messages.occasions import OCCASIONS
from eventapp.messages.placeholders import LABELS, fill, problems
from eventapp.messages.rendering import filled

KNOWN = ("name", "workshop", "link")
names = st.sampled_from(sorted(LABELS))
line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)


def shown(text: str) -> str:
    return text.replace("\u2060", "")


@pytest.fixture(autouse=True)
def _words(app):
    """Problems are said in a language."""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear {nmae},", ["{nmae} is not known here. Did you mean {name}?"]),
        ("Dear {Workshops}", ["{Workshops} is not known here. Did you mean {workshop}?"]),
        ("Dear {zzz}", ["{zzz} is not known here. Known are: {name}, {workshop}, {link}."]),
        ("Dear {name", ["Line 1: a brace without its partner at “Dear {name”. For a brace itself write it twice."]),
        ("Dear\nname}!", ["Line 2: a brace without its partner at “name}!”. For a brace itself write it twice."]),
        ("{}", ["{} is not known here. Known are: {name}, {workshop}, {link}."]),
        ("{name.__class__}", ["{name.__class__} is not known here. Known are: {name}, {workshop}, {link}."]),
        ("{{name}} {{", []),
        ("{ name }", []),
    ],
)
def test_what_is_wrong_is_named(text, said):
    assert problems(text, KNOWN) == said


def test_what_is_needed_is_missed():
    assert problems("Dear {name}", KNOWN, ("link",)) == ["{link} is missing; without it the message is of no use."]
    assert problems("{{link}}", KNOWN, ("link",)) == ["{link} is missing; without it the message is of no use."]


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda occasion: occasion.key)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_our_own_words_pass_the_check(occasion, language):
    subject, body = occasion.standard(language)
    assert problems(subject, occasion.known) == []
    assert problems(body, occasion.known, occasion.required) == []
    assert set(occasion.known) <= set(LABELS)


def test_a_line_without_any_value_is_left_out():
    assert fill("Sorry.\n\nThe reason: {reason}\n\n{workshop}", {"workshop": "W"}) == "Sorry.\n\nW"
    assert fill("{name}, {position}", {"name": "Aigul"}) == "Aigul, "


@given(line, line)
def test_a_value_is_text_and_never_read_again(value, other):
    filled_in = fill("Dear {name} ({position})!", {"name": value, "position": other, "reason": "SECRET"})
    if value or other:
        assert shown(filled_in) == shown(f"Dear {value} ({other})!")


@given(line)
def test_a_value_cannot_stand_for_the_link(value):
    body = fill("Dear {name}\n{position}\n{link}", {"name": value, "position": "{link}", "link": LINK})
    assert body.count(LINK) == 1
    assert body.endswith(LINK)


@pytest.mark.parametrize("text", ["{{link}}", "{{{name}}}"])
def test_braces_cannot_be_put_together_to_a_link(text):
    assert LINK not in fill(text, {"name": "link", "link": LINK})


@given(st.text(max_size=60))
def test_any_text_is_either_refused_or_filled_in(text):
    values = dict.fromkeys(KNOWN, "value")
    if not problems(text, KNOWN):
        assert not any(f"{{{name}}}" in fill(text.replace("{{", "").replace("}}", ""), values) for name in KNOWN)
    fill(text, values)


@given(names, line)
def test_what_is_checked_is_what_is_filled_in(name, around):
    text = around.replace("{", "").replace("}", "") + f"{{{name}}}"
    assert placeholders.used(text) == {name}
    assert problems(text, [name]) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_subject_is_one_line_without_the_link(name, title):
    subject, _body = filled("{name}: {workshop} {link}", "", {"name": name, "workshop": title, "link": "SECRET"})
    assert "\n" not in subject
    assert "\r" not in subject
    assert "SECRET" not in subject or "SECRET" in name + title
