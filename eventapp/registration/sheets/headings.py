"""What each column of a list holds, read from its heading in English, Russian and the languages of the region."""

import re
from dataclasses import dataclass

from eventapp.core import names
from eventapp.registration.sheets.limits import column_letter

# What a column may hold, in the order in which a person would choose from. The suffix _original marks a name in the
# original script; "name" is a heading that says no more than that and is settled by the columns beside it.
KEPT_APART = (
    "passport_number",
    "passport_name",
    "passport_issued",
    "passport_expires",
    "birth_date",
    "birth_place",
    "nationality",
)
"""Columns that are kept only where the workshop asks for the field of this key."""

FIELDS = (
    "full_name",
    "family_given",  # a full name that begins with the family name
    "family",
    "given",
    "patronymic",
    "full_name_original",
    "family_original",
    "given_original",
    "badge_name",
    "honorific",
    "sex",
    "position",
    "organization",
    "position_organization",  # both in one cell
    "combined",  # name, position and organization in one cell
    "country",
    "delegation_type",
    "email",
    "phone",
    "contacts",  # telephone and e-mail in one cell
    "language",
    "languages",
    "interpretation",
    "dietary",
    "access_needs",
    "visa_support",
    "speaker",
    "head",
    "alternate",
    "funding",
    *KEPT_APART,
    "remarks",
    "number",
    "other",
)
NAME_FIELDS = frozenset(
    {"name", "full_name", "family", "given", "full_name_original", "family_original", "given_original", "combined"}
)
LONGEST_HEADING = 100
KEYS_OF_A_TABLE = 100

_FAMILY = re.compile(
    r"\b(?:(?:family|last|sur) ?names?|surnames?|family$|famil[iy]+a\w*|soyadi?\b"
    r"|фамили\w*|теги\b|насаб\b|نام خانوادگ\w|تخلص)"
)
_GIVEN = re.compile(r"\b(?:(?:first|given|fore|christian|other) ?names?|имя|имена|исми?\b|ismi?\b|ady\b|аты\b|ном\b)")
_NAME_ALONE = re.compile(
    r"^(?:names?(?! of (?:the )?(?:org|min|inst|comp|ass|agen|dep|ent))|ism\b"
    r"|имя\b|имена\b|исм\b|аты$|номи?$|نام$|اسم$)"
)
_WHOLE = re.compile(
    r"(?:^|(?<=№ ))(?:(?:full|complete) names?\b|ф ?и ?о\b|фио\b|аты жони|аты жону|ф ?и ?ш\b|f ?i ?sh\b|f ?i ?o\b"
    r"|ному насаб|насабу ном|familiya\w*,? ismi|نام کامل|نام و (?:تخلص|نام خانوادگ\w)|اسم و تخلص"
    r"|(?:participants?|nominees?|delegates?|candidates?|persons?|members?)(?: s)?(?: (?:full )?names?)?$"
    r"|names? of (?:the )?(?:participants?|nominees?|delegates?|candidates?|persons?|members?)"
    r"|(?:данные|имя) участник\w*|участник\w*$|делегат\w*$|кандидат\w*$|полное имя)"
)
_LATIN = re.compile(r"latin|english|passport|латин|англ|лат\b|паспорт")
_ORIGINAL = re.compile(
    r"cyrillic|original|native|local|russian|кирилл|русск|родн|оригинал|\b(?:dari|farsi|persian|pashto|arabic)\b"
)
_DEGREE = re.compile(r"учен\w+ (?:степен|звани)|academic (?:degree|title)")
_ON_BADGE = re.compile(r"\bbadge|беидж|бедж|name plate|nameplate|табличк")

