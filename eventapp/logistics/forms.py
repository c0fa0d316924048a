"""What a workshop pays, as the organizer or the finance team types it."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DecimalField, IntegerField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from eventapp.core.forms import BaseForm
from eventapp.logistics.labels import PART_LABELS
from eventapp.logistics.subsistence import PARTS, Rules

MOST = Decimal(1_000_000)
MOST_DAYS = 14


def _share() -> IntegerField:
    return IntegerField(
        _l("Share of the rate in percent"),
        [InputRequired(_l("Say how much, 0 if nothing.")), NumberRange(0, 100)],
        render_kw={"inputmode": "numeric"},
    )


class RulesForm(BaseForm):
    """The rate, what is provided, and the official window."""

    currency = StringField(
        _l("Currency"),
        [InputRequired(), Length(3, 3), Regexp("^[A-Za-z]{3}$", message=_l("Three letters, such as USD."))],
        description=_l("Three letters (ISO 4217), such as USD or KZT."),
    )
    rate = DecimalField(
        _l("Rate for one night"),
        [InputRequired(_l("Say how much, 0 if nothing.")), NumberRange(0, MOST)],
        places=2,
        render_kw={"inputmode": "decimal"},
    )
    terminal = DecimalField(
        _l("Terminal expenses for the whole journey"),
        [InputRequired(_l("Say how much, 0 if nothing.")), NumberRange(0, MOST)],
        places=2,
        render_kw={"inputmode": "decimal"},
    )
    days_before = IntegerField(
        _l("Paid from so many days before the workshop"),
        [InputRequired(), NumberRange(0, MOST_DAYS)],
        render_kw={"inputmode": "numeric"},
    )
    days_after = IntegerField(
        _l("Paid until so many days after it"),
        [InputRequired(), NumberRange(0, MOST_DAYS)],
        render_kw={"inputmode": "numeric"},
    )
    funded_only = BooleanField(_l("Only for those who are funded"))
    lodging_provided = BooleanField(PART_LABELS["lodging"])
    breakfast_provided = BooleanField(PART_LABELS["breakfast"])
    lunch_provided = BooleanField(PART_LABELS["lunch"])
    dinner_provided = BooleanField(PART_LABELS["dinner"])
    lodging_share = _share()
    breakfast_share = _share()
    lunch_share = _share()
    dinner_share = _share()

    def validate_dinner_share(self, field: IntegerField) -> None:
        shares = [self[f"{part}_share"].data for part in PARTS]
        if all(share is not None for share in shares) and sum(shares) > 100:
            raise ValidationError(_("Together the shares are more than the whole rate."))

    @staticmethod
    def typed(rules: Rules) -> dict[str, Any]:
        """The form's content for the rules in force."""
        plain = ("currency", "rate", "terminal", "days_before", "days_after", "funded_only")
        return {
            **{name: getattr(rules, name) for name in plain},
            **{f"{part}_provided": part in rules.provided for part in PARTS},
            **{f"{part}_share": rules.shares[part] for part in PARTS},
        }

    def rules(self) -> Rules:
        return Rules(
            currency=self.currency.data.upper(),
            rate=self.rate.data,
            terminal=self.terminal.data,
            days_before=self.days_before.data,
            days_after=self.days_after.data,
            funded_only=bool(self.funded_only.data),
            provided=frozenset(part for part in PARTS if self[f"{part}_provided"].data),
            shares={part: self[f"{part}_share"].data for part in PARTS},
        )
