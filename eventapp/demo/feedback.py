"""Made-up responses to the session forms and the evaluation, in English and Russian."""

import random

from eventapp.agenda import queries as agenda
from eventapp.attendance import queries as attendance
from eventapp.core.actors import SYSTEM
from eventapp.feedback import actions, queries
from eventapp.feedback.models import Form
from eventapp.registration import queries as registrations
from eventapp.workshops.models import Workshop

ANSWERS_A_SESSION, ANSWERS_THE_EVALUATION, LEAVES_A_COMMENT = 0.55, 0.8, 0.35
RATINGS, WEIGHTS = (1, 2, 3, 4, 5), (1, 3, 12, 44, 40)
COMMENTS = {
    "en": (
        "More time for discussion in small groups would help.",
        "The examples from the neighbouring countries were the most useful part.",
        "Please send the slides in both languages beforehand.",
        "Very good moderation; every delegation was heard.",
        "I would have liked a practical exercise at the end.",
        "Good balance between government and civil society.",
    ),
    "ru": (
        "Хотелось бы больше времени на обсуждение в малых группах.",
        "Самым полезным был обмен опытом между странами.",
        "Просьба заранее присылать презентации на двух языках.",
        "Очень хорошая модерация, все смогли высказаться.",
        "Не хватило практического упражнения.",
        "Синхронный перевод был отличным.",
    ),
}


def make(workshop: Workshop, seed: int) -> None:
    """Create, open and answer the forms of the workshop; those present at a session answer its form."""
    draw = random.Random(seed)  # noqa: S311 - the same demo each time
    sessions = agenda.sessions(workshop.id)
    first, last = sessions[0].starts_at, sessions[-1].ends_at
    actions.create_forms(workshop.id, actor=SYSTEM, now=first)
    came = attendance.arrivals(workshop)
    languages = {row.id: row.language or "ru" for row in registrations.confirmed(workshop.id)}
    keys = {item.id: item.key for item in sessions}
    present = set(attendance.days_present(workshop))
    for form in queries.forms_of(workshop.id):
        actions.set_open(form.id, True, actor=SYSTEM, now=first)
        people = set(came[keys[form.session_id]]) if form.session_id else present
        share = ANSWERS_A_SESSION if form.session_id else ANSWERS_THE_EVALUATION
        tilt = draw.uniform(-0.4, 0.4)
        for registration_id in sorted(people):
            if draw.random() < share:
                language = "en" if languages.get(registration_id) == "en" else "ru"
                given = _given(form, language, tilt, draw)
                actions.answer(
                    form.id,
                    given,
                    language=language,
                    actor=actions.participant(registration_id),
                    now=form.session.ends_at if form.session else last,
                )


def _given(form: Form, language: str, tilt: float, draw: random.Random) -> dict[str, int | str | None]:
    """Answers to every rating and some open questions; `tilt` makes a session better or worse liked."""
    weights = [weight * (1 + tilt) ** rating for rating, weight in zip(RATINGS, WEIGHTS, strict=True)]
    given: dict[str, int | str | None] = {}
    for question in form.questions:
        if question.kind == "rating":
            given[question.key] = draw.choices(RATINGS, weights)[0]
        elif draw.random() < LEAVES_A_COMMENT:
            given[question.key] = draw.choice(COMMENTS[language])
    return given
