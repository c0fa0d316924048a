"""What a new workshop starts with: the eight delegation types that workshops of this kind have, and usual texts."""

from dataclasses import dataclass

from eventapp.core.texts import Texts
from eventapp.registration.models import Approval

PLENARY_HALL = Texts(en="Plenary hall", ru="Зал пленарных заседаний")
ATTRIBUTION_RULE = Texts(
    en="Statements are attributed to a category of participant, never to a person.",
    ru="Высказывания приводятся с указанием категории участника и никогда не связываются с конкретным лицом.",
)
DISCLAIMER = Texts(
    en="The report is an overview of the proceedings; it does not necessarily represent the positions of the "
    "organizers, the participants, or the governments and organizations they represent.",
    ru="Отчёт представляет собой обзор хода семинара и не обязательно отражает позицию организаторов, участников "
    "либо правительств и организаций, которые они представляют.",
)


@dataclass(frozen=True, slots=True)
class StandardType:
    """A delegation type as it is proposed; no quota: the workshop's capacity bounds it."""

    key: str
    name: Texts
    attribution: Texts
    colour: str
    approval: Approval
    visa_support: bool = False
    counts_as_participant: bool = True


STANDARD_TYPES = (
    StandardType(
        "government",
        Texts(en="Government official", ru="Представитель государственного органа"),
        Texts(en="an official from {region}", ru="представитель государственного органа ({region})"),
        "#009edb",
        Approval.NOMINATION,
        visa_support=True,
    ),
    StandardType(
        "civil-society",
        Texts(en="Public association", ru="Общественное объединение"),
        Texts(en="a representative of a public association", ru="представитель общественного объединения"),
        "#72bf44",
        Approval.ORGANIZER,
        visa_support=True,
    ),
    StandardType(
        "international-organization",
        Texts(en="International organization", ru="Международная организация"),
        Texts(en="a representative of an international organization", ru="представитель международной организации"),
        "#f58220",
        Approval.ORGANIZER,
    ),
    StandardType(
        "regional-organization",
        Texts(en="Regional organization", ru="Региональная организация"),
        Texts(en="a representative of a regional organization", ru="представитель региональной организации"),
        "#a05eb5",
        Approval.ORGANIZER,
    ),
    StandardType(
        "observer-state",
        Texts(en="Observer State", ru="Государство-наблюдатель"),
        Texts(en="an official from an observer country", ru="представитель государства-наблюдателя"),
        "#ffc20e",
        Approval.NOMINATION,
    ),
    StandardType(
        "expert",
        Texts(en="Expert", ru="Эксперт"),
        Texts(en="an expert", ru="эксперт"),
        "#ed1847",
        Approval.INVITATION,
        visa_support=True,
    ),
    StandardType(
        "secretariat",
        Texts(en="Organizing secretariat", ru="Секретариат"),
        Texts(en="a United Nations official", ru="сотрудник Организации Объединённых Наций"),
        "#4d4d4d",
        Approval.INVITATION,
    ),
    StandardType(
        "interpreter",
        Texts(en="Interpreter", ru="Переводчик"),
        Texts(),
        "#8c8c8c",
        Approval.INVITATION,
        counts_as_participant=False,
    ),
)
