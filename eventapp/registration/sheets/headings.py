"""What each column of a list holds, read from its heading in English, Russian and the languages of the region."""

import re
from dataclasses import dataclass

from eventapp.core import names
from eventapp.registration.sheets.limits import column_letter

# What a column may hold, in the order in which a person would choose from. The suffix _original marks a name in the
# original script; "name" is a heading that says no more than that and is settled by the columns beside it.
FIELDS = (
    "full_name",
    "family",
    "given",
    "patronymic",
    "full_name_original",
    "family_original",
    "given_original",
    "sex",
    "position",
    "organization",
    "country",
    "delegation_type",
    "email",
    "phone",
    "language",
    "dietary",
    "visa_support",
    "speaker",
    "honorific",
    "passport",
    "date_of_birth",
    "citizenship",
    "remarks",
    "number",
    "other",
)
NAME_FIELDS = frozenset(
    {"name", "full_name", "family", "given", "full_name_original", "family_original", "given_original"}
)
LONGEST_HEADING = 100

_FAMILY = re.compile(
    r"\b(?:(?:family|last|sur) ?names?|surnames?|family$|familiya\w*|soyadi?\b"
    r"|фамили\w*|теги\b|насаб\b|نام خانوادگ\w|تخلص)"
)
_GIVEN = re.compile(r"\b(?:(?:first|given|fore|christian|other) ?names?|имя|имена|исм\b|ismi?\b)")
_NAME_ALONE = re.compile(
    r"^(?:names?(?! of (?:the )?(?:org|min|inst|comp|ass|agen|dep|ent))|ism\b"
    r"|имя\b|имена\b|исм\b|аты$|номи?$|نام$|اسم$)"
)
_WHOLE = re.compile(
    r"^(?:(?:full|complete) names?\b|ф ?и ?о\b|фио\b|аты жони|аты жону|ф ?и ?ш\b|نام کامل|نام و (?:تخلص|نام خانوادگ\w)"
    r"|(?:participants?|nominees?|delegates?|candidates?|persons?)(?: s)?(?: (?:full )?names?)?$"
    r"|names? of (?:the )?(?:participants?|nominees?|delegates?|candidates?|persons?)|участник\w*$|делегат\w*$"
    r"|полное имя)"
)
_LATIN = re.compile(r"latin|english|passport|латин|англ|лат\b")
_ORIGINAL = re.compile(
    r"cyrillic|original|native|local|russian|кирилл|русск|родн|оригинал|\b(?:dari|farsi|persian|pashto|arabic)\b"
)

