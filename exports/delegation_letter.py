"""The official letter that invites a delegation to name its participants, in English or Russian.

The Russian text names country, place and dates where they stand in the nominative, so that no name has to be declined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.model import Organization
from exports.qr import qr_png
from exports.word.letter import Facts, LetterText, Link, Part, letter
from exports.word.to_pdf import pdf as as_pdf


@dataclass(frozen=True, slots=True)
class DelegationLetter:
    """What the letter says; texts come in its language. `language`: "en" or "ru".

    `number`: with its prefix, or ""; `dated`: the date in words. `addressee`: who it goes to, line by line (the focal
    point, the official name of the country or organization). `seats`, `funded_seats`: figures, "" where not settled.
    `deadline`: date (and time) in words, or "". `url`: the delegation's own page. `signatory`: name, then title; empty:
    a line to sign on.
    """

    language: str
    dated: str
    organizers: Sequence[Organization]
    workshop: str
    series: str
    place: str
    dates: str
    addressee: Sequence[str]
    delegation: str
    delegation_type: str
    url: str
    number: str = ""
    seats: str = ""
    funded_seats: str = ""
    deadline: str = ""
    reply_to: str = ""
    signatory: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    salutation: str
    invite: str
    facts: tuple[str, ...]
    ask: str
    how: str
    how_by_mail: str
    balance: str
    page: str
    closing: str
    for_the_organizers: str


_WORDS = {
    "en": _Words(
        title="Invitation to nominate participants",
        salutation="Excellency, Ladies and Gentlemen,",
        invite="The organizers present their compliments and have the honour to invite your delegation to take part "
        "in the "
        "workshop described below.",
        facts=(
            "Workshop",
            "Series",
            "Place",
            "Dates",
            "Delegation",
            "Takes part as",
            "Number of seats",
            "Of which funded by the organizers",
            "Nominations are requested by",
        ),
        ask="We should be grateful if you would kindly name the participants of your delegation with their full "
        "names as in "
        "the passport, positions, organizations and contact details, and indicate the head of delegation. Alternates, "
        "who would take part should a nominee be unable to come, may be named as well.",
        how="Nominations can be made in English or Russian on the page of your delegation at the address below. The "
        "address "
        "is meant for your delegation only.",
        how_by_mail=" Alternatively, the enclosed nomination sheet may be completed and returned by e-mail to "
        "{reply_to}.",
        balance="A balanced participation of women and men would be appreciated.",
        page="Page of your delegation:",
        closing="The organizers avail themselves of this opportunity to renew the assurances of their highest "
        "consideration.",
        for_the_organizers="On behalf of the organizers",
    ),
    "ru": _Words(
        title="Приглашение к выдвижению участников",
        salutation="Ваше Превосходительство, уважаемые дамы и господа!",
        invite="Организаторы свидетельствуют своё уважение и имеют честь пригласить Вашу делегацию принять участие в "
        "семинаре, сведения о котором приведены ниже.",
        facts=(
            "Семинар",
            "Серия",
            "Место проведения",
            "Даты",
            "Делегация",
            "Категория участников",
            "Число мест",
            "В том числе за счёт организаторов",
            "Срок выдвижения кандидатур",
        ),
        ask="Будем признательны, если Вы сообщите имена и фамилии участников Вашей делегации, как они указаны в "
        "паспорте, "
        "их должности, место работы и контактные данные, а также назовёте главу делегации. Можно указать и резервных "
        "участников на случай, если кто-либо из выдвинутых лиц не сможет приехать.",
        how="Кандидатуры можно указать на русском или английском языке на странице Вашей делегации по приведённому "
        "ниже "
        "адресу. Этот адрес предназначен только для Вашей делегации.",
        how_by_mail=" Можно также заполнить прилагаемый лист выдвижения и направить его по электронной почте: "
        "{reply_to}.",
        balance="Организаторы будут признательны за сбалансированное участие женщин и мужчин.",
        page="Страница Вашей делегации:",
        closing="Организаторы пользуются случаем, чтобы возобновить уверения в своём самом высоком уважении.",
        for_the_organizers="От имени организаторов",
    ),
}


def docx(facts: DelegationLetter) -> bytes:
    """The letter as a Word file. Raises KeyError for a language that there is no text in."""
    return letter(_text(facts))


def pdf(facts: DelegationLetter, fonts: Path) -> bytes:
    """The same letter as PDF."""
    words = _WORDS[facts.language]
    return as_pdf(docx(facts), fonts, title=f"{words.title}: {facts.delegation}", language=facts.language)


def _text(facts: DelegationLetter) -> LetterText:
    words = _WORDS[facts.language]
    values = (
        facts.workshop,
        facts.series,
        facts.place,
        facts.dates,
        facts.delegation,
        facts.delegation_type,
        facts.seats,
        facts.funded_seats,
        facts.deadline,
    )
    how = words.how + (words.how_by_mail.format(reply_to=facts.reply_to) if facts.reply_to else "")
    parts: list[Part] = [
        words.invite,
        Facts([(label, value) for label, value in zip(words.facts, values, strict=True) if value]),
        words.ask,
        how,
        Link(words.page, facts.url, qr_png(facts.url)),
        words.balance,
    ]
    return LetterText(
        language=facts.language,
        title=f"{words.title}: {facts.delegation}",
        letterhead=[each.name for each in facts.organizers],
        number=f"№ {facts.number}"
        if facts.number and facts.language == "ru"
        else facts.number and f"No. {facts.number}",
        date=facts.dated,
        addressee=facts.addressee,
        subject=words.title,
        salutation=words.salutation,
        parts=parts,
        closing=words.closing,
        signature=facts.signatory or [words.for_the_organizers],
    )
