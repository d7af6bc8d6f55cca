"""Formats by suffix and by Accept; streams that prove that they are whole."""

import gzip
import hashlib
import json

import brotli
import pytest

from tests.api.reading import csv_rows, rows

ASKED = "/api/v1/observations?within=tra-cau&indicator=vneid-level2"


def ndjson(content: bytes) -> tuple[list[dict], dict]:
    *lines, last = [json.loads(line) for line in content.splitlines()]
    return lines, last["trailer"]


def test_ndjson_is_the_rows_and_a_proof_of_their_number_and_bytes(client):
    response = client.get(ASKED.replace("?", ".ndjson?"))
    assert response.content_type == "application/x-ndjson"
    found, trailer = ndjson(response.data)
    assert found == rows(client, "observations", within="tra-cau", indicator="vneid-level2")
    body = response.data[: response.data.rindex(b"\n", 0, -1) + 1]
    assert trailer == {"rows": len(found), "sha256": hashlib.sha256(body).hexdigest()}


def test_a_stream_without_rows_proves_that_there_are_none(client):
    response = client.get("/api/v1/observations.ndjson?period=2019")
    assert ndjson(response.data) == ([], {"rows": 0, "sha256": hashlib.sha256(b"").hexdigest()})


def test_every_resource_comes_as_ndjson(client, app):
    from api.routing import v1

    for resource in v1.listed():
        found, trailer = ndjson(client.get(f"/api/v1/{resource.name}.ndjson?limit=5").data)
        assert found == client.get(f"/api/v1/{resource.name}?limit=5").get_json()["data"], resource.name
        assert trailer["rows"] == len(found)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("application/jsonl", "application/x-ndjson"),
    ],
)
def test_accept_chooses_where_the_address_does_not(client, accept, content_type):
    response = client.get("/api/v1/targets", headers={"Accept": accept} if accept else {})
    assert response.content_type == content_type
    assert "Accept" in response.headers["Vary"]
    suffixed = client.get("/api/v1/targets.json", headers={"Accept": accept} if accept else {})
    assert suffixed.content_type == "application/json"


@pytest.mark.parametrize("address", ["targets", "targets/tra-cau-vneid-level2-2030"])
def test_nothing_acceptable_is_406_with_what_there_is(client, address):
    response = client.get(f"/api/v1/{address}", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "application/json" in response.get_json()["offered"]


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_streams_travel_compressed_to_who_can_read_that(client, suffix):
    address = ASKED.replace("?", f".{suffix}?")
    plain = client.get(address).data
    squeezed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.data) == plain
    assert len(squeezed.data) < len(plain) / 4
    squeezed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert squeezed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(squeezed.data) == plain


def test_a_page_of_json_tells_its_total_and_the_next_in_its_headers_too(client):
    response = client.get("/api/v1/targets?limit=3")
    assert response.headers["X-Total-Count"] == str(response.get_json()["total"])
    assert response.headers["Link"] == f'<{response.get_json()["next"]}>; rel="next"'
    assert "Link" not in client.get("/api/v1/targets?limit=1000").headers


def test_four_ways_of_having_no_number_or_nought_stay_four_in_every_format(client):
    found = rows(client, "observations", locality="tra-cau") + rows(client, "observations", within="tra-cau")
    by_status = {row["status"]: row for row in found}
    assert by_status["withheld"]["value"] is by_status["missing"]["value"] is None
    assert by_status["withheld"]["numerator"] is None
    for status in by_status:
        listed, _ = ndjson(client.get(f"/api/v1/observations.ndjson?within=tra-cau&status={status}").data)
        table = csv_rows(client, "observations", within="tra-cau", status=status)
        assert {row["status"] for row in (*listed, *table)} <= {status}
        if status in {"withheld", "missing", "not-applicable"}:
            assert {(row["value"], row["numerator"]) for row in listed} <= {(None, None)}
            assert {(row["value"], row["numerator"]) for row in table} <= {("", "")}
    nought = [row for row in found if row["value"] == 0]
    assert {row["status"] for row in nought} <= {"normal", "provisional", "estimated"}
    for row in nought[:5]:
        again = csv_rows(
            client, "observations", locality=row["locality"], indicator=row["indicator"], period=row["period"]
        )
        assert again[0]["value"] == "0"
