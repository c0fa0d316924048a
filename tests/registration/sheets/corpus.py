"""Lists as unlike each other as can be, each with what it says, row by row, written down by hand."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.registration.sheets.biff import xls
from tests.registration.sheets.files import ods, xlsx

Truth = dict[int, dict[str, Any]]
"""By row (of a list with people in columns: by column, counted from 1): the facts, as `NomineeRow` names them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One file, and what it says."""

    name: str
    data: bytes
    truth: Truth


def samples() -> list[Sample]:
    """All of them."""
    return [make() for make in _MAKERS]


def _rows(first: int, keys: str, rows: Sequence[Sequence[Any]]) -> Truth:
    """Truth of several rows: the facts named by `keys`, None where a row does not say one."""
    named = keys.split()
    return {
        number: {key: value for key, value in zip(named, row, strict=True) if value is not None}
        for number, row in enumerate(rows, start=first)
    }


def _koi8() -> Sample:
    text = (
        "Сведения об участниках;;;;;\r\n"
        "№ п/п;Ф.И.О. (полностью);Пол;Должность и место работы;Дата рождения;Контакты (тел., эл. почта)\r\n"
        "1;КАРИМОВ Рустам Алиевич;мужской;Начальник управления, Министерство юстиции;12 марта 1975 г.;"
        "+992 37 221-44-05, karimov@example.org\r\n"
        "2;ШАРИПОВА Мадина Саидовна;женский;Главный специалист, Комитет по делам религий;03.11.1988;"
        "+992 93 500 11 22; \r\n"
        "3;ЁРОВ Далер;мужской;Советник, Генеральная прокуратура;1990-07-30;yorov@example.org\r\n"
        ";Всего: 3;;;;\r\n"
    )
    text = text.replace("22; \r", "22\r").replace("№", "No")
    keys = "original_family original_given original_name sex position organization phone email birth_date"
    truth = _rows(3, keys, [
        ("КАРИМОВ", "Рустам Алиевич", "КАРИМОВ Рустам Алиевич", "male", "Начальник управления", "Министерство юстиции",
         "+992 37 221-44-05", "karimov@example.org", "1975-03-12"),
        ("ШАРИПОВА", "Мадина Саидовна", "ШАРИПОВА Мадина Саидовна", "female", "Главный специалист",
         "Комитет по делам религий", "+992 93 500 11 22", None, "1988-11-03"),
        ("ЁРОВ", "Далер", "ЁРОВ Далер", "male", "Советник", "Генеральная прокуратура", None, "yorov@example.org",
         "1990-07-30"),
    ])  # fmt: skip
    return Sample("koi8.csv", text.encode("koi8-r"), truth)


def _dari() -> Sample:
    mark = "\u200f"
    rows = [
        ["لیست اشتراک کنندگان وزارت امور خارجه"],
        [],
        ["شماره", "اسم و تخلص", "ولد", "جنسیت", "وظیفه", "وزارت / اداره", "شماره تماس", "ایمیل"],
        ["۱", mark + "محمد کریم احمدی", "عبدالله", "مرد", "رئیس", "وزارت عدلیه", "۰۷۰۰۱۲۳۴۵۶", "karim@example.org"],
        ["۲", "خانم زهرا ‌حسینی", "علی‌رضا", "زن", "مشاور", "وزارت امور زنان", "۰۷۹۹۶۵۴۳۲۱", "mailto:zahra@example.org"],
        ["۳", "محترم نجیب‌الله صافی", "گل‌محمد", "مرد", "معاون", "اداره امور", "", "—"],
    ]
    keys = "original_name patronymic sex position organization phone email honorific"
    truth = _rows(4, keys, [
        ("محمد کریم احمدی", "عبدالله", "male", "رئیس", "وزارت عدلیه", "۰۷۰۰۱۲۳۴۵۶", "karim@example.org", None),
        ("زهرا حسینی", "علی‌رضا", "female", "مشاور", "وزارت امور زنان", "۰۷۹۹۶۵۴۳۲۱", "zahra@example.org", "خانم"),
        ("نجیب‌الله صافی", "گل‌محمد", "male", "معاون", "اداره امور", None, None, "محترم"),
    ])  # fmt: skip
    return Sample("dari.ods", ods(rows), truth)


def _two_lines() -> Sample:
    rows = [
        ["Delegation of the Republic of Uzbekistan"],
        ["No.", "Full name, position, ministry", "Sex", "Contacts", None, "Travel document", None],
        [None, None, None, "Mobile", "E-mail", "Number", "Valid until"],
        [1, "Mr. Botir Qodirov, Deputy Minister, Ministry of Justice", "M", "+998 71 233-13-05", "b.q@example.org",
         "AA1234567", "31.12.2027"],
        [2, "Ms. Dilnoza Oʻrinova\nHead of Department\nYouth Affairs Agency", "F", 998901112233, "d.o@example.org",
         "AA7654321", "01.02.2028"],
        [3, "Dr. Anvar Toshev, Academy of Sciences", "M", None, "a@example.org; toshev@example.org", None, None],
        ["Prepared by: A. Karimov"],
    ]  # fmt: skip
    keys = "latin_name honorific position organization sex phone email passport_number passport_expires"
    truth = _rows(4, keys, [
        ("Botir Qodirov", "Mr.", "Deputy Minister", "Ministry of Justice", "male", "+998 71 233-13-05",
         "b.q@example.org", "AA1234567", "2027-12-31"),
        ("Dilnoza Oʻrinova", "Ms.", "Head of Department", "Youth Affairs Agency", "female", "998901112233",
         "d.o@example.org", "AA7654321", "2028-02-01"),
        ("Anvar Toshev", "Dr.", None, "Academy of Sciences", "male", None, "a@example.org", None, None),
    ])  # fmt: skip
    merged = [(0, 0, 0, 6), (1, 2, 0, 0), (1, 2, 1, 1), (1, 2, 2, 2), (1, 1, 3, 4), (1, 1, 5, 6)]
    return Sample("two-lines.xls", xls(rows, merged=merged), truth)


def _transposed() -> Sample:
    rows = [
        ["Family name / Фамилия", "Núñez", "van der Berg", "Karimova", "Lee"],
        ["Given name / Имя", "Zhan-Éric", "Jan", "Lola", "Ann"],
        ["Sex", "m", "m", "f", "f"],
        ["Country / Страна", "Франция", "Holland", "Tajikistan", "Korea, South"],
        ["Position", "Expert", "Adviser", "Judge", "Director"],
        ["E-mail", "z@example.org", "j@example.org", None, "a@example.org"],
        ["Head of delegation", "no", "yes", None, "no"],
    ]
    keys = "latin_family latin_given latin_name sex country position email head"
    truth = _rows(2, keys, [
        ("Núñez", "Zhan-Éric", "Zhan-Éric Núñez", "male", "FR", "Expert", "z@example.org", False),
        ("van der Berg", "Jan", "Jan van der Berg", "male", "NL", "Adviser", "j@example.org", True),
        ("Karimova", "Lola", "Lola Karimova", "female", "TJ", "Judge", None, None),
        ("Lee", "Ann", "Ann Lee", "female", "KR", "Director", "a@example.org", False),
    ])  # fmt: skip
    return Sample("transposed.xlsx", xlsx(rows), truth)


def _letter() -> Sample:
    text = (
        "To the organizers of the workshop\n\nDear colleagues,\nwe are pleased to nominate:\n\n"
        "1. Mr. Ali KARIMOV, Head of Division, Ministry of Justice, tel. +992 37 221 44 05, ali@example.org\n"
        "2. Ms. Zarina Saidova, Chief Specialist,\n   Committee on Women's Affairs, mob. +992 93 500 11 22\n"
        "3. Mr. Farrukh NAZAROV, Adviser, Executive Office of the President; f.nazarov@example.org\n\n"
        "Please accept the assurances of our highest consideration.\n"
    )
    keys = "latin_family latin_given latin_name honorific sex position organization phone email"
    truth = _rows(6, keys, [
        ("KARIMOV", "Ali", "Ali KARIMOV", "Mr.", "male", "Head of Division", "Ministry of Justice",
         "+992 37 221 44 05", "ali@example.org"),
        (None, None, "Zarina Saidova", "Ms.", "female", "Chief Specialist", "Committee on Women's Affairs",
         "+992 93 500 11 22", None),
    ])  # fmt: skip
    truth |= _rows(9, keys, [
        ("NAZAROV", "Farrukh", "Farrukh NAZAROV", "Mr.", "male", "Adviser", "Executive Office of the President", None,
         "f.nazarov@example.org"),
    ])  # fmt: skip
    return Sample("letter.txt", text.encode("cp1252"), truth)


def _calendar_of_1904() -> Sample:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    cover = book.active
    cover.title = "Cover"
    for line in (["Workshop on prevention"], ["Country", "Kyrgyz Republic"], ["Contact person", "A. Asanov"]):
        cover.append(line)
    old = book.create_sheet("Old list")
    old.sheet_state = "hidden"
    old.append(["Surname", "First name", "Sex", "Passport No.", "Date of birth", "E-mail", "Nationality"])
    old.append(["Hidden", "Person", "m", "X0000000", dt.date(1970, 1, 1), "h@example.org", "KG"])
    sheet = book.create_sheet("Participants")
    sheet.append(["Surname", "First name", "Sex", "Passport No.", "Date of issue", "Date of birth", "Nationality"])
    sheet.append(["Asanov", "Bakyt", "male", "AC1234567", dt.date(2020, 5, 17), dt.date(1980, 1, 2), "Kyrgyz"])
    sheet.append(["Ivanova", "Anna", "female", "ID 0099887", "4/23/2019", 29000, "Russian"])
    sheet.append(["Note: tickets will follow"])
    out = BytesIO()
    book.save(out)
    keys = "latin_family latin_given latin_name sex passport_number passport_issued birth_date nationality"
    truth = _rows(2, keys, [
        ("Asanov", "Bakyt", "Bakyt Asanov", "male", "AC1234567", "2020-05-17", "1980-01-02", "Kyrgyz"),
        ("Ivanova", "Anna", "Anna Ivanova", "female", "ID 0099887", "2019-04-23", "1983-05-26", "Russian"),
    ])  # fmt: skip
    return Sample("calendar-1904.xlsx", out.getvalue(), truth)


def _no_headings() -> Sample:
    text = (
        "Ali Karimov\tm\tHead of Division\tMinistry of Justice\tali@example.org\t+992 37 221 44 05\n"
        "Zarina Saidova\tf\tChief Specialist\tYouth Affairs Agency\tzarina@example.org\t+992 93 500 11 22\n"
        "Farrukh Nazarov\tm\tAdviser\tMinistry of Interior\tf.nazarov@example.org\t+992 90 777 66 55\n"
    )
    keys = "latin_name sex position organization email phone"
    truth = _rows(1, keys, [
        ("Ali Karimov", "male", "Head of Division", "Ministry of Justice", "ali@example.org", "+992 37 221 44 05"),
        ("Zarina Saidova", "female", "Chief Specialist", "Youth Affairs Agency", "zarina@example.org",
         "+992 93 500 11 22"),
        ("Farrukh Nazarov", "male", "Adviser", "Ministry of Interior", "f.nazarov@example.org", "+992 90 777 66 55"),
    ])  # fmt: skip
    return Sample("no-headings.txt", text.encode("utf-16"), truth)


def _two_tables() -> Sample:
    rows = [
        ["Қатысушылар тізімі"],
        ["№", "Тегі", "Аты", "Әкесінің аты", "Жынысы", "Лауазымы", "Жұмыс орны", "Эл. пошта"],
        [1, "Қасымов", "Нұрлан", "Серікұлы", "ер", "Департамент директоры", "Әділет министрлігі", "n@example.org"],
        [2, "Әбдіқызы", "Айгүл", None, "әйел", "Бас маман", "Білім министрлігі", None],
        [],
        ["Interpreters / Переводчики"],
        ["Name", "M/F", "Languages", "Tel."],
        ["Igor Petrov", "M", "Russian, English", "+7 701 111 22 33"],
        ["Saule Akhmetova", "F", "Kazakh; Russian; English", "+7 702 333 44 55"],
    ]
    keys = "original_family original_given original_name patronymic sex position organization email"
    truth = _rows(3, keys, [
        ("Қасымов", "Нұрлан", "Қасымов Нұрлан Серікұлы", "Серікұлы", "male", "Департамент директоры",
         "Әділет министрлігі", "n@example.org"),
        ("Әбдіқызы", "Айгүл", "Әбдіқызы Айгүл", None, "female", "Бас маман", "Білім министрлігі", None),
    ])  # fmt: skip
    truth |= _rows(8, "latin_name sex language languages phone", [
        ("Igor Petrov", "male", "ru", ("ru", "en"), "+7 701 111 22 33"),
        ("Saule Akhmetova", "female", "kk", ("kk", "ru", "en"), "+7 702 333 44 55"),
    ])  # fmt: skip
    return Sample("two-tables.xlsx", xlsx(rows, merged=["A1:H1"]), truth)


def _uzbek() -> Sample:
    text = (
        "F.I.Sh.|Jinsi|Lavozimi|Ish joyi|Davlat|Telefon|Name on badge|Funding|Alternate|Interpretation\n"
        "Gʻulomov Sherzod Akmalovich|erkak|Boʻlim boshligʻi|Adliya vazirligi|Oʻzbekiston|+998 71 200 00 01|"
        "Sherzod Gulomov|self-funded|no|Russian\n"
        "Yoʻldosheva Nargiza|ayol|Yetakchi mutaxassis|Taʻlim vazirligi|UZB|+998 71 200 00 02||funded|yes|нет\n"
        "Xolmatov Bekzod (head of delegation)|erkak|Head of delegation, deputy director|Agentlik|Узбекистан|"
        "+998 71 200 00 03||за счет организаторов|основной|английский\n"
    ).replace("Xolmatov Bekzod (head of delegation)", "Xolmatov Bekzod")
    keys = (
        "latin_family latin_given latin_name sex position organization country phone badge_name funding alternate "
        "interpretation head"
    )
    truth = _rows(2, keys, [
        ("Gʻulomov", "Sherzod Akmalovich", "Gʻulomov Sherzod Akmalovich", "male", "Boʻlim boshligʻi",
         "Adliya vazirligi", "UZ", "+998 71 200 00 01", "Sherzod Gulomov", "self-funded", False, "ru", None),
        ("Yoʻldosheva", "Nargiza", "Yoʻldosheva Nargiza", "female", "Yetakchi mutaxassis", "Taʻlim vazirligi", "UZ",
         "+998 71 200 00 02", None, "funded", True, None, None),
        ("Xolmatov", "Bekzod", "Xolmatov Bekzod", "male", "Head of delegation, deputy director", "Agentlik", "UZ",
         "+998 71 200 00 03", None, "funded", False, "en", True),
    ])  # fmt: skip
    return Sample("uzbek.txt", text.encode("utf-8-sig"), truth)


def _arabic_windows() -> Sample:
    text = (
        "نام,نام پدر,جنس,سمت,Country,Email\n"
        "مريم نوري,حسين,زن,مدير,AFG,maryam@example.org\n"
        "احمد شاه,علي,مرد,معاون,افغانستان,\n"
    )
    truth = _rows(2, "original_name patronymic sex position country email", [
        ("مريم نوري", "حسين", "female", "مدير", "AF", "maryam@example.org"),
        ("احمد شاه", "علي", "male", "معاون", "AF", None),
    ])  # fmt: skip
    return Sample("persian.csv", text.encode("cp1256"), truth)


def _headings_that_lie() -> Sample:
    rows = [
        ["Delegate", "E-mail", "Sex", "Post", "City", "Date of birth"],
        ["Ann Lee / Анна Ли", "+7 701 111 22 33", "Ministry", "f", "Almaty", "03/04/1980"],
        ["Bob Ray / Боб Рэй", "+7 701 111 22 44", "Agency", "m", "Astana", "05/06/1981"],
        ["Cid Fox / Сид Фокс", "+7 701 111 22 55", "Ministry", "m", "Almaty", "07/08/1982"],
    ]
    truth = _rows(2, "latin_name original_name phone organization sex birth_date", [
        ("Ann Lee", "Анна Ли", "+7 701 111 22 33", "Ministry", "female", "1980-04-03"),
        ("Bob Ray", "Боб Рэй", "+7 701 111 22 44", "Agency", "male", "1981-06-05"),
        ("Cid Fox", "Сид Фокс", "+7 701 111 22 55", "Ministry", "male", "1982-08-07"),
    ])  # fmt: skip
    return Sample("headings-that-lie.xlsx", xlsx(rows), truth)


_MAKERS: tuple[Callable[[], Sample], ...] = (
    _koi8, _dari, _two_lines, _transposed, _letter, _calendar_of_1904, _no_headings, _two_tables, _uzbek,
    _arabic_windows, _headings_that_lie,
)  # fmt: skip
