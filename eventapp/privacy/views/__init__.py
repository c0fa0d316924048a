"""Pages of people's data; what privacy adds to the rooms below."""

from eventapp.privacy import consent, restoring
from eventapp.privacy.views import own, people, settings
from eventapp.privacy.views.blueprint import bp
from eventapp.registration import private_sections
from eventapp.registration.consent import provide

__all__ = ["bp", "own", "people", "restoring", "settings"]

provide(consent.current)
private_sections.add(own.section)
