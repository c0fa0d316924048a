"""How a workshop's badges look: what the organizer chose, as plain facts that survive being stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import select

from eventapp.badges.models import BadgeDesign
from eventapp.core.db import session
from eventapp.core.texts import Texts
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from exports.badge_sheet import DEFAULT_LAYOUT, LAYOUTS, SMALLEST_QR_MM

NAME_SIZES = {"small": 0.8, "normal": 1.0, "large": 1.25, "largest": 1.5}
WHOLE, FAMILY, GIVEN = "whole", "family", "given"
EMPHASES = (WHOLE, FAMILY, GIVEN)
NO_BACK, SAME, PROGRAMME, TEXT = "none", "same", "programme", "text"
BACKS = (NO_BACK, SAME, PROGRAMME, TEXT)


@dataclass(frozen=True, slots=True)
class Design:
    """The badge of a workshop; as it stands here it is the one we ship.

    `layout`: of exports.badge_sheet. `qr_mm`: width of the code, at least 20. `logos`: ids of partners, None: of all
    that have one. `second_language`: of category, delegation and title, "": one language only. `back_day`: number of
    the day whose programme stands on the back, 0: all of them. `back_text`: house rules, by language.
    """

    layout: str = DEFAULT_LAYOUT
    qr_mm: int = int(SMALLEST_QR_MM)
    name_size: str = "normal"
    emphasis: str = WHOLE
    band: bool = True
    logos: tuple[int, ...] | None = None
    original: bool = True
    position: bool = True
    organization: bool = True
    country: bool = True
    flag: bool = False
    languages: bool = False
    photo: bool = True
    no_photo: bool = True
    group: bool = True
    second_language: str = ""
    back: str = NO_BACK
    back_day: int = 0
    back_text: Texts = field(default_factory=Texts)

    def facts(self) -> dict[str, Any]:
        """{choice: value}."""
        return {part.name: getattr(self, part.name) for part in fields(self)}

    def settings(self) -> dict[str, Any]:
        """What differs from the one we ship, fit for a JSON column."""
        chosen, ours = self.facts(), OURS.facts()
        return {name: _plain(value) for name, value in chosen.items() if value != ours[name]}


OURS = Design()


def read(settings: Mapping[str, Any]) -> Design:
    """The design that was stored. What is unknown by now, or not possible any more, is as in the one we ship."""
    known = {part.name: part for part in fields(Design)}
    given = {name: value for name, value in settings.items() if name in known}
    allowed = {"layout": tuple(LAYOUTS), "name_size": tuple(NAME_SIZES), "emphasis": EMPHASES, "back": BACKS}
    given = {name: value for name, value in given.items() if value in allowed.get(name, (value,))}
    if given.get("logos") is not None:
        given["logos"] = tuple(given["logos"])
    given["back_text"] = Texts(given.get("back_text") or {})
    given["qr_mm"] = max(int(given.get("qr_mm", SMALLEST_QR_MM)), int(SMALLEST_QR_MM))
    return Design(**given)


def with_logos(design: Design, ids: Mapping[int, int]) -> Design:
    """The design for a workshop whose partners have other ids: {id before: id there}."""
    if design.logos is None:
        return design
    return replace(design, logos=tuple(ids[each] for each in design.logos if each in ids))


def row_of(workshop_id: int) -> BadgeDesign | None:
    """What is stored of a workshop's design; None: nothing was ever changed."""
    return session.scalar(select(BadgeDesign).where(BadgeDesign.workshop_id == workshop_id))


def design_of(workshop: Workshop) -> Design:
    """How this workshop's badges look."""
    row = row_of(workshop.id)
    return read(row.settings) if row else OURS


def logos_of(design: Design, workshop: Workshop) -> tuple[bytes, ...]:
    """The pictures at the top of the badge, organizers' first."""
    return tuple(
        picture
        for partner, picture in workshops.logos(workshop.id)
        if design.logos is None or partner.id in design.logos
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Texts):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
