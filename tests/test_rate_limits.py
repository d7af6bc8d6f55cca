"""How often programs may ask, and other sites that may read."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from portal.settings import SettingsError, load
from tests.conftest import Installation


@pytest.fixture
def limited(demo: Installation) -> Iterator[FlaskClient]:
    with demo.running_app(RATE_LIMIT="3 per minute") as app:
        yield app.test_client()


def test_answers_to_programs_say_what_is_left(limited):
    left = [limited.get("/api/v1/plans").headers["RateLimit"] for _ in range(3)]
    assert [part.split(";")[1] for part in left] == ["r=2", "r=1", "r=0"]
    assert limited.get("/api/v1/").headers["RateLimit-Policy"] == '"reading";q=3;w=60'


def test_who_asks_too_often_is_told_how_long_to_wait(limited):
    for _ in range(3):
        assert limited.get("/api/v1/plans").status_code == 200
    for address, words in (("/api/v1/plans", "Xin đợi"), ("/api/v1/plans?lang=en", "Please wait")):
        refused = limited.get(address)
        assert refused.status_code == 429
        assert refused.content_type == "application/problem+json"
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert refused.get_json()["type"] == "/api/problems#too-many-requests"
        assert words in refused.get_json()["detail"]


def test_one_address_does_not_use_up_what_another_may_ask(limited):
    for _ in range(4):
        limited.get("/api/v1/plans")
    assert limited.get("/api/v1/plans", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_pages_for_people_are_never_limited(limited):
    for _ in range(5):
        answer = limited.get("/plans")
        assert answer.status_code == 200
        assert "RateLimit" not in answer.headers


def test_without_a_limit_nothing_is_said_of_one(client):
    assert "RateLimit" not in client.get("/api/v1/plans").headers


def test_a_limit_that_cannot_be_read_is_refused_at_the_start():
    with pytest.raises(SettingsError, match="RATE_LIMIT"):
        load({"LANGSO_SECRET_KEY": "x", "LANGSO_RATE_LIMIT": "often"})


@pytest.mark.parametrize("address", ["/api/v1/plans", "/api/v1/none", "/datasets.json", "/plans.csv"])
def test_programs_on_other_sites_may_read(client, address):
    headers = client.get(address, headers={"Origin": "https://example.org"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit" in headers["Access-Control-Expose-Headers"]


def test_a_browser_that_asks_beforehand_is_told_what_it_may_send(client):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = client.options("/api/v1/plans", headers=asked)
    assert answer.status_code == 200
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_pages_are_not_for_other_sites(client):
    assert "Access-Control-Allow-Origin" not in client.get("/plans").headers
