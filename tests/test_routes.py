"""Every GET route, in both languages: pages hold what every page must, files are what they say they are."""

import csv
import io
import json
import re
from functools import cache
from xml.etree import ElementTree

import pytest
from werkzeug.routing import Rule

from tests.html import check
from wsgi import create_app

PLACES = {
    "commune": "tra-cau",
    "other": "dak-cam",
    "village": "to-dan-pho-7",
    "indicator": "vneid-level2",
    "code": "vneid-level2",
    "locality": "21451",
    "period": "2026-09",
    "target": "tra-cau-vneid-level2-2030",
    "number": "1.0.0",
    "part": "1",
    "token": "20991231-abcdefghijklmnopqrstuvwxyz",
    "version": "1.0.0",
    "file": "tra-cau-digital-society-1.0.0.csv",
    "name": "tra-cau-digital-society-1.0.0.csv",
    "collection": "communes",
    "feature": "21451",
    "resource": "observations",
}
OF_ENDPOINT = {
    "localities": {"ref": "tra-cau"},
    "villages": {"ref": "tra-cau"},
    "village_table": {"ref": "tra-cau"},
    "datasets": {"slug": "tra-cau-digital-society"},
    "plans": {"slug": "tra-cau", "plan": "tra-cau"},
    "plan_changes": {"slug": "tra-cau"},
    "deadlines": {"slug": "dak-cam"},
    "tasks": {"slug": "tra-cau"},
    "bodies": {"slug": "dak-cam", "body": "cong-an-phuong"},
    "targets": {"slug": "tra-cau"},
    "releases": {"ref": "tra-cau-r5"},
    "readiness": {"ref": "tra-cau"},
    "v1.changes_of_releases": {"ref": "tra-cau-r5"},
    "v1.history_of_localities": {"ref": "tra-cau"},
    "v1.one_sections": {"ref": "tra-cau-i"},
    "v1.one_goals": {"ref": "dak-cam-ii-1-1"},
    "v1.one_corrections": {"ref": "tra-cau-r5"},
    "v1.one_versions": {"dataset": "tra-cau-digital-society"},
    "v1.one_files": {"dataset": "tra-cau-digital-society"},
    "ckan": {"action": "status_show"},
    "dcat": {"ref": "tra-cau-digital-society"},
    "feeds": {"slug": "tra-cau-digital-society"},
    "v1.one_datasets": {"slug": "tra-cau-digital-society"},
    "v1.one_plans": {"slug": "tra-cau"},
    "v1.one_localities": {"ref": "tra-cau"},
    "v1.one_targets": {"ref": "tra-cau-vneid-level2-2030"},
    "v1.one_tasks": {"ref": "tra-cau-iii-5-3"},
    "v1.one_releases": {"ref": "tra-cau-r1"},
    "v1.one_money": {"ref": "tra-cau-total-2026-all-all"},
    "v1.one_programmes": {"ref": "tra-cau-lop-ky-nang-so-buoi-toi"},
    "v1.one_teams": {"ref": "21451-to-cong-nghe-so-cong-dong-phuong-tra-cau"},
    "v1.one_obligations": {"ref": "dak-cam-iv-1-3-monthly-2025-07"},
}
NOT_HERE = {
    "questions.show",
    "bulk.download",
    "ckan.notice",
    "datasets.file_of_format",
    "datasets.identified",
    "health.ready",  # asks for a desk beside: tests/watching
    "maps.beside_any",
    "security_txt.show",
}
"""A zip that these tests do not build, the notice of what is withdrawn, addresses that lead on to others, a contact:
each has tests of its own."""
FILES = {"static": {"filename": "site.css"}, "maps.static": {"filename": "leaflet.js"}}
MORE = {
    "/maps": ["?province=quang-ngai"],
    "/maps/tra-cau": ["?period=2025-12&form=tiles"],
    "/maps/tra-cau/vneid-level2/compare": ["?period=2026-03&against=2025-09", "?period=2029&against=2026-01"],
    "/deadlines": ["?commune=dak-cam", "?state=missing&year=2026"],
    "/plans/dak-cam/deadlines": ["?kind=task", "?year=1999"],
    "/plans/tra-cau/tasks": ["?unclear=when", "?kind=responsibility"],
    "/follow": ["?about=/localities/tra-cau", "?about=/indicators/vneid-level2&sent=1", "?about=/nothing"],
    "/money.svg": ["?commune=tra-cau&by=source", "?commune=phuoc-binh&year=2026"],
    "/readiness/ranking.svg": ["?province=quang-ngai"],
    "/money": ["?commune=tra-cau", "?commune=phuoc-binh&year=2026"],
    "/programmes": ["?commune=tra-cau"],
    "/teams": ["?commune=tra-cau"],
    "/readiness": ["?province=quang-ngai", "?period=2026-01"],
    "/readiness/tra-cau": ["?period=2026-01"],
    "/readiness/check": ["?village=tra-cau/to-dan-pho-7", "?village=nowhere"],
    "/targets": ["?commune=tra-cau&commune=phuoc-binh&year=2030"],
    "/charts/tra-cau/vneid-level2": ["?year=2045"],
    "/search": ["?q=đường", "?q=", "?q=%3Cscript%3E"],
    "/indicators/vneid-level2": ["?commune=tan-lap"],
} | {
    f"{lang}/ogc{path}": ["?f=html"]
    for lang in ("", "/en")
    for path in (
        "",
        "/api",
        "/conformance",
        "/collections",
        "/collections/communes",
        "/collections/communes/items",
        "/collections/communes/items/21451",
    )
}


