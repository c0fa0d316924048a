"""What the texts of one column look like, whatever its heading says."""

import re
from collections.abc import Callable, Sequence

from eventapp.core import countries, names
from eventapp.registration.sheets import dates, values

_ORGANIZATION = re.compile(
    r"\b(?:ministr|agenc|committee|department of|office of|prosecutor|university|institut|academy|council|associat|"
    r"centre|center|organi[sz]ation|fund|foundation|bank|embassy|"
    r"министерств|агентств|комитет|управлени[ея] |прокуратур|университет|институт|академи|совет\b|ассоциац|центр|"
    r"служб[аы] |"
    r"ведомств|организац|фонд|посольств|вазорат|министрлиг|вазирли|vazirlig)|وزارت|اداره|ریاست|کمیته"
)
_POST = re.compile(
    r"\b(?:head of|chief|director|minister\b|deputy|advis[eo]r|expert|specialist|officer|manager|secretary|president|"
    r"chair|counsel|analyst|judge|inspector|assistant|consultant|lecturer|professor|"
    r"начальник|директор|министр\b|заместител|советник|эксперт|специалист|заведующ|секретар|председател|инспектор|"
    r"руководител|консультант|помощник|судья|атташе|сотрудник|преподават|мудир|сардор|boshlig|mutaxassis)"
    r"|رئیس|رییس|معاون|مدیر|مشاور|کارشناس|متخصص"
)
_CLEAR = 0.8  # of the texts of a column, to take it for something without a heading
_PHONE = re.compile(r"\+?[\d\s().\-–/]{6,}(?:(?:ext|доб|вн)[. ]*\d+)?")


def readable(field: str) -> Callable[[str], bool] | None:
    """What tells whether a cell can hold such a thing; None for free text."""
    return _READABLE.get(field)


def share(field: str, texts: Sequence[str]) -> float:
    """Which part of the texts can be read as this field; 1 for free text and for no texts."""
    test = readable(field)
    said = [text for text in texts if not values.is_nothing(text)]
    return sum(map(test, said)) / len(said) if test and said else 1.0


def kind_of(texts: Sequence[str]) -> str | None:
    """What a column without a heading that is understood seems to hold, or None."""
    said = [text for text in texts if not values.is_nothing(text)]
    if not said:
        return None
    return _by_form(said) or _names_in(said) or _work_in(said)


def _by_form(said: Sequence[str]) -> str | None:
    """What can be told by the form of the texts alone: numbers, addresses, dates."""
    if _counts(said):
        return "number"
    clear = (field for field in ("email", "sex", "honorific", "country") if share(field, said) > _CLEAR)
    if (field := next(clear, None)) is not None:
        return field
    if share("birth_date", said) > _CLEAR and not any(text.isdigit() for text in said):
        return "birth_date"
    if sum(map(is_phone, said)) > len(said) * _CLEAR:
        return "phone"
    return "contacts" if share("contacts", said) > _CLEAR and any("@" in text for text in said) else None


def _names_in(said: Sequence[str]) -> str | None:
    """ "full_name" or "one_name", if most are names and few are the same."""
    if len(set(said)) <= len(said) * 0.6:
        return None
    several = sum(1 < len(text.split()) <= 6 for text in said)
    if share("full_name", said) > _CLEAR and several > len(said) * _CLEAR:
        return "full_name"
    alone = all(len(text.split()) == 1 and len(text) > 2 for text in said)
    return "one_name" if alone and share("family", said) > _CLEAR else None


def _work_in(said: Sequence[str]) -> str | None:
    """ "position" or "organization", if most speak of either."""
    posts, places = (sum(bool(pattern.search(names.fold(text))) for text in said) for pattern in (_POST, _ORGANIZATION))
    if max(posts, places) * 2 > len(said):
        return "position" if posts >= places else "organization"
    return None


def bears_out(field: str, texts: Sequence[str]) -> bool:
    """Whether every text is plainly such a thing, so that nobody need be asked although no heading says so."""
    said = [text for text in texts if not values.is_nothing(text)]
    tests = {
        "position": lambda text: is_post(text) and not is_organization(text),
        "organization": is_organization,
        "phone": is_phone,
    }
    test = tests.get(field) or _READABLE.get(field)
    return test is not None and all(map(test, said))


