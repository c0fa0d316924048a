"""The published description of the API: a change to it is seen in review (docs/openapi.json)."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

PUBLISHED = Path(__file__).parents[1] / "docs" / "openapi.json"


def test_the_api_is_as_published(client):
    assert client.get("/api/v1/openapi.json").json == json.loads(PUBLISHED.read_text())


@pytest.mark.parametrize("resource", ["agenda", "registrations", "attendance", "notes", "feedback", "recommendations"])
def test_without_a_token_nothing_is_told(client, resource):
    answer = client.get(f"/api/v1/workshops/no-such/{resource}")
    assert answer.status_code in (401, 404)
    assert set(answer.json) >= {"error", "message"}
