"""Which form of a page a request gets: whoever prefers data to a page is led to the page's data."""

import pytest

from tests.test_routes import addresses

KINDS = set("audit datasets indicators localities maps money observations plans programmes releases teams".split())
KINDS |= {"charts", "deadlines", "find", "questions", "readiness", "signal", "status", "targets"}

SUFFIXES = {
    "csv": "text/csv",
    "json": "application/json",
    "geojson": "application/geo+json",
    "jsonld": "application/ld+json",
    "stratml": "application/xml",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
CHOOSING = {"/datasets/tra-cau-digital-society", "/datasets/tra-cau-digital-society/1.0.0"}  # test_dataset_links
CHOOSING |= {"/catalog"}  # tests/api/dcat
PASSPORT = "/observations/vneid-level2/21451-01/2026-05"
VERSION = "/datasets/tra-cau-digital-society/1.0.0"
KNOWN = set(addresses())
OFFERED = sorted(
    (path, suffix)
    for path in KNOWN
    for suffix in SUFFIXES
    if f"{path}.{suffix}" in KNOWN and path.removeprefix("/en") not in CHOOSING and not path.startswith("/api/")
)


def test_every_kind_of_page_with_data_is_tried():
    assert {path.removeprefix("/en").split("/")[1] for path, _ in OFFERED} == KINDS


@pytest.mark.parametrize(("path", "suffix"), OFFERED)
def test_who_prefers_data_is_led_to_the_data_of_the_page(client, path, suffix):
    answer = client.get(path, headers={"Accept": f"{SUFFIXES[suffix]}, text/html;q=0.5"})
    assert (answer.status_code, answer.location) == (303, f"{path}.{suffix}")
    assert "Accept" in answer.vary
    with client.get(answer.location) as there:
        assert (there.status_code, there.mimetype) == (200, SUFFIXES[suffix])


@pytest.mark.parametrize("path", sorted({path for path, _ in OFFERED}))
@pytest.mark.parametrize("accept", [None, "*/*", BROWSER])
def test_browsers_and_whoever_takes_anything_get_the_page(client, path, accept):
    answer = client.get(path, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "Accept" in answer.vary


@pytest.mark.parametrize(
    "path",
    [
        f"{PASSPORT}?as_of=tra-cau-r4",
        "/indicators/vneid-level2?commune=tra-cau",
        "/plans/tra-cau/targets?year=2030&status=met&status=missed",
        "/releases/tra-cau-r5?locality=t%E1%BB%95&_scheme=ftp&suffix=csv&lang=en",
    ],
)
def test_what_was_asked_for_is_asked_for_of_the_data(client, path):
    page, _, asked = path.partition("?")
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.location == f"{page}.json?{asked}"


def test_the_state_asked_for_comes_with_the_data(client):
    headers = {"Accept": "application/json"}
    found = client.get(f"{PASSPORT}?as_of=tra-cau-r4", headers=headers, follow_redirects=True).get_json()
    assert found["numerator"] == 588


def test_signs_of_an_address_stay_in_the_place_and_do_not_become_a_question(client):
    answer = client.get("/localities/a%3Fb%23c", headers={"Accept": "text/csv"})
    assert answer.location == "/localities/a%3Fb%23c.csv"
    assert client.get(answer.location).content_type == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/about", "/search", f"{PASSPORT}.json", f"{VERSION}/citation.json"])
def test_what_has_one_form_does_not_vary_by_accept(client, path):
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert "Accept" not in answer.vary


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "parquet", "zip", "geojson"])
def test_a_file_of_a_version_is_found_by_its_format(client, suffix):
    answer = client.get(f"{VERSION}.{suffix}")
    assert (answer.status_code, answer.location) == (303, f"{VERSION}/tra-cau-digital-society-1.0.0.{suffix}")
    with client.get(answer.location) as there:
        assert there.status_code == 200


def test_the_citation_of_a_version_is_found_by_its_format(client):
    answer = client.get(f"/en{VERSION}.bib", follow_redirects=True)
    assert answer.mimetype == "application/x-bibtex"


def test_a_format_that_a_version_has_not_is_refused_in_words(client):
    there = "/datasets/tra-cau-budget/1.0.0"
    answer = client.get(f"{there}.geojson")
    assert answer.status_code == 404
    assert "1.0.0 không có tệp dạng geojson. Các dạng có: csv," in answer.get_json()["detail"]
    assert "csv" in answer.get_json()["formats"]
    assert "has no geojson file" in client.get(f"/en{there}.geojson").get_json()["detail"]


def test_a_version_that_never_was_has_no_file(client):
    assert client.get("/datasets/tra-cau-digital-society/9.9.9.csv").status_code == 404
    assert client.get("/datasets/nothing/1.0.0.csv").status_code == 404