# Anything else: the heading belongs to the word that stands first in it.
_WORDS: dict[str, tuple[str, ...]] = {
    "number": (
        r"^(?:no|n|nn|nr|num|number|s no|sl no|sr no|serial no|#)$",
        r"^(?:(?:no )?п ?п|номер|т ?р|ردیف|شماره)$",
    ),
    "email": (
        r"\be ?mails?\b|^mail\b",
        r"\bэлектрон\w* (?:почт|адрес)|^электронк|\bэл ?(?:почт|адрес|поч)|^почта\b|имеил|ایمیل",
    ),
    "phone": (
        r"\b(?:tele)?phones?\b|\btel\b|^mobile|^cell\b|whatsapp",
        r"\bтел(?:ефон\w*)?\b|\bмоб\w*|تلفن|شماره تماس",
    ),
    "passport": (r"passport|паспорт|travel document|پاسپورت|گذرنامه",),
    "date_of_birth": (r"date of birth|birth ?da(?:te|y)|\bdob\b|дата рожд|год рожд|تاریخ تولد",),
    "visa_support": (r"\bvisa|\bвиз(?:а|ы|у|ов\w*)\b|ویزا",),
    "dietary": (r"\bdiet|\bfood|\bmeals?\b|allerg|питани|диет|аллерг|\bеда\b",),
    "speaker": (r"\bspeakers?\b|presenter|докладчик|выступ|спикер|سخنران",),
    "language": (r"\blanguages?\b|\bязык|\bзабон|\btil\b|زبان",),
    "sex": (
        r"\bsex\b|\bgender\b|^(?:m f|f m|m w|jinsi?)\b",
        r"^(?:м ж|ж м|пол)\b|^жынысы?$|^чинс\w*$|^جنس",
    ),
    "delegation_type": (
        r"\bdelegat\w* type|\btype of (?:deleg|partic)|^types?$|^(?:participant )?categor",
        r"^категори|^тип\b",
    ),
    "citizenship": (r"nationalit|citizenship|гражданств|تابعیت",),
    "country": (
        r"\bcountr(?:y|ies)\b|^(?:member )?states?$",
        r"\bстран[аы]\b|\bгосударств[ао]\b|мамлекет|^давлат$|^ел$|کشور",
    ),
    "patronymic": (r"patronymic|middle ?names?|fathers? (?:s )?name|отчеств|نام پدر",),
    "honorific": (r"^(?:salutation|honorific|form of address|mr ms|mr mrs|mr mrs ms|обращение)$",),
    "position": (
        r"\bposition|\btitle\b|\bfunctions?\b|\brole\b|designation|occupation|\bpost\b|\brank\b|lavozim",
        r"должност|\bзвани[ея]\b|лавозим|вазифа|кызмат|وظیفه|سمت",
    ),
    "organization": (
        r"organi[sz]ation|^orgs?\b|ministr|\bagenc|institut|work ?place|place of (?:work|service|employment)|employer",
        r"company|associati|affiliat|\bdepartment|\bentity\b|\bbody\b|\boffice\b|\bngos?\b",
        r"министерств|ведомств|организаци|учрежден|место (?:работы|службы)|объединени|\bорган\b|ассоциац|агентств",
        r"ташкилот|мекеме|وزارت|اداره|نهاد",
    ),
    "remarks": (r"remark|comment|\bnotes?\b|примечани|комментар|ملاحظات",),
}
_KINDS = tuple((field, re.compile("|".join(patterns))) for field, patterns in _WORDS.items())


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What one column holds. ``index`` counts from 1 (A); ``field`` is one of :data:`FIELDS`.

    ``family_first`` is set for full names that, by their heading, begin with the family name.
    """

    index: int
    heading: str
    field: str
    family_first: bool = False

    @property
    def letter(self) -> str:
        """The letters over the column in a spreadsheet program."""
        return column_letter(self.index)

    @property
    def base_field(self) -> str:
        """The field without the suffix that says it is in the original script."""
        return self.field.removesuffix("_original")

    @property
    def in_original(self) -> bool:
        """Whether the heading says that names here are in the original script."""
        return self.field.endswith("_original")


def plain(heading: str) -> str:
    """A heading as the patterns see it: folded, without punctuation."""
    return " ".join(re.sub(r"[^\w\s#]|_", " ", names.fold(heading)).split())


def field_of(heading: str) -> str | None:
    """The field that a heading names, "name" where it may be a full or a given name, None where it is unknown."""
    text = plain(heading)
    if not text or len(text) > LONGEST_HEADING:
        return None
    kind, place = _kind_of(text)
    name = _name_field(text)
    if name and (kind is None or place > 0):
        return f"{name}_original" if name != "name" and _says_original(text) else name
    return kind


def _kind_of(text: str) -> tuple[str | None, int]:
    found = [(match.start(), field) for field, pattern in _KINDS if (match := pattern.search(text))]
    place, field = min(found, key=lambda item: item[0], default=(0, None))
    return field, place


def _name_field(text: str) -> str | None:
    family, given = _FAMILY.search(text), _GIVEN.search(text)
    if _WHOLE.search(text) or (family and given):
        return "full_name"
    if family:
        return "family" if family.start() == 0 or not _NAME_ALONE.search(text) else "full_name"
    if _NAME_ALONE.search(text):
        return "name"
    return "given" if given else None


def _says_original(text: str) -> bool:
    return bool(_ORIGINAL.search(text)) and not _LATIN.search(text)


def says_original(heading: str) -> bool:
    """Whether a heading says that what stands below is in the original script."""
    return _says_original(plain(heading))


def says_family_first(heading: str) -> bool:
    """Whether a heading says that full names below begin with the family name («Ф.И.О.», "Surname, name")."""
    text = plain(heading)
    if re.match(r"(?:full|complete) name|names?\b", text):
        return False
    if re.match(r"ф ?и ?о\b|фио\b|ф ?и ?ш\b|аты жони|аты жону", text):
        return True
    family, given = _FAMILY.search(text), _GIVEN.search(text) or re.search(r"\bnames?$", text)
    return bool(family and given and family.start() < given.start())