# Anything else: the heading belongs to the word that stands first in it.
_WORDS: dict[str, tuple[str, ...]] = {
    "number": (
        r"^(?:no|n|nn|nr|num|number|s no|sl no|sr no|serial no|s n|#|№)$",
        r"^(?:(?:no |№ )?п ?п|номер|т ?р|р ?с|ردیف|شماره)$",
    ),
    "email": (
        r"\be ?mails?\b|^mail\b|elektron",
        r"\bэлектрон\w* (?:почт|адрес)|^электронк|\bэл ?(?:почт|адрес|поч)|^почта\b|почтаи электрон|пошта",
        r"имеил|\bмеил\b|ایمیل",
    ),
    "phone": (
        r"\b(?:tele)?phones?\b|\btel\b|\btelefon|^mobile|^cell\b|whatsapp",
        r"\bтел(?:ефон\w*)?\b|\bмоб\w*|\bраками телефон|تلفن|شماره تماس|شماره تلفون|تیلفون",
    ),
    "passport_issued": (
        r"(?:date of issue|issued?(?: on)?|issue date)\b|дата выдачи|выдан",
        r"berilgan sana",
    ),
    "passport_expires": (
        r"expir\w+|valid (?:until|till|to|thru)|validity",
        r"срок деиствия|деиствите\w+ до|годен до|amal qilish",
    ),
    "passport_name": (r"names? as (?:it )?(?:is )?(?:in|on|per|appears in) (?:the )?passport|имя по паспорту",),
    "passport_number": (r"passport|pasport|паспорт|шиноснома|толкужат|travel document|پاسپورت|گذرنامه",),
    "birth_place": (r"place of birth|birth ?place|место рожд|tugilgan joy",),
    "birth_date": (
        r"date (?:and place )?of birth|birth ?da(?:te|y)|\bdob\b|дата рожд|год рожд|день рожд",
        r"санаи таваллуд|туган куни?|туулган|tugilgan (?:sana|yil)|تاریخ تولد",
    ),
    "visa_support": (r"\bvisa|\bвиз(?:а|ы|у|е|ов\w*)\b|ویزا",),
    "dietary": (r"\bdiet|\bfood|\bmeals?\b|allerg|питани|диет|аллерг|\bеда\b",),
    "access_needs": (r"disabilit|accessib|access needs|special needs|инвалид|ограничен\w* возмож|особые потреб",),
    "speaker": (r"\bspeakers?\b|presenter|докладчик|выступ|спикер|سخنران",),
    "head": (r"head of (?:the )?deleg|delegation head|глав\w* делег|руководител\w* делег|رییس هیات|رئیس هیئت",),
    "alternate": (r"\balternates?\b|\bsubstitut|\breserve\b|резерв|запасн|основнои или",),
    "funding": (r"\bfund(?:ed|ing)|\bsponsor|at (?:whose|the) expense|paid by|финансир|за счет|оплат",),
    "interpretation": (r"interpret|translation|перевод",),
    "languages": (r"\blanguages\b|\bязыки\b|владение язык|знание язык",),
    "language": (r"\blanguage\b|\bязык|\bзабон|\btil[i]?\b|زبان",),
    "sex": (
        r"\bsex\b|\bgender\b|^(?:m f|f m|m w|w m|jinsi?|jynsy)\b",
        r"^(?:м ж|ж м|пол|гендер)\b|^жынысы?$|^жинси?$|^чинс\w*$|^جنس",
    ),
    "delegation_type": (
        r"\bdelegat\w* type|\btype of (?:deleg|partic)|^types?$|^(?:participant )?categor",
        r"^категори|^тип\b",
    ),
    "nationality": (r"nationalit|citizenship|fuqaro|гражданств|азаматтыг|шахрванд|تابعیت",),
    "country": (
        r"\bcountr(?:y|ies)\b|^(?:member )?states?$|^davlat\w*$|\byurt\w*$",
        r"\bстран[аы]\b|\bгосударств[ао]\b|м[еа]млекет|^давлати?$|^кишвар$|^ел[и]?$|^олко\w*$|کشور",
    ),
    "patronymic": (
        r"patronymic|middle ?names?|fathers? (?:s )?name|отчеств",
        r"номи падар|акесинин аты|атасынын аты|шарифи|sharifi|otasining|نام پدر|ولد",
    ),
    "honorific": (
        r"^(?:salutation|honorific|form of address|обращение|prefix)(?: обращение)?$",
        r"^(?:mr ms|mr mrs|mr mrs ms|ms mr)$",
    ),
    "position": (
        r"\bposition|\btitle\b|\bfunctions?\b|\brole\b|designation|occupation|^job$|\bpost\b|\brank\b|lavozim|wezipe",
        r"должност|\bзвани[ея]\b|лавозим|лауазым|вазифа|кызмат|وظیفه|سمت|\bbast\b|عهده",
    ),
    "organization": (
        r"organi[sz]ation|^orgs?\b|ministr|\bagenc|institut|work ?place|place of (?:work|service|employment)|employer",
        r"company|associati|affiliat|\bdepartment|\bdept\b|\bentity\b|\bbody\b|\boffice\b|\bngos?\b|tashkilot",
        r"ish joyi|isleyan",
        r"министерств|ведомств|организаци|учрежден|место (?:работы|службы)|объединени|\bорган\b|ассоциац|агентств",
        r"рабочее место|подразделени|департамент|ташкилот|мекеме|муассиса|чоии? кор|жумыс орны|иш орду|иш жоии",
        r"وزارت|اداره|نهاد|ارگان",
    ),
    "remarks": (r"remark|comment|\bnotes?\b|примечани|комментар|ملاحظات",),
}
_KINDS = tuple((field, re.compile("|".join(patterns))) for field, patterns in _WORDS.items())
# What a heading of a name may speak of besides without meaning that.
_OF_NAMES = frozenset({"passport_number", "passport_name", "language", "number", "nationality", "patronymic"})
_TOGETHER: dict[frozenset[str], str] = {
    frozenset({"position", "organization"}): "position_organization",
    frozenset({"phone", "email"}): "contacts",
    frozenset({"interpretation", "language"}): "interpretation",
    frozenset({"passport_number", "passport_issued"}): "passport_issued",
    frozenset({"passport_number", "passport_expires"}): "passport_expires",
    frozenset({"delegation_type", "head"}): "head",
}
# Kinds that are words of another kind's heading now and then, and say nothing beside it.
_WEAK = {"country": "nationality", "passport_number": "passport_name"}


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What one column holds. ``index`` counts from 1 (A); ``field`` is one of :data:`FIELDS`.

    ``family_first`` is set for full names that, by their heading, begin with the family name. ``source`` says how the
    meaning was found: "heading", "content", "remembered" (from an earlier list), "hand", or "" where it was not.
    ``asked``: it is not certain, and a person should look at it. ``table`` counts the tables of one sheet from 1.
    ``day_first``: how dates in digits are read here. ``sample``: some of the texts that stand below.
    """

    index: int
    heading: str
    field: str
    family_first: bool = False
    source: str = "heading"
    asked: bool = False
    table: int = 1
    day_first: bool = True
    sample: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The letters over the column in a spreadsheet program."""
        return column_letter(self.index)

    @property
    def key(self) -> int:
        """By what a mapping names the column: its index, and a hundred more for each table above."""
        return (self.table - 1) * KEYS_OF_A_TABLE + self.index

    @property
    def choice(self) -> str:
        """The field as a person would choose it."""
        return "family_given" if self.base_field == "full_name" and self.family_first else self.field

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
    return fields_of(heading)[0]


