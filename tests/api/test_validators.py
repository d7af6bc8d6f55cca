"""Strong validators: known before an answer is made, and another whenever the answer would be another."""

import datetime as dt
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.db import PublicStore, get_revision
from tests.builders import make_installation
from tests.conftest import Installation
from tests.stores import asked

ADDRESSES = [
    "/api/v1/targets",
    "/api/v1/targets.csv",
    "/api/v1/targets.ndjson",
    "/api/v1/observations.csv?indicator=vneid-level2",
    "/api/v1/progress?lang=en",
    "/api/v1/plans/tra-cau",
]


def tag(client: FlaskClient, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    assert not response.headers["ETag"].startswith("W/")
    return response.headers["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_who_has_an_answer_gets_304(client, address, encoding):
    held = tag(client, address, **{"Accept-Encoding": encoding})
    for method in (client.get, client.head):
        again = method(address, headers={"If-None-Match": held, "Accept-Encoding": encoding})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"].strip('"').partition(":")[0] == held.strip('"').partition(":")[0]
        assert "max-age" in again.headers["Cache-Control"]


def test_304_asks_the_store_nothing_but_which_state_it_is_in(app, client):
    held = tag(client, "/api/v1/targets")
    with asked(app.extensions["store"].engine) as statements:
        assert client.get("/api/v1/targets", headers={"If-None-Match": held}).status_code == 304
    assert len(statements) <= 3
    assert all("revision" in told or "audit_log" in told or told == "BEGIN" for told in statements)


def test_what_would_be_another_answer_has_another_validator(client):
    asked = [
        ("/api/v1/targets", {}),
        ("/api/v1/targets", {"Accept": "text/csv"}),
        ("/api/v1/targets.csv", {}),
        ("/api/v1/targets?limit=5", {}),
        ("/api/v1/targets?lang=en", {}),
        ("/api/v1/targets", {"Host": "so.example.vn"}),
        ("/api/v1/targets", {"Accept-Encoding": "gzip"}),
    ]
    assert len({tag(client, address, **headers) for address, headers in asked}) == len(asked)


def test_a_wrong_request_stays_wrong_for_who_holds_something(client):
    for address, status in (("/api/v1/targets?nonsense=1", 400), ("/api/v1/targets/none", 404)):
        assert client.get(address, headers={"If-None-Match": '"x"'}).status_code == status


def test_whoever_has_anything_gets_304_only_for_what_is_there(client):
    assert client.get("/api/v1/plans/tra-cau", headers={"If-None-Match": "*"}).status_code == 304
    assert client.get("/api/v1/plans/none", headers={"If-None-Match": "*"}).status_code == 404
    assert client.get("/catalog.ttl?page=999", headers={"If-None-Match": "*"}).status_code == 404


def test_head_is_get_without_a_body(client):
    for address in ADDRESSES:
        asked, headed = client.get(address), client.head(address)
        assert headed.status_code == 200
        assert headed.data == b""
        assert headed.headers["ETag"] == asked.headers["ETag"]
        assert headed.headers["Content-Type"] == asked.headers["Content-Type"]


def test_the_validator_changes_with_the_store_the_day_and_the_settings(public: PublicStore, desk, tmp_path: Path):
    make_installation(public)
    place = Installation(public, desk, tmp_path)
    app = place.make_app()
    first = tag(app.test_client(), "/api/v1/localities")
    assert tag(app.test_client(), "/api/v1/localities") == first
    with public.begin():
        pass
    second = tag(app.test_client(), "/api/v1/localities")
    app.config["TODAY"] = (dt.date.fromisoformat(app.config["TODAY"]) + dt.timedelta(days=1)).isoformat()
    third = tag(app.test_client(), "/api/v1/localities")
    app.config["CONTACT_EMAIL"] = "so@example.vn"
    fourth = tag(app.test_client(), "/api/v1/localities")
    assert len({first, second, third, fourth}) == 4
    app.extensions["store"].close()


def test_what_is_rolled_back_is_no_change(public: PublicStore):
    with public.reading() as session:
        before = get_revision(session)
    with pytest.raises(RuntimeError), public.begin():
        raise RuntimeError
    with public.reading() as session:
        assert get_revision(session) == before
    with public.begin():
        pass
    with public.reading() as session:
        assert get_revision(session) == before + 1
