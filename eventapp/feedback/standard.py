"""The standard questions. Their keys stay the same in every workshop, so that a series can be compared."""

from dataclasses import dataclass, field

from eventapp.core.texts import Texts

RATING = "rating"
TEXT = "text"
COMPARED = "usefulness"
"""The question by which sessions are compared unless another is chosen."""


@dataclass(frozen=True, slots=True)
class StandardQuestion:
    """One question; `low` and `high` say what 1 and 5 mean. `interpretation`: only where there was any."""

    key: str
    kind: str
    text: Texts
    low: Texts = field(default_factory=Texts)
    high: Texts = field(default_factory=Texts)
    required: bool = False
    interpretation: bool = False


_NOT_AT_ALL = Texts(en="not at all", ru="совсем нет")
_FULLY = Texts(en="fully", ru="полностью")
_POOR = Texts(en="poor", ru="плохо")
_EXCELLENT = Texts(en="excellent", ru="отлично")
_USELESS = Texts(en="not useful", ru="бесполезно")
_USEFUL = Texts(en="very useful", ru="очень полезно")
_SHORT = Texts(en="far too short", ru="слишком мало")
_ENOUGH = Texts(en="just right", ru="в самый раз")
_LITTLE = Texts(en="very little", ru="очень мало")
_MUCH = Texts(en="very much", ru="очень много")
_UNLIKELY = Texts(en="certainly not", ru="точно нет")
_CERTAIN = Texts(en="certainly", ru="точно да")

SESSION_QUESTIONS = (
    StandardQuestion(
        "relevance",
        RATING,
        Texts(en="How relevant was this session to your work?", ru="Насколько эта сессия важна для вашей работы?"),
        _NOT_AT_ALL,
        _FULLY,
        required=True,
    ),
    StandardQuestion(
        "usefulness",
        RATING,
        Texts(en="How useful was what you learned?", ru="Насколько полезно то, что вы узнали?"),
        _USELESS,
        _USEFUL,
        required=True,
    ),
    StandardQuestion(
        "facilitation",
        RATING,
        Texts(en="How well was the session led?", ru="Насколько хорошо велась сессия?"),
        _POOR,
        _EXCELLENT,
    ),
    StandardQuestion(
        "interpretation",
        RATING,
        Texts(en="How good was the interpretation?", ru="Как вы оцениваете синхронный перевод?"),
        _POOR,
        _EXCELLENT,
        interpretation=True,
    ),
    StandardQuestion(
        "most-useful", TEXT, Texts(en="What was most useful to you?", ru="Что было для вас самым полезным?")
    ),
    StandardQuestion(
        "suggestion",
        TEXT,
        Texts(en="What should be done differently?", ru="Что следовало бы сделать иначе?"),
    ),
)

EVALUATION_TITLE = Texts(en="End-of-workshop evaluation", ru="Итоговая оценка семинара")

EVALUATION_QUESTIONS = (
    StandardQuestion(
        "relevance",
        RATING,
        Texts(en="How relevant was the workshop to your work?", ru="Насколько семинар важен для вашей работы?"),
        _NOT_AT_ALL,
        _FULLY,
        required=True,
    ),
    StandardQuestion(
        "usefulness",
        RATING,
        Texts(en="How useful was what you learned?", ru="Насколько полезно то, что вы узнали?"),
        _USELESS,
        _USEFUL,
        required=True,
    ),
    StandardQuestion(
        "objectives",
        RATING,
        Texts(en="Were the objectives of the workshop met?", ru="Достигнуты ли цели семинара?"),
        _NOT_AT_ALL,
        _FULLY,
    ),
    StandardQuestion(
        "facilitation",
        RATING,
        Texts(en="How do you rate the facilitators?", ru="Как вы оцениваете работу ведущих?"),
        _POOR,
        _EXCELLENT,
    ),
    StandardQuestion(
        "materials",
        RATING,
        Texts(en="How do you rate the materials?", ru="Как вы оцениваете материалы?"),
        _POOR,
        _EXCELLENT,
    ),
    StandardQuestion(
        "interpretation",
        RATING,
        Texts(en="How good was the interpretation?", ru="Как вы оцениваете синхронный перевод?"),
        _POOR,
        _EXCELLENT,
        interpretation=True,
    ),
    StandardQuestion(
        "discussion",
        RATING,
        Texts(en="Was there time enough for discussion?", ru="Хватило ли времени для обсуждения?"),
        _SHORT,
        _ENOUGH,
    ),
    StandardQuestion(
        "organisation",
        RATING,
        Texts(en="How do you rate the organization?", ru="Как вы оцениваете организацию?"),
        _POOR,
        _EXCELLENT,
    ),
    StandardQuestion(
        "venue",
        RATING,
        Texts(en="How do you rate the venue?", ru="Как вы оцениваете место проведения?"),
        _POOR,
        _EXCELLENT,
    ),
    StandardQuestion(
        "knowledge-before",
        RATING,
        Texts(
            en="How much did you know about the subject before the workshop?",
            ru="Насколько хорошо вы знали тему до семинара?",
        ),
        _LITTLE,
        _MUCH,
    ),
    StandardQuestion(
        "knowledge-after",
        RATING,
        Texts(
            en="How much do you know about the subject now?",
            ru="Насколько хорошо вы знаете тему сейчас?",
        ),
        _LITTLE,
        _MUCH,
    ),
    StandardQuestion(
        "apply",
        TEXT,
        Texts(
            en="What do you intend to apply in your work?",
            ru="Что вы намерены применить в своей работе?",
        ),
    ),
    StandardQuestion(
        "most-useful",
        TEXT,
        Texts(en="Which session was most useful to you?", ru="Какая сессия была для вас самой полезной?"),
    ),
    StandardQuestion(
        "recommend",
        RATING,
        Texts(
            en="Would you recommend this workshop to a colleague?",
            ru="Порекомендуете ли вы этот семинар коллеге?",
        ),
        _UNLIKELY,
        _CERTAIN,
    ),
    StandardQuestion(
        "suggestions",
        TEXT,
        Texts(en="What do you suggest for the next workshop?", ru="Что вы предлагаете для следующего семинара?"),
    ),
)


def questions_for(kind: str, *, interpretation: bool) -> list[StandardQuestion]:
    """The questions of a form of this kind ("session" or "evaluation"), in order."""
    every = SESSION_QUESTIONS if kind == "session" else EVALUATION_QUESTIONS
    return [question for question in every if interpretation or not question.interpretation]
