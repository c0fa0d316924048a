"""Ways to other features' pages, as far as there are such pages."""

from typing import Any

from flask import current_app, url_for

from eventapp.workshops.models import Workshop


def address(workshop: Workshop, endpoint: str, **values: str) -> str | None:
    """The page of a workshop, or None where no endpoint of this name takes exactly these values."""
    given: dict[str, Any] = {"slug": workshop.slug, **values}
    if endpoint not in current_app.view_functions:
        return None
    fits = any(rule.arguments <= set(given) for rule in current_app.url_map.iter_rules(endpoint))
    return url_for(endpoint, **given) if fits else None