def fields_of(heading: str) -> tuple[str | None, bool]:
    """The field that a heading names, and whether it could as well name another one, so that a person is asked."""
    text = plain(heading)
    if not text or len(text) > LONGEST_HEADING:
        return None, False
    kinds, name = _kinds_of(text), _name_field(text)
    if name and _ON_BADGE.search(text):
        return "badge_name", False
    if name and name != "name" and _WHOLE.search(text) and {"position", "organization"} & set(kinds):
        return "combined", False
    if name and (not kinds or min(kinds.values()) > 0):
        return (f"{name}_original" if name != "name" and _says_original(text) else name), bool(set(kinds) - _OF_NAMES)
    first = min(kinds, key=lambda field: kinds[field], default=None)
    together = _TOGETHER.get(frozenset(kinds))
    return together or first, together is None and len(kinds) > 1


def order_of(heading: str) -> list[str]:
    """For a heading of several things in one cell: which of them, in the order of the heading."""
    kinds = _kinds_of(plain(heading))
    return sorted((kind for kind in kinds if kind in ("position", "organization")), key=lambda kind: kinds[kind])


def _kinds_of(text: str) -> dict[str, int]:
    """The kinds of which a heading has words, and where each begins."""
    found: dict[str, int] = {}
    for field, pattern in _KINDS:
        match = pattern.search(text)
        if match and not (
            {"passport_issued", "passport_expires", "passport_name"} & set(found) and field == "passport_number"
        ):
            found[field] = match.start()
    if _DEGREE.search(text):
        found.pop("position", None)
    for weak, strong in _WEAK.items():
        if weak in found and strong in found:
            del found[weak]
    if "languages" in found:
        found.pop("language", None)
    return found


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


def says_script(heading: str) -> bool:
    """Whether a heading says in which script names stand below it."""
    text = plain(heading)
    return len(text) <= 40 and bool(_ORIGINAL.search(text) or _LATIN.search(text))


def says_family_first(heading: str) -> bool:
    """Whether a heading says that full names below begin with the family name («Ф.И.О.», "Surname, name")."""
    text = plain(heading)
    if re.match(r"(?:full|complete) name|names?\b", text):
        return False
    if re.match(r"ф ?и ?[ош]\b|фио\b|f ?i ?(?:sh|o)\b|аты жони|аты жону", text):
        return True
    family, given = _FAMILY.search(text), _GIVEN.search(text) or re.search(r"\bnames?$", text)
    return bool(family and given and family.start() < given.start())