def is_organization(text: str) -> bool:
    """Whether a text speaks of a ministry, an agency or the like."""
    return bool(_ORGANIZATION.search(names.fold(text)))


def is_post(text: str) -> bool:
    """Whether a text speaks of a post that a person holds."""
    return bool(_POST.search(names.fold(text)))


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number and nothing else."""
    digits = sum(map(str.isdigit, text))
    return bool(_PHONE.fullmatch(text.strip())) and 6 <= digits <= 20 and not _is_date(text)


def _counts(texts: Sequence[str]) -> bool:
    """Whether the texts are 1, 2, 3 … (a number may be missing)."""
    numbers = [int(text.strip(".) ")) for text in texts if re.fullmatch(r"\d{1,4}[.)]?", text.strip())]
    return len(numbers) == len(texts) and numbers[0] <= 1 and numbers == sorted(set(numbers))


def _is_name(text: str) -> bool:
    """Letters and what stands between names; neither a post nor an office, nor digits; capitals where there are any."""
    if not re.fullmatch(r"[^\d@_:;!?+=<>%]{2,120}", text) or not any(map(str.isalpha, text)):
        return False
    if is_organization(text) or is_post(text):
        return False
    words = [word for word in re.split(r"[\s/|,()]+", text) if word]
    capital = [word for word in words if word[0].isupper() or not (word.islower() or word.isupper())]
    return len(words) <= 12 and len(capital) * 2 >= len(words) and sum(map(str.isalpha, text)) > 1


def _has_person(text: str) -> bool:
    return bool(re.match(r"\W*[^\W\d_]{2,}", text)) and "@" not in text.partition(",")[0]


def _has_contact(text: str) -> bool:
    return bool(values.read_emails(text)) or sum(map(str.isdigit, text)) >= 6


def _not_contact(text: str) -> bool:
    return "@" not in text and not is_phone(text) and dates.read_date(text) is None and not _only_sex(text)


def _only_sex(text: str) -> bool:
    return len(text) < 8 and values.read_sex(text) is not None


def _is_date(text: str) -> bool:
    return any(dates.read_date(text, day_first=day_first) for day_first in (True, False))


def _is_document(text: str) -> bool:
    return bool(re.fullmatch(r"[\w №/.\-]{4,30}", text)) and sum(map(str.isdigit, text)) >= 4


_NAMES = ("name", "full_name", "family", "given", "full_name_original", "family_original", "given_original")
_READABLE: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(_NAMES, _is_name),
    "combined": _has_person,
    "email": lambda text: bool(values.read_emails(text)),
    "phone": lambda text: sum(map(str.isdigit, text)) >= 5 and "@" not in text,
    "contacts": _has_contact,
    "sex": lambda text: values.read_sex(text) is not None,
    "honorific": lambda text: all(map(values.is_honorific, text.split())),
    "country": lambda text: countries.find(text) is not None,
    "nationality": lambda text: sum(map(str.isdigit, text)) == 0,
    "language": lambda text: values.read_languages(text) is not None,
    "languages": lambda text: values.read_languages(text) is not None,
    "interpretation": lambda text: values.read_languages(text) is not None or values.read_yes_or_no(text) is not None,
    "visa_support": lambda text: values.read_yes_or_no(text) is not None,
    "speaker": lambda text: values.read_yes_or_no(text) is not None,
    "head": lambda text: values.says_head(text) or values.read_yes_or_no(text) is not None,
    "alternate": lambda text: values.read_alternate(text) is not None,
    "funding": lambda text: values.read_funding(text) is not None,
    **dict.fromkeys(("birth_date", "passport_issued", "passport_expires"), _is_date),
    "passport_number": _is_document,
    "position": lambda text: _not_contact(text) and not (is_organization(text) and not is_post(text)),
    "organization": lambda text: _not_contact(text) and not (is_post(text) and not is_organization(text)),
    "number": lambda text: bool(re.fullmatch(r"[\w№.)\-/ ]{1,8}", text)),
    "delegation_type": _not_contact,
}
