"""The sitemap and the word to robots."""

import datetime as dt
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from portal.pages import sitemap
from tests.builders import make_installation
from tests.conftest import Installation
from tests.stores import asked

NS = {"s": sitemap.SCHEMA, "x": "http://www.w3.org/1999/xhtml"}
HREF = "http://localhost"


def read(client: FlaskClient, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return ElementTree.fromstring(answer.get_data())  # noqa: S314 - our own answer


def listed(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    found = {url.findtext("s:loc", namespaces=NS).removeprefix(HREF): url for url in root.findall("s:url", NS)}
    assert len(found) == len(root.findall("s:url", NS)), "no address stands twice"
    return found


@pytest.fixture
def urls(client) -> dict[str, ElementTree.Element]:
    return listed(read(client, "/sitemap.xml"))


def test_every_kind_of_page_is_there_in_both_languages(urls):
    for path in (
        "/",
        "/datasets",
        "/releases",
        "/localities/tra-cau",
        "/localities/tra-cau/to-dan-pho-7",
        "/plans/tra-cau",
        "/plans/tra-cau/targets",
        "/indicators/vneid-level2",
        "/maps/tra-cau",
        "/datasets/tra-cau-digital-society",
        "/releases/tra-cau-r5",
        "/readiness/tra-cau",
        "/charts/tra-cau/vneid-level2",
        "/deadlines",
        "/targets",
        "/questions",
    ):
        assert path in urls
        assert ("/en" + path).rstrip("/") in urls
    assert not [path for path in urls if path.endswith("/search") or "." in path.rpartition("/")[2] or "<" in path]


def test_the_languages_of_a_page_name_each_other(urls):
    for path, url in urls.items():
        links = {a.get("hreflang"): a.get("href") for a in url.findall("x:link[@rel='alternate']", NS)}
        assert links.keys() == {"vi", "en"}
        assert HREF + path in links.values()
        assert all(href.removeprefix(HREF) in urls for href in links.values())


def test_every_address_answers(urls, client):
    answers = {path: client.get(path).status_code for path in list(urls)[::7]}
    assert len(answers) > 80
    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_a_chart_without_figures_and_a_commune_without_readiness_are_not_told(urls, bare_app):
    charts = [path for path in urls if path.startswith("/charts/")]
    assert len(charts) > 20
    bare = listed(read(bare_app.test_client(), "/sitemap.xml"))
    assert not [path for path in bare if path.startswith(("/charts/", "/readiness/"))]


def test_the_day_of_a_change_is_that_of_the_newest_release(urls, client):
    releases = client.get("/releases.json?commune=tra-cau").get_json()["data"]
    newest = dt.datetime.fromisoformat(releases[0]["released_at"])
    for path in ("/localities/tra-cau", "/localities/tra-cau/to-dan-pho-7", "/plans/tra-cau"):
        assert dt.datetime.fromisoformat(urls[path].findtext("s:lastmod", namespaces=NS)) == newest
    (dataset,) = client.get("/datasets/tra-cau-society.json").get_json()["data"]
    found = urls["/datasets/tra-cau-society"].findtext("s:lastmod", namespaces=NS)
    assert dt.datetime.fromisoformat(found) == dt.datetime.fromisoformat(dataset["released_at"])
    assert urls["/about"].find("s:lastmod", NS) is None, "no release changes it"


def test_who_has_it_is_not_sent_it_again(client):
    tag = client.get("/sitemap.xml").headers["ETag"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("part", ["0", "2", "x", "01x", "-1", "²", "9999999"])
def test_a_part_that_is_not_there_is_not_found(client, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


@pytest.fixture
def small(public, desk, tmp_path, monkeypatch) -> Iterator[tuple[FlaskClient, list[str]]]:
    """A commune with 12 villages, of which a part holds five pages, and the queries that are asked."""
    make_installation(public, villages=12)
    monkeypatch.setattr(sitemap, "PART", 5)
    app = Installation(public, desk, tmp_path).make_app()
    with asked(app.extensions["store"].engine) as statements:
        yield app.test_client(), statements
    app.extensions["store"].close()


def test_many_pages_are_told_in_parts_that_hold_each_once(small):
    client, statements = small
    index = read(client, "/sitemap.xml")
    assert index.tag.endswith("}sitemapindex")
    parts = [loc.text.removeprefix(HREF) for loc in index.iterfind("s:sitemap/s:loc", NS)]
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    statements.clear()
    found = [listed(read(client, part)) for part in parts]
    assert len(statements) <= 6 * len(parts), "whatever a part holds"
    stored = [path for one in found for path in one if "thu-nghiem" in path or "/indicators/" in path]
    assert len(stored) == len(set(stored)) == 2 * (1 + 12 + 1 + 1), "commune, villages, sheet of maps, indicator"
    assert "/" in found[0]
    assert "/" not in found[1]


def test_an_empty_portal_has_the_pages_that_are_always_there(bare_app):
    found = listed(read(bare_app.test_client(), "/sitemap.xml"))
    assert {"/", "/en", "/datasets", "/localities/tra-cau"} <= found.keys()
    assert not [path for path in found if path.startswith("/datasets/")]


def walks(client, *addresses):
    """Which of these addresses a crawler that keeps to robots.txt asks for; the longest rule that fits decides."""
    lines = client.get("/robots.txt").get_data(as_text=True).splitlines()
    rules = [(len(path), verb == "Allow", path) for verb, _, path in (line.partition(": ") for line in lines)]
    rules = [rule for rule in rules if rule[2].startswith("/")]

    def fits(path, address):
        return re.match(re.escape(path).replace(r"\*", ".*"), address)

    return [a for a in addresses if max(r for r in rules if fits(r[2], a))[1]]


def test_robots_find_the_sitemap_and_walk_through_pages_but_not_through_views_of_them(client):
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    (found,) = [line.partition(": ")[2] for line in lines if line.startswith("Sitemap: ")]
    assert client.get(found).status_code == 200
    welcome = ["/", "/plans", "/en/localities/tra-cau", "/localities?page=2", "/datasets/tra-cau-digital-society.csv"]
    assert walks(client, *welcome, "/search?q=duong", "/localities?unit=x&page=2", "/desk", "/desk/login") == welcome


@pytest.mark.parametrize(
    ("address", "said"), [("/datasets", None), ("/datasets?page=1", None), ("/datasets?commune=tra-cau", "noindex")]
)
def test_a_view_of_a_page_is_not_listed_by_search_engines(client, address, said):
    assert client.get(address).headers.get("X-Robots-Tag") == said
