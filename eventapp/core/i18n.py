"""Languages of the pages: which there are, which one a request gets, and how a bilingual text is shown."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from flask import Flask, g, has_request_context, request
from flask import session as browser_session
from flask_babel import Babel, format_decimal, format_percent, get_locale, gettext
from flask_babel import format_date as babel_date
from flask_login import current_user

from eventapp.core import countries
from eventapp.core.actors import SYSTEM
from eventapp.core.texts import Texts
from eventapp.core.timezones import local

LANGUAGES = {"en": "English", "ru": "Русский"}
babel = Babel()


def chosen_language() -> str:
    """The language of this request: the browser's choice, the user's setting, or what the browser asks for."""
    if not has_request_context():
        return "en"
    if (chosen := browser_session.get("language")) in LANGUAGES:
        return str(chosen)
    if (preferred := g.get("preferred_language")) in LANGUAGES:  # of whom a page without an account is for
        return str(preferred)
    if current_user and current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def language() -> str:
    """The code of the language in force (also under force_locale, for mails and files)."""
    locale = get_locale()
    return locale.language if locale else "en"


def tr(texts: Texts | None) -> str:
    """A bilingual text in the language in force, falling back to the workshop's first language."""
    if not texts:
        return ""
    workshop = getattr(g, "workshop", None) if has_request_context() else None
    return texts.pick(language(), workshop.languages if workshop is not None else ())


def country_name(code: str) -> str:
    """The official short name of a country, in the language in force."""
    return countries.name(code, language()) if code else ""


def language_name(code: str) -> str:
    """A language in the language in force, as a heading: "Kazakh", "Казахский"."""
    name = Locale.parse(code).get_display_name(language()) or code
    return name[:1].upper() + name[1:]


def clock(instant: datetime, zone: str) -> str:
    """ "09:45" on the workshop's clock."""
    return local(instant, zone).strftime("%H:%M")


def day(value: date, fmt: str = "EEEE, d MMMM y") -> str:
    """A date in words, in the language in force, starting with a capital."""
    return _day(value, fmt, language())


@lru_cache(maxsize=1000)
def _day(value: date, fmt: str, _language: str) -> str:
    text: str = babel_date(value, fmt, rebase=False)
    return text[:1].upper() + text[1:]


def moment(instant: datetime, zone: str) -> str:
    """ "29 Mar 2016, 09:45" on the workshop's clock."""
    when = local(instant, zone)
    return f"{babel_date(when.date(), 'd MMM y', rebase=False)}, {when:%H:%M}"


def decimal(value: float, places: int = 2) -> str:
    """ "4.35", in Russian "4,35": a number with so many places, as the language in force writes it."""
    text: str = format_decimal(value, format=f"#,##0.{'0' * places}" if places else "#,##0")
    return text


def percent(share: float) -> str:
    """ "48%", in Russian "48 %": a share of 1 in whole percent, as the language in force writes it."""
    text: str = format_percent(share)
    return text


def actor_name(label: str) -> str:
    """The kept label of an actor, as pages show it: what no person did is named in the language in force."""
    return gettext("the system") if label == SYSTEM.label else label


def init_app(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=chosen_language)
    app.jinja_env.globals.update(country_name=country_name, tr=tr, language=language, get_locale=get_locale)
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, local=local)
    app.jinja_env.filters.update(clock=clock, day=day, moment=moment, decimal=decimal, percent=percent)
    app.jinja_env.filters.update(actor_name=actor_name)
