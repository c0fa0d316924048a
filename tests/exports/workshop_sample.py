"""A small workshop with everything that makes a renderer stumble: three scripts, long names, formulas, a demo mark."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from exports.model import (
    AgendaItem,
    AttendanceCount,
    AttendanceRow,
    Badge,
    Choice,
    Crosstab,
    Day,
    FeedbackSummary,
    KeyFigure,
    Note,
    Organization,
    Participant,
    QuestionSummary,
    Recommendation,
    Theme,
    WorkshopFacts,
    WorkshopReport,
)

ALMATY = ZoneInfo("Asia/Almaty")
NAMESPACE = UUID("6f1c1f3e-5b0f-4d0f-9d57-2f1d8f3f0c11")
GENERATED = datetime(2016, 4, 4, 10, 30, tzinfo=ALMATY)
CHANGED = datetime(2016, 3, 20, 8, 0, tzinfo=UTC)

WORKSHOP = WorkshopFacts(
    slug="almaty-2016",
    title="Recognizing and Responding to Radicalization that Can Lead to Violent Extremism and Terrorism "
    "in Central Asia",
    short_title="Recognizing and Responding to Radicalization",
    series_title="Central Asia Counter-Terrorism Project, phase II",
    city="Almaty",
    country="Kazakhstan",
    starts_on=date(2016, 3, 29),
    ends_on=date(2016, 3, 31),
    dates="29–31 March 2016",
    timezone="Asia/Almaty",
    language="en",
    languages=("English", "Russian"),
    host="Government of Kazakhstan",
    organizers=(
        Organization("UNRCCA", "United Nations Regional Centre for Preventive Diplomacy for Central Asia"),
        Organization("CTITF", "Counter-Terrorism Implementation Task Force"),
    ),
    funders=("European Union",),
    attribution_rule="Statements are attributed to a category of participant, never to a person.",
    disclaimer="The report is an overview of the proceedings; "
    "it does not necessarily represent the positions of the organizers.",
    capacity=90,
    about_project="The project helps Central Asian States implement the Joint Plan of Action adopted in Ashgabat.\n\n"
    "It began in September 2013.",
    funding="The workshop was funded by the European Union.",
    url="https://events.example.org/w/almaty-2016/",
)

DAYS = (
    Day(1, date(2016, 3, 29), "Tuesday, 29 March 2016"),
    Day(2, date(2016, 3, 30), "Wednesday, 30 March 2016"),
    Day(3, date(2016, 3, 31), "Thursday, 31 March 2016"),
)

THEMES = (
    Theme("scope", "The scope of radicalization in Central Asia"),
    Theme(
        "online",
        "Countering violent extremist messages online",
        "Two working groups met in parallel on the second day.",
    ),
    Theme("regional", "Towards a stronger regional response"),
)

_SESSIONS = (
    # key, day, start, end, room, type, type key, theme key, title, other title, speakers
    (
        "d1-reg",
        1,
        "08:30",
        "09:00",
        "Foyer",
        "Registration",
        "registration",
        "",
        "Registration of participants",
        "Регистрация участников",
        (),
    ),
    (
        "d1-open",
        1,
        "09:00",
        "09:45",
        "Plenary hall",
        "Opening",
        "opening",
        "",
        "Opening",
        "Открытие",
        ("Government of Kazakhstan", "UNRCCA", "CTITF"),
    ),
    (
        "d1-photo",
        1,
        "09:45",
        "10:15",
        "Foyer",
        "Break",
        "break",
        "",
        "Group photograph and coffee",
        "Групповая фотография и кофе-брейк",
        (),
    ),
    (
        "d1-s1",
        1,
        "10:15",
        "12:30",
        "Plenary hall",
        "Guided discussion",
        "guided-discussion",
        "scope",
        "What do we know about radicalization processes in Central Asia?",
        "Что мы знаем о процессах радикализации в Центральной Азии?",
        (),
    ),
    ("d1-lunch", 1, "12:30", "14:00", "Foyer", "Break", "break", "", "Lunch", "Обед", ()),
    (
        "d1-s2",
        1,
        "14:00",
        "15:30",
        "Plenary hall",
        "Panel",
        "panel",
        "scope",
        "Youth, women and minorities: agents of change or at risk?",
        "Молодёжь, женщины и меньшинства: проводники перемен или группы риска?",
        ("UN Women",),
    ),
    (
        "d2-s6",
        2,
        "14:00",
        "15:30",
        "Plenary hall",
        "Interactive presentation",
        "interactive-presentation",
        "online",
        "Responding to terrorist messaging online",
        "Реагирование на террористическую пропаганду в интернете",
        ("Executive Director, Muflehun",),
    ),
    ("d2-coffee2", 2, "15:30", "16:00", "Foyer", "Break", "break", "", "Coffee", "Кофе-брейк", ()),
    (
        "d2-wg-a",
        2,
        "16:00",
        "17:30",
        "Room A",
        "Working group",
        "working-group",
        "online",
        "Working group A: credible messengers",
        "Рабочая группа А: кому доверяет аудитория",
        (),
    ),
    (
        "d2-wg-b",
        2,
        "16:00",
        "17:30",
        "Room B",
        "Working group",
        "working-group",
        "online",
        "Working group B: alternatives for young people",
        "Рабочая группа Б: альтернативы для молодёжи",
        (),
    ),
    (
        "d3-s11",
        3,
        "15:45",
        "17:00",
        "Plenary hall",
        "Plenary",
        "plenary",
        "regional",
        "Recommendations for the road ahead",
        "Рекомендации на будущее",
        (),
    ),
    ("d3-close", 3, "17:00", "17:30", "Plenary hall", "Closing", "closing", "", "Closing", "Закрытие", ()),
)


def _at(day: int, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2016, 3, 28 + day, hour, minute, tzinfo=ALMATY)


def agenda() -> tuple[AgendaItem, ...]:
    themes = {theme.key: theme.title for theme in THEMES}
    return tuple(
        AgendaItem(
            key=key,
            uid=uuid5(NAMESPACE, key),
            number=number,
            starts_at=_at(day, start),
            ends_at=_at(day, end),
            day=day,
            room=room,
            session_type=label,
            session_type_key=type_key,
            title=title,
            title_other=other,
            theme=themes.get(theme, ""),
            theme_key=theme,
            interpretation=bool(theme) and room != "Room B",
            speakers=speakers,
            description="",
            sequence=number % 3,
            modified=CHANGED,
        )
        for number, (key, day, start, end, room, label, type_key, theme, title, other, speakers) in enumerate(
            _SESSIONS, 1
        )
    )


_PEOPLE = (
    # latin, original, honorific, sex, position, organization, delegation, type, type key, colour, country, head
    (
        "Askar BEKTUROV",
        "Аскар Бектуров",
        "H.E.",
        "Male",
        "Deputy Minister",
        "Ministry of Foreign Affairs",
        "Kazakhstan",
        "Government official",
        "government",
        "#009edb",
        "Kazakhstan",
        True,
    ),
    (
        "Aigul NURZHANOVA",
        "Айгүл Нұржанова",
        "Ms.",
        "Female",
        "Head of department",
        "Ministry of Education and Science",
        "Kazakhstan",
        "Government official",
        "government",
        "#009edb",
        "Kazakhstan",
        False,
    ),
    (
        "Abdul-Rahman bin Muhammad al-Hashimi AL-NAQSHBANDI ZADA-KHAN",
        "عبدالرحمان بن محمد الهاشمی النقشبندی",
        "Mr.",
        "Male",
        "Director General for Strategic Studies and International Cooperation",
        "Ministry of Interior Affairs",
        "Afghanistan",
        "Government official",
        "government",
        "#009edb",
        "Afghanistan",
        True,
    ),
    (
        "Zahra RAHIMI",
        "زهرا رحیمی",
        "Ms.",
        "Female",
        "Adviser",
        "Ministry of Hajj and Religious Affairs",
        "Afghanistan",
        "Government official",
        "government",
        "#009edb",
        "Afghanistan",
        False,
    ),
    (
        "Saparmuradgeldimukhammedberdyevichogly-Nurmukhammedovskaya",
        "Сапармурадгельдимухаммедбердыевичоглы-Нурмухаммедовская",
        "Ms.",
        "Female",
        "Chief specialist",
        "Academy of Sciences",
        "Turkmenistan",
        "Government official",
        "government",
        "#009edb",
        "Turkmenistan",
        False,
    ),
    (
        '=HYPERLINK("http://evil";"Ivan")',
        "Иван Петров",
        "Mr.",
        "Male",
        "+7 727 000 00 00",
        "@home",
        '-Public association "Zhas" & <Co>',
        "Public association",
        "civil-society",
        "#72bf44",
        "Kazakhstan",
        False,
    ),
    (
        "Olga SOKOLOVA",
        "Ольга Соколова",
        "Ms.",
        "Female",
        "Programme coordinator",
        "Public foundation “Dialogue”",
        "Public foundation “Dialogue”",
        "Public association",
        "civil-society",
        "#72bf44",
        "Kyrgyzstan",
        True,
    ),
    (
        "Maria GARCÍA PÉREZ",
        "",
        "Dr.",
        "Female",
        "Senior adviser",
        "UN Women",
        "UN Women",
        "International organization",
        "international-organization",
        "#f58220",
        "",
        True,
    ),
    (
        "Humera KHAN",
        "",
        "Ms.",
        "Female",
        "Executive Director",
        "Muflehun",
        "Muflehun",
        "Expert",
        "expert",
        "#ed1847",
        "United States",
        True,
    ),
    (
        "Jean-Pierre LEFÈVRE",
        "",
        "Mr.",
        "Male",
        "Observer",
        "Embassy of France",
        "France",
        "Observer State",
        "observer-state",
        "#ffc20e",
        "France",
        True,
    ),
    (
        "Rustam ALIEV",
        "Рустам Алиев",
        "Mr.",
        "Male",
        "Interpreter",
        "",
        "Interpreters",
        "Interpreter",
        "interpreter",
        "#8c8c8c",
        "Kazakhstan",
        False,
    ),
)


def participants() -> tuple[Participant, ...]:
    return tuple(
        Participant(
            number=number,
            latin_name=latin,
            original_name=original,
            honorific=honorific,
            sex=sex,
            position=position,
            organization=organization,
            delegation=delegation,
            delegation_type=type_name,
            delegation_type_key=type_key,
            colour=colour,
            country=country,
            state="Confirmed",
            is_head=head,
            counts_as_participant=type_key != "interpreter",
            days_present=(1, 2, 3) if number % 4 else (1, 3),
            email=f"p{number}@example.org",
            phone="+77270000000",
            dietary="Halal" if number % 2 else "",
        )
        for number, (
            latin,
            original,
            honorific,
            sex,
            position,
            organization,
            delegation,
            type_name,
            type_key,
            colour,
            country,
            head,
        ) in enumerate(_PEOPLE, 1)
    )


def badges(count: int | None = None) -> tuple[Badge, ...]:
    """One badge for each person of the sample, again and again until there are `count`."""
    people = participants()
    return tuple(
        Badge(
            latin_name=person.latin_name,
            original_name=person.original_name,
            line=", ".join(part for part in (person.position, person.organization) if part),
            delegation=person.delegation,
            delegation_type=person.delegation_type,
            colour=person.colour,
            workshop=WORKSHOP.short_title,
            dates="Almaty, 29–31 March 2016",
            code=str(uuid5(NAMESPACE, f"badge {index}")),
        )
        for index, person in ((index, people[index % len(people)]) for index in range(count or len(people)))
    )


def feedback() -> tuple[FeedbackSummary, ...]:
    def rating(text: str, *counts: int) -> QuestionSummary:
        total = sum(counts)
        mean = sum(point * count for point, count in enumerate(counts, 1)) / total
        return QuestionSummary(text, "rating", "Rating", total, "poor", "excellent", counts, mean)

    def few(text: str, responses: int) -> QuestionSummary:
        return QuestionSummary(text, "rating", "Rating", responses, "poor", "excellent", suppressed=True)

    comments = ("More time for questions.", "=1+1", "Спасибо, очень полезно!", "Смысл понятен\nно мало времени", "Good")
    return (
        FeedbackSummary(
            "What do we know about radicalization processes in Central Asia?",
            24,
            52,
            (
                rating("How relevant was the session to your work?", 0, 1, 4, 9, 10),
                rating("How clear were the presentations?", 1, 2, 6, 10, 5),
                QuestionSummary("What should be done differently?", "text", "Open question", 5, comments=comments),
            ),
        ),
        FeedbackSummary(
            "Working group B: alternatives for young people",
            3,
            20,
            (few("How relevant was the session to your work?", 3),),
        ),
        FeedbackSummary(
            "Evaluation of the workshop",
            40,
            52,
            (
                rating("The objectives of the workshop were met", 0, 2, 6, 20, 12),
                rating("What I learned is useful in my work", 0, 1, 5, 16, 18),
                rating("The interpretation was good", 3, 4, 9, 14, 10),
                rating("The organization before the workshop was good", 1, 1, 8, 15, 15),
            ),
        ),
    )


def notes() -> tuple[Note, ...]:
    scope, online, regional = ({"theme": theme.title, "theme_key": theme.key} for theme in THEMES)
    s1 = {"session": "What do we know about radicalization processes in Central Asia?", "session_key": "d1-s1"}
    wg = {"session": "Working group A: credible messengers", "session_key": "d2-wg-a"}
    official = {
        "attribution": "an official from Central Asia",
        "attribution_type_key": "government",
        "attribution_region": "Central Asia",
    }
    association = {"attribution": "a representative of a public association", "attribution_type_key": "civil-society"}
    return (
        Note(
            1,
            "Finding",
            "finding",
            "Knowledge of how radicalization happens in the region is thin; research on its drivers is needed.",
            **scope,
            **s1,
        ),
        Note(
            2,
            "Finding",
            "finding",
            "An effective response goes beyond police and military means.",
            title="Beyond security",
            **scope,
            **s1,
        ),
        Note(
            3,
            "Key point",
            "key-point",
            "Conducive factors named: poor social and economic conditions, and a false understanding of religion.",
            **scope,
            **s1,
            **official,
        ),
        Note(4, "Quote", "quote", "Anyone can become radicalized.", **scope, **s1, **official),
        Note(
            5,
            "Question",
            "question",
            "What weight do ideology, group and identity each carry on the way to recruitment?",
            **scope,
            **s1,
        ),
        Note(
            6,
            "Practice",
            "practice",
            "Free counselling for people caught up in extremist ideology.",
            country="Kazakhstan",
            country_key="KZ",
            figures="17 centres",
            **online,
            **wg,
        ),
        Note(
            7,
            "Practice",
            "practice",
            "More work with youth organizations.",
            country="Tajikistan",
            country_key="TJ",
            **online,
            **wg,
        ),
        Note(8, "Quote", "quote", "=Young people trust those who look like them.", **online, **wg, **association),
        Note(
            9,
            "Key point",
            "key-point",
            "A named security operation was mentioned.",
            sensitive=True,
            **online,
            **wg,
            **official,
        ),
        Note(10, "Action", "action", "Set up a contact group of public associations.", **regional),
        Note(
            12,
            "Recommendation",
            "recommendation",
            "Fund research on drivers.",
            recommendation_number=1,
            addressees="Governments; UNRCCA",
            **regional,
        ),
        Note(
            13,
            "Recommendation",
            "recommendation",
            "Meet again within a year.",
            recommendation_number=2,
            addressees="UNRCCA",
            **regional,
        ),
    )


def recommendations() -> tuple[Recommendation, ...]:
    theme = THEMES[2].title
    return (
        Recommendation(1, "Fund research on drivers.", "Research", "Governments; UNRCCA", theme, 12, "Open"),
        Recommendation(2, "Meet again within a year.", "", "UNRCCA", theme, 13, "Open"),
    )


def report(**changes: object) -> WorkshopReport:
    items = agenda()
    facts: dict[str, object] = {
        "workshop": WORKSHOP,
        "generated_at": GENERATED,
        "demo": True,
        "key_figures": (
            KeyFigure("Participants", 10, "Confirmed registrations of types that count as participants"),
            KeyFigure("Share of women", 0.6, "Women among those counted", is_share=True),
            KeyFigure("Countries represented", 5, "Different countries among the participants"),
        ),
        "introduction": (
            "The workshop was held in Almaty, Kazakhstan, on 29–31 March 2016.",
            "It brought together 10 participants from 5 countries, 6 of them women.",
        ),
        "days": DAYS,
        "agenda": items,
        "themes": THEMES,
        "participants": participants(),
        "by_type": Crosstab(
            "Delegation type",
            ("Government official", "Public association", "International organization", "Expert", "Observer State"),
            ("Female", "Male"),
            ((3, 2), (1, 1), (1, 0), (1, 0), (0, 1)),
        ),
        "by_country": Crosstab(
            "Country", ("Kazakhstan", "Afghanistan", "Turkmenistan"), ("Female", "Male"), ((1, 2), (1, 1), (1, 0))
        ),
        "by_sex": Crosstab("Sex", ("Female", "Male"), ("Number of people",), ((6,), (4,))),
        "attendance": (
            AttendanceCount("Venue, 29 March", False, 1, 10, 10),
            AttendanceCount("Venue, 30 March", False, 2, 8, 10),
            *(AttendanceCount(item.title, True, item.day, 6 + item.number % 4) for item in items if item.theme_key),
        ),
        "attendance_rows": tuple(
            AttendanceRow(number, "Venue, 29 March", _at(1, "08:30") + timedelta(minutes=number), ("Scan",))
            for number in range(1, 11)
        ),
        "feedback": feedback(),
        "notes": notes(),
        "recommendations": recommendations(),
        "codes": {
            "kind": tuple(
                Choice(key, key.replace("-", " ").capitalize())
                for key in ("finding", "key-point", "quote", "question", "practice", "action", "recommendation")
            ),
            "session": tuple(Choice(item.key, item.title) for item in items),
            "theme": tuple(Choice(theme.key, theme.title) for theme in THEMES),
            "delegation_type": (
                Choice("government", "Government official"),
                Choice("civil-society", "Public association"),
            ),
            "country": (Choice("KZ", "Kazakhstan"), Choice("TJ", "Tajikistan")),
        },
    }
    return WorkshopReport(**(facts | changes))  # type: ignore[arg-type]
