"""Feeds of a commune, an indicator, a dataset and the catalogue."""

import datetime as dt
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest

from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_indicator, make_installation
from tests.conftest import Installation
from tests.pages.test_releases import Site

ATOM = "{http://www.w3.org/2005/Atom}"
SLUG = "tra-cau-digital-society"
PATHS = (f"/datasets/{SLUG}.atom", "/datasets.atom", "/localities/tra-cau.atom", "/indicators/vneid-level2.atom")


def read(client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.data)  # noqa: S314 - our own answer


@pytest.fixture
def feed(client) -> Callable[[str], ElementTree.Element]:
    return lambda path: read(client, path)


def ids_of(root: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id").removeprefix("http://localhost") for entry in root.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("path", [lang + path for path in PATHS for lang in ("", "/en")])
def test_a_feed_has_what_atom_asks_for(feed, client, path):
    root = feed(path)
    entries = root.findall(f"{ATOM}entry")
    assert 0 < len(entries) <= 50
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}author/{ATOM}name")
    assert len(set(ids_of(root))) == len(entries)
    (own,) = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == f"http://localhost{path}"
    for link in [*root.findall(f"{ATOM}link"), *(entry.find(f"{ATOM}link") for entry in entries[:3])]:
        assert client.get(link.get("href")).status_code == 200


def test_a_datasets_feed_tells_its_versions_the_newest_first(feed, client):
    root = feed(f"/datasets/{SLUG}.atom")
    versions = client.get(f"/api/v1/versions?dataset={SLUG}&sort=-released_at").get_json()["data"]
    assert ids_of(root) == [f"/datasets/{SLUG}/{row['number']}" for row in versions]
    correction = next(e for e in root.iter(f"{ATOM}entry") if e.find(f"{ATOM}category").get("term") == "correction")
    assert correction.findtext(f"{ATOM}title").startswith("Xã hội số - Phường Trà Câu, phiên bản 1.")
    assert "Lý do: Một số người" in correction.findtext(f"{ATOM}summary")
    assert correction.findtext(f"{ATOM}summary").endswith("Số liệu minh họa.")
    assert "Lý do" not in read_english(client)


def read_english(client) -> str:
    return client.get(f"/en/datasets/{SLUG}.atom").get_data(as_text=True)


def test_the_catalogues_feed_tells_versions_of_all_datasets(feed):
    ids = ids_of(feed("/datasets.atom"))
    assert len({path.split("/")[2] for path in ids}) > 10
    instants = [entry.findtext(f"{ATOM}updated") for entry in feed("/datasets.atom").iter(f"{ATOM}entry")]
    assert instants == sorted(instants, reverse=True)


def test_a_communes_feed_is_that_of_its_releases_under_a_shorter_address(feed):
    short, long = feed("/localities/tra-cau.atom"), feed("/releases.atom?commune=tra-cau")
    assert ids_of(short) == ids_of(long)
    assert short.findtext(f"{ATOM}id") == long.findtext(f"{ATOM}id")
    assert ids_of(feed("/localities/21451.atom")) == ids_of(long), "the code answers too"


def test_an_indicators_feed_tells_the_releases_that_wrote_it_and_no_other(feed, client):
    ids = ids_of(feed("/indicators/vneid-level2.atom"))
    for path in ids[:5]:
        assert client.get(f"{path}.json?indicator=vneid-level2").get_json()["total"] > 0
    every = {f"/releases/{row['id']}" for row in client.get("/releases.json").get_json()["data"]}
    assert set(ids) < every
    other = (every - set(ids)).pop()
    assert client.get(f"{other}.json?indicator=vneid-level2").get_json()["total"] == 0
    assert ids_of(feed("/indicators/coverage-6g.atom")) == []


@pytest.mark.parametrize("path", ["/datasets/nothing.atom", "/localities/nowhere.atom", "/indicators/nothing.atom"])
def test_a_feed_of_nothing_is_not_found(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize("path", PATHS)
def test_a_reader_who_has_a_feed_already_gets_304(client, path):
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "feed_path"),
    [
        ("/datasets", "/datasets.atom"),
        (f"/datasets/{SLUG}", f"/datasets/{SLUG}.atom"),
        (f"/en/datasets/{SLUG}/1.0.0", f"/en/datasets/{SLUG}.atom"),
        ("/indicators/vneid-level2", "/indicators/vneid-level2.atom"),
    ],
)
def test_readers_of_feeds_find_it_by_themselves(page, path, feed_path):
    links = page(path).find("link", rel="alternate", type="application/atom+xml")
    assert [link.get("href") for link in links] == [feed_path]


@pytest.fixture
def site(public, desk, tmp_path) -> Iterator[Site]:
    make_installation(public, indicators=[make_indicator(level="commune", subject="organisation")])
    site = Site(Installation(public, desk, tmp_path / "files"))
    yield site
    site.client.application.extensions["store"].close()


BACK = {"kind": "retraction", "reason": "<b>nhầm</b> &", "reason_en": "wrong form"}


def test_a_withdrawn_dataset_leaves_a_tombstone_with_its_files_and_its_reason(site):
    first = site.publish([Cell("vneid-level2", COMMUNE, "2026-09", 7, 10)])
    site.publish([Cell("vneid-level2", COMMUNE, "2026-09", withdrawn=True)], takes_back=first, **BACK)
    shown = site.page("/datasets/thu-nghiem-digital-society")
    (stone,) = shown.find("div", class_="tombstone")
    words = shown.words_of(stone)
    assert words.startswith("Toàn bộ số liệu của bộ dữ liệu này đã được rút ngày 16/10/2026. Lý do: <b>nhầm</b>")
    assert "Không còn cập nhật" in shown.text
    assert "/datasets/thu-nghiem-digital-society/1.0.0" in shown.links
    assert "wrong form" in site.page("/en/datasets/thu-nghiem-digital-society").text
    old = site.page("/datasets/thu-nghiem-digital-society/1.0.0")
    assert "đã được rút" in old.text
    with site.client.get(next(link for link in old.links if link.endswith(".csv"))) as answer:
        assert (answer.status_code, b"70" in answer.data) == (200, True), "what was published can still be proved"
    assert "có số liệu đã rút" in site.page("/datasets").text
    entries = read(site.client, "/datasets/thu-nghiem-digital-society.atom").findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}category").get("term") for entry in entries] == ["retraction", "update"]
    assert "&lt;b&gt;nhầm&lt;/b&gt; &amp;" in entries[0].findtext(f"{ATOM}summary")