@cache
def addresses() -> list[str]:
    """One address for every rule and suffix; a rule whose places are unknown here fails by name."""
    app = create_app(SECRET_KEY="x", DATABASE_URL="sqlite:///nothing.sqlite")
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint not in NOT_HERE]
    found = [address for rule in rules for address in _of_rule(rule)]
    return sorted({*found, *(address + more for address in found for more in MORE.get(address, []))})


def _of_rule(rule: Rule) -> list[str]:
    known = (
        PLACES
        | FILES.get(rule.endpoint, {})
        | OF_ENDPOINT.get(rule.endpoint.partition(".")[0], {})
        | OF_ENDPOINT.get(rule.endpoint, {})
    )
    path = rule.rule.replace("<any(en):lang>", "en")
    path = re.sub(r"<(?:path:|string:)?(\w+)>", lambda match: known.get(match[1], f"?unknown-{match[1]}"), path)
    choices = re.search(r"<any\(([^)]*)\):\w+>", path)
    if choices is None:
        return [path]
    return [path.replace(choices[0], choice.strip(" '\"")) for choice in choices[1].split(",")]


@pytest.mark.parametrize("address", addresses())
def test_every_route_answers_what_it_says(address, client):
    assert "?unknown-" not in address, "give test_routes.py an example of this place"
    with client.get(address) as response:
        assert response.status_code == 200, f"{address}: {response.get_data(as_text=True)[:300]}"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        _read(address, response.mimetype, response.get_data())


def _read(address: str, mimetype: str, content: bytes) -> None:
    if mimetype == "text/html":
        check(content.decode(), address)
        said = check(re.sub(r"<pre.*?</pre>", "", content.decode(), flags=re.DOTALL), address).text  # no programs
        assert not re.search(r"(?<!If-)None|Undefined|&lt;built-in|%\(\w+\)", said), "a value was printed raw"
    elif mimetype == "text/csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1, "every row has as many cells as the header"
    elif mimetype == "application/x-ndjson":
        assert list(json.loads(content.splitlines()[-1])) == ["trailer"]
    elif mimetype.endswith("json"):
        json.loads(content)
    elif mimetype in XML:
        assert ElementTree.fromstring(content).tag.endswith(XML[mimetype])  # noqa: S314 - our own answer
    elif mimetype in BINARY:
        assert content.startswith(BINARY[mimetype])
    else:
        assert mimetype in PLAIN, mimetype


PLAIN = {"application/x-bibtex", "text/calendar", "text/css", "text/plain", "text/javascript", "text/turtle"}
XML = {
    "application/atom+xml": "{http://www.w3.org/2005/Atom}feed",
    "application/rdf+xml": "}RDF",
    "application/xml": ("}urlset", "}StrategicPlan"),
    "image/svg+xml": "svg",
}
"""The end of the root's name, by media type."""

BINARY = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK",
    "application/zip": b"PK",
    "image/png": b"\x89PNG\r\n",
    "image/x-icon": b"\0\0\1\0",
}
"""The bytes a file begins with, by media type."""


@pytest.mark.parametrize("address", [a for a in addresses() if not a.startswith("/api")])
def test_every_page_also_works_before_there_is_a_figure(address, bare_app):
    path = address.partition("?")[0]  # a village that is only remembered may be missing
    missing = any(word in path for word in ("to-dan-pho-7", "tra-cau-digital-society", "tra-cau-r5", "/observations/"))
    with bare_app.test_client().get(address) as response:
        assert response.status_code == (404 if missing else 200), address
        if response.mimetype == "text/html":
            check(response.get_data(as_text=True), address)


def test_vietnamese_and_english_pages_point_at_each_other(page):
    for path, other in (("/plans/tra-cau", "/en/plans/tra-cau"), ("/en/search?q=duong", "/search?q=duong")):
        assert other in page(path).links


def test_links_inside_the_portal_lead_somewhere(page, client):
    """Every internal link of the main pages, in both languages, answers."""
    starts = ["/", "/localities/tra-cau", "/localities/tra-cau/to-dan-pho-7", "/plans/tra-cau", "/plans/tra-cau/tasks"]
    starts += [
        "/indicators",
        "/indicators/vneid-level2",
        "/datasets/tra-cau-digital-society",
        "/releases",
        "/releases/tra-cau-r5",
    ]
    starts += ["/about", "/developers", "/stability", "/api/docs", "/api/docs/observations", "/api/problems"]
    links = {link.partition("#")[0] for path in starts for lang in ("", "/en") for link in page(lang + path).links}
    answers = {link: client.get(link) for link in sorted(links) if link.startswith("/")}
    for answer in answers.values():
        answer.close()
    assert len(answers) > 300
    assert {link: a.status_code for link, a in answers.items() if a.status_code not in {200, 308}} == {}


@pytest.mark.parametrize("address", ["/plans/a%00b", "/localities/%00", "/search?q=%00", "/api/v1/targets?plan=%00"])
def test_a_zero_byte_is_a_bad_request_and_not_a_failure(address, client):
    assert client.get(address).status_code == 400
