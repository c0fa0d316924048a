"""Our own templates of letters to participants, as Word files with placeholders: what an organizer starts from.

In Russian nothing that is filled in has to be declined: names, countries and dates stand in lines of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from exports.word.letter import Facts, LetterText, letter

INVITATION, VISA = "invitation", "visa"
KINDS = (INVITATION, VISA)

PASSPORT = (
    "passport_name",
    "passport_number",
    "passport_country",
    "passport_issued",
    "passport_expires",
    "birth_date",
    "birth_place",
    "nationality",
)
"""Placeholders that hold protected answers."""
_OF_EVERY_LETTER = (
    "number",
    "date",
    "organizers",
    "series",
    "workshop",
    "place",
    "city",
    "country",
    "dates",
    "host",
    "reply_to",
    "salutation",
    "honorific",
    "name",
    "full_name",
    "original_name",
    "position",
    "organization",
    "delegation",
    "delegation_type",
)
PLACEHOLDERS = {INVITATION: _OF_EVERY_LETTER, VISA: (*_OF_EVERY_LETTER, *PASSPORT)}
"""What a template of each kind may name: protected answers only where the letter is for those who may read them."""


@dataclass(frozen=True, slots=True)
class _Standard:
    title: str
    number: str
    paragraphs_before: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    paragraphs_after: tuple[str, ...]
    closing: str


_PERSON_EN = (
    ("Full name", "{{ full_name }}"),
    ("Name in original script", "{{ original_name }}"),
    ("Position", "{{ position }}"),
    ("Organization", "{{ organization }}"),
    ("Delegation", "{{ delegation }}"),
)
_PERSON_RU = (
    ("Имя и фамилия", "{{ full_name }}"),
    ("Имя на языке оригинала", "{{ original_name }}"),
    ("Должность", "{{ position }}"),
    ("Место работы", "{{ organization }}"),
    ("Делегация", "{{ delegation }}"),
)
_WORKSHOP_EN = (
    ("Workshop", "{{ workshop }}"),
    ("Series", "{{ series }}"),
    ("Place", "{{ place }}"),
    ("Dates", "{{ dates }}"),
    ("Host", "{{ host }}"),
)
_WORKSHOP_RU = (
    ("Семинар", "{{ workshop }}"),
    ("Серия", "{{ series }}"),
    ("Место проведения", "{{ place }}"),
    ("Даты", "{{ dates }}"),
    ("Принимающая организация", "{{ host }}"),
)
_PASSPORT_EN = (
    ("Name as in the passport", "{{ passport_name }}"),
    ("Nationality", "{{ nationality }}"),
    ("Date of birth", "{{ birth_date }}"),
    ("Place of birth", "{{ birth_place }}"),
    ("Passport number", "{{ passport_number }}"),
    ("Passport issued by", "{{ passport_country }}"),
    ("Passport issued on", "{{ passport_issued }}"),
    ("Passport valid until", "{{ passport_expires }}"),
)
_PASSPORT_RU = (
    ("Имя и фамилия по паспорту", "{{ passport_name }}"),
    ("Гражданство", "{{ nationality }}"),
    ("Дата рождения", "{{ birth_date }}"),
    ("Место рождения", "{{ birth_place }}"),
    ("Номер паспорта", "{{ passport_number }}"),
    ("Страна выдачи паспорта", "{{ passport_country }}"),
    ("Дата выдачи паспорта", "{{ passport_issued }}"),
    ("Паспорт действителен до", "{{ passport_expires }}"),
)

_STANDARDS = {
    (INVITATION, "en"): _Standard(
        title="Letter of invitation",
        number="No. {{ number }}",
        paragraphs_before=(
            "{{ salutation }}",
            (
                "On behalf of the organizers, we have the honour to invite you to take part in the workshop "
                "described below, "
                "and to confirm that your participation has been approved."
            ),
        ),
        facts=(*_WORKSHOP_EN, *_PERSON_EN),
        paragraphs_after=(
            "We should be grateful if the competent authorities would kindly facilitate your travel and participation.",
            (
                "{% if reply_to %}Any question may be addressed to the secretariat of the workshop: {{ reply_to }}.{% "
                "endif %}"
            ),
        ),
        closing="We look forward to welcoming you. Please accept the assurances of our highest consideration.",
    ),
    (INVITATION, "ru"): _Standard(
        title="Приглашение",
        number="№ {{ number }}",
        paragraphs_before=(
            "{{ salutation }}",
            (
                "От имени организаторов имеем честь пригласить Вас принять участие в семинаре, сведения о котором "
                "приведены "
                "ниже, и подтверждаем, что Ваше участие одобрено."
            ),
        ),
        facts=(*_WORKSHOP_RU, *_PERSON_RU),
        paragraphs_after=(
            "Будем признательны компетентным органам за содействие Вашей поездке и участию.",
            "{% if reply_to %}Вопросы просим направлять в секретариат семинара: {{ reply_to }}.{% endif %}",
        ),
        closing="Будем рады приветствовать Вас. Примите уверения в нашем самом высоком уважении.",
    ),
    (VISA, "en"): _Standard(
        title="Visa support letter",
        number="No. {{ number }}",
        paragraphs_before=(
            "To whom it may concern",
            (
                "The organizers present their compliments and have the honour to confirm that the person named below "
                "has been "
                "invited to take part in the following workshop and that the participation has been approved."
            ),
        ),
        facts=(*_WORKSHOP_EN, *_PERSON_EN, *_PASSPORT_EN),
        paragraphs_after=(
            (
                "The organizers should be grateful if the competent authorities would kindly issue the visa required "
                "for the "
                "dates of the workshop and the journey, and extend their assistance to the traveller."
            ),
            (
                "{% if reply_to %}This letter can be verified with the secretariat of the workshop: {{ reply_to }}.{% "
                "endif %}"
            ),
        ),
        closing="The organizers avail themselves of this opportunity to renew the assurances of their highest "
        "consideration.",
    ),
    (VISA, "ru"): _Standard(
        title="Письмо о визовой поддержке",
        number="№ {{ number }}",
        paragraphs_before=(
            "По месту требования",
            (
                "Организаторы свидетельствуют своё уважение и имеют честь подтвердить, что указанное ниже лицо "
                "приглашено принять участие в следующем семинаре и что его участие одобрено."
            ),
        ),
        facts=(*_WORKSHOP_RU, *_PERSON_RU, *_PASSPORT_RU),
        paragraphs_after=(
            (
                "Организаторы будут признательны компетентным органам за оформление визы на даты проведения семинара "
                "с учётом "
                "времени в пути и за содействие в поездке."
            ),
            "{% if reply_to %}Подлинность письма можно проверить в секретариате семинара: {{ reply_to }}.{% endif %}",
        ),
        closing="Организаторы пользуются случаем, чтобы возобновить уверения в своём самом высоком уважении.",
    ),
}
_SIGNATURE = {"en": "On behalf of the organizers", "ru": "От имени организаторов"}


def standard(kind: str, language: str) -> bytes:
    """Our template as .docx. Raises KeyError for a kind or a language that there is none for."""
    words = _STANDARDS[kind, language]
    before = words.paragraphs_before
    addressee = (
        ["{{ full_name }}", "{{ position }}", "{{ organization }}", "{{ delegation }}"] if kind == INVITATION else []
    )
    return letter(
        LetterText(
            language=language,
            title=words.title,
            letterhead=["{{ organizers }}"],
            number=words.number,
            date="{{ date }}",
            addressee=addressee,
            subject=words.title,
            salutation=before[0],
            parts=[
                *before[1:],
                Facts(words.facts, [_condition(value) for _label, value in words.facts]),
                *words.paragraphs_after,
            ],
            closing=words.closing,
            signature=[_SIGNATURE[language]],
        )
    )


def _condition(value: str) -> str:
    """A row stands where there is something to say in it."""
    name = value.removeprefix("{{ ").removesuffix(" }}")
    return "" if name in ("workshop", "place", "dates", "full_name", "delegation") else name
