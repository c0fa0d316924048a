"""Participants and focal points as the feature `messages`, which stands below, needs them (see `messages.readers`)."""

from eventapp.messages.occasions import FOCAL_POINTS, Occasion
from eventapp.messages.readers import Reader
from eventapp.registration import mail_values, queries
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop


class Readers:
    """The answers of `registration`."""

    def choices(self, workshop: Workshop, audience: str, language: str) -> list[tuple[int, str]]:
        """(id, name) of all who could be written to, in precedence order."""
        if audience == FOCAL_POINTS:
            delegations = queries.delegations(workshop.id, language)
            return [(row.id, delegation_label(row, language)) for row in delegations]
        return [(row.id, row.person.list_name) for row in queries.people(workshop.id, language=language)]

    def reader(self, workshop: Workshop, occasion: Occasion, reader_id: int, language: str) -> Reader:
        """One of them, with what the placeholders stand for in a language; no link. Raises Missing."""
        if occasion.audience == FOCAL_POINTS:
            delegation = queries.delegation(workshop.id, reader_id)
            return Reader(
                delegation.id,
                delegation.focal_name,
                delegation.focal_email,
                mail_values.language_of_delegation(delegation, workshop),
                mail_values.of_delegation(delegation, workshop, language),
            )
        row = queries.registration(workshop.id, reader_id)
        missing = mail_values.missing_words(workshop, language).get(row.id, [])
        return Reader(
            row.id,
            row.shown_name,
            row.person.email,
            mail_values.language_of(row, workshop),
            mail_values.of_registration(row, workshop, language, occasion.key, missing),
        )
