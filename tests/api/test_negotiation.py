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
    assert trailer == {"rows": len(found), "sha256": hashlib.sha256(body).hexdigest(), "next": None}


def test_a_stream_without_rows_proves_that_there_are_none(client):
    response = client.get("/api/v1/observations.ndjson?period=2019")
    assert ndjson(response.data) == ([], {"rows": 0, "sha256": hashlib.sha256(b"").hexdigest(), "next": None})


def test_the_first_rows_alone_say_where_it_goes_on(client):
    address, got = "/api/v1/targets.ndjson?limit=40&fields=id", []
    while address:
        answer = client.get(address)
        found, trailer = ndjson(answer.data)
        assert ("Link" in answer.headers) == bool(trailer["next"])
        got += found
        address = trailer["next"]
    assert got == rows(client, "targets", fields="id")
    assert 'rel="next"' in client.get("/api/v1/targets.csv?limit=40").headers["Link"]
    assert "Link" not in client.get("/api/v1/targets.csv").headers


@pytest.mark.parametrize("address", ["targets/tra-cau-vneid-level2-2030", "progress/tra-cau-vneid-level2-2030"])
def test_one_thing_comes_in_every_format_too(client, address):
    one = client.get(f"/api/v1/{address}").get_json()
    assert client.get(f"/api/v1/{address}.json").get_json() == one
    found, trailer = ndjson(client.get(f"/api/v1/{address}.ndjson").data)
    assert (found, trailer["rows"]) == ([one], 1)
    for asked in (f"/api/v1/{address}.csv", f"/api/v1/{address}"):
        answer = client.get(asked, headers={"Accept": "text/csv"})
        assert answer.content_type == "text/csv; charset=utf-8"
        assert answer.get_data(as_text=True).count("\r\n") == 2


def test_the_name_of_a_file_is_not_taken_for_a_format(client):
    file = client.get("/api/v1/files?dataset=tra-cau-digital-society&format=csv&limit=1").get_json()["data"][0]
    address = f"/api/v1/files/{file['dataset']}/{file['version']}/{file['name']}"
    assert client.get(address).get_json() == file
    assert client.get(address, headers={"Accept": "text/csv"}).mimetype == "text/csv"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("br;q=0", None),
        ("gzip;q=0", None),
        ("gzip;q=0,br;q=0,identity;q=0", None),
        ("br;q=0, gzip", "gzip"),
        ("gzip, br", "br"),
        ("*", "br"),
        ("zstd", None),
        ("identity", None),
    ],
)
def test_an_encoding_that_is_refused_is_not_sent(client, accepted, sent):
    for address in ("/api/v1/targets", "/api/v1/targets.csv", "/plans"):
        answer = client.get(address, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == sent, address
        assert "Accept-Encoding" in answer.headers["Vary"]


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
