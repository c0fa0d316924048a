"""Questions that nearly every workshop asks, ready in English and Russian.

Their keys are known to other features (logistics counts nights by them, letters print them), so they never change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eventapp.core.texts import Texts
from eventapp.fields.models import Group, Kind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A ready question. `condition` counts where the question it names is asked too."""

    kind: Kind
    text: Texts
    group: Group
    stage: Stage = Stage.CONFIRMED
    help: Texts = field(default_factory=Texts)
    choices: tuple[tuple[str, Texts], ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False
    condition: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadySet:
    """Ready questions that belong together."""

    title: Texts
    keys: tuple[str, ...]


def _travel(kind: Kind, en: str, ru: str, **more: Any) -> Ready:
    return Ready(kind=kind, text=Texts(en=en, ru=ru), group=Group.TRAVEL, **more)


def _identity(kind: Kind, en: str, ru: str, **more: Any) -> Ready:
    return Ready(kind=kind, text=Texts(en=en, ru=ru), group=Group.IDENTITY, **more)


def _money(kind: Kind, en: str, ru: str, **more: Any) -> Ready:
    return Ready(kind=kind, text=Texts(en=en, ru=ru), group=Group.MONEY, **more)


def _registration(kind: Kind, group: Group, en: str, ru: str, **more: Any) -> Ready:
    return Ready(kind=kind, text=Texts(en=en, ru=ru), group=group, stage=Stage.REGISTRATION, **more)


_ON_OUR_CLOCK = Texts(
    en="Local time at the place of the workshop.", ru="По местному времени города проведения семинара."
)
_IF_HOTEL = {"key": "hotel_wish", "any": ["yes"]}

FIELDS: dict[str, Ready] = {
    # --- travel ------------------------------------------------------------------------------------------------------
    "arrival_at": _travel(Kind.MOMENT, "Arrival", "Прибытие", help=_ON_OUR_CLOCK, required=True),
    "arrival_flight": _travel(
        Kind.TEXT,
        "Flight or train of arrival",
        "Рейс или поезд прибытия",
        help=Texts(en="For example KC 131.", ru="Например, KC 131."),
        limits={"longest": 60},
    ),
    "arrival_from": _travel(Kind.TEXT, "From which city", "Из какого города", limits={"longest": 120}),
    "departure_at": _travel(Kind.MOMENT, "Departure", "Отъезд", help=_ON_OUR_CLOCK, required=True),
    "departure_flight": _travel(
        Kind.TEXT, "Flight or train of departure", "Рейс или поезд отъезда", limits={"longest": 60}
    ),
    "pick_up": _travel(
        Kind.YES_NO, "Do you wish to be met on arrival?", "Нужно ли встретить Вас по прибытии?", required=True
    ),
    "hotel_wish": _travel(Kind.YES_NO, "Do you need a hotel room?", "Нужен ли Вам номер в гостинице?", required=True),
    "hotel_from": _travel(
        Kind.DATE, "Hotel: from (day of arrival)", "Гостиница: с (день заезда)", required=True, condition=_IF_HOTEL
    ),
    "hotel_to": _travel(
        Kind.DATE, "Hotel: to (day of departure)", "Гостиница: по (день выезда)", required=True, condition=_IF_HOTEL
    ),
    # --- identity ----------------------------------------------------------------------------------------------------
    "passport_number": _identity(Kind.TEXT, "Passport number", "Номер паспорта", limits={"longest": 30}, required=True),
    "passport_name": _identity(
        Kind.TEXT,
        "Name as in the passport",
        "Имя и фамилия, как в паспорте",
        help=Texts(
            en="In Latin letters, exactly as printed; the ticket and the visa carry it.",
            ru="Латинскими буквами, точно как напечатано: так они будут указаны в билете и визе.",
        ),
        required=True,
    ),
    "passport_country": _identity(Kind.COUNTRY, "Country that issued the passport", "Страна выдачи паспорта"),
    "passport_issued": _identity(Kind.DATE, "Passport issued on", "Дата выдачи паспорта", limits={"past": True}),
    "passport_expires": _identity(Kind.DATE, "Passport valid until", "Паспорт действителен до", required=True),
    "passport_copy": _identity(
        Kind.FILE,
        "Copy of the passport page with the photograph",
        "Копия страницы паспорта с фотографией",
        help=Texts(en="A photograph made with a phone is enough.", ru="Достаточно снимка, сделанного телефоном."),
    ),
    "birth_date": _identity(Kind.DATE, "Date of birth", "Дата рождения", limits={"past": True}, required=True),
    "birth_place": _identity(Kind.TEXT, "Place of birth", "Место рождения", limits={"longest": 120}),
    "nationality": _identity(Kind.COUNTRY, "Nationality", "Гражданство", required=True),
    # --- money -------------------------------------------------------------------------------------------------------
    "bank_name": _money(Kind.TEXT, "Name of the bank", "Название банка", limits={"longest": 200}, required=True),
    "bank_account": _money(
        Kind.TEXT, "Account number or IBAN", "Номер счёта или IBAN", limits={"longest": 60}, required=True
    ),
    "bank_swift": _money(Kind.TEXT, "SWIFT or BIC code of the bank", "Код SWIFT (BIC) банка", limits={"longest": 20}),
    "bank_holder": _money(
        Kind.TEXT,
        "Holder of the account",
        "Владелец счёта",
        help=Texts(en="As the bank writes the name.", ru="Как имя записано в банке."),
        required=True,
    ),
    "bank_currency": _money(
        Kind.TEXT,
        "Currency of the account",
        "Валюта счёта",
        help=Texts(en="For example USD, EUR or KZT.", ru="Например, USD, EUR или KZT."),
        limits={"longest": 20},
    ),
    # --- needs -------------------------------------------------------------------------------------------------------
    "emergency_contact": _registration(
        Kind.TEXT,
        Group.NEEDS,
        "Whom to call in an emergency",
        "Кому позвонить в экстренном случае",
        help=Texts(en="Name and telephone number.", ru="Имя и номер телефона."),
    ),
    "medical_note": _registration(
        Kind.LONG_TEXT,
        Group.NEEDS,
        "What a doctor should know",
        "Что важно знать врачу",
        help=Texts(
            en="Only if you wish: an allergy, a medicine you take.",
            ru="Только по желанию: аллергия, принимаемые лекарства.",
        ),
        limits={"longest": 1000},
    ),
    # --- general -----------------------------------------------------------------------------------------------------
    "nomination_letter": _registration(
        Kind.FILE,
        Group.GENERAL,
        "Letter of nomination",
        "Письмо о выдвижении кандидатуры",
        help=Texts(
            en="The official letter or note verbale that names you.",
            ru="Официальное письмо или вербальная нота, в которых Вы названы.",
        ),
    ),
    "cv": _registration(Kind.FILE, Group.GENERAL, "Curriculum vitae", "Краткая биография (CV)"),
    "expectations": _registration(
        Kind.LONG_TEXT, Group.GENERAL, "What do you expect of the workshop?", "Чего Вы ждёте от семинара?"
    ),
    "experience": _registration(
        Kind.CHOICE,
        Group.GENERAL,
        "How long have you worked in this field?",
        "Как давно Вы работаете в этой области?",
        choices=(
            ("under-2", Texts(en="Less than 2 years", ru="Менее 2 лет")),
            ("2-to-5", Texts(en="2 to 5 years", ru="От 2 до 5 лет")),
            ("5-to-10", Texts(en="5 to 10 years", ru="От 5 до 10 лет")),
            ("over-10", Texts(en="More than 10 years", ru="Более 10 лет")),
        ),
    ),
    "topics": _registration(
        Kind.LONG_TEXT,
        Group.GENERAL,
        "Which questions would you like to discuss?",
        "Какие вопросы Вы хотели бы обсудить?",
    ),
}

SETS: dict[str, ReadySet] = {
    "travel": ReadySet(
        Texts(en="Travel and hotel", ru="Поездка и гостиница"),
        tuple(key for key, ready in FIELDS.items() if ready.group is Group.TRAVEL),
    ),
    "visa": ReadySet(
        Texts(en="Passport and visa", ru="Паспорт и виза"),
        tuple(key for key, ready in FIELDS.items() if ready.group is Group.IDENTITY),
    ),
    "payment": ReadySet(
        Texts(en="Payment", ru="Выплаты"),
        tuple(key for key, ready in FIELDS.items() if ready.group is Group.MONEY),
    ),
    "needs": ReadySet(
        Texts(en="Health and safety", ru="Здоровье и безопасность"), ("emergency_contact", "medical_note")
    ),
    "documents": ReadySet(Texts(en="Documents", ru="Документы"), ("nomination_letter", "cv")),
    "about": ReadySet(
        Texts(en="Expectations and experience", ru="Ожидания и опыт"), ("expectations", "experience", "topics")
    ),
}
