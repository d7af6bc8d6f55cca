"""The pages of the dialect: complete, in both languages, each held to what every page must be."""

import pytest

from tests.html import check

PATHS = (
    "/ogc",
    "/ogc/conformance",
    "/ogc/api",
    "/ogc/api.html",
    "/ogc/collections",
    "/ogc/collections/communes",
    "/ogc/collections/vneid-level2",
    "/ogc/collections/communes/items",
    "/ogc/collections/villages/items",
    "/ogc/collections/vneid-level2/items",
    "/ogc/collections/communes/items/21451",
    "/ogc/collections/villages/items/21451-07",
    "/ogc/collections/vneid-level2/items/21451-07",
)
READER = {"Accept": "text/html"}


def fetch(client, path, status=200):
    response = client.get(path, headers=READER)
    assert response.status_code == status
    return check(response.get_data(as_text=True), path)


@pytest.mark.parametrize("path", [lang + path for path in PATHS for lang in ("", "/en")])
def test_every_page_is_whole_and_its_links_lead_on(client, path):
    page = fetch(client, path)
    own = {link for link in page.links if "/ogc" in link}
    assert own
    for link in own:
        assert client.get(link, headers=READER).status_code == 200, link


def test_pages_say_that_figures_are_made_up(client):
    for path in PATHS[4:]:
        assert "Số liệu minh họa" in fetch(client, path).text, path


def test_a_page_of_features_shows_values_and_why_there_is_none(client):
    page = fetch(client, "/ogc/collections/services-online-use/items?limit=200")
    assert "withheld" in page.text
    assert len(page.find("tr")) == 169


def test_a_reader_walks_through_the_pages(client):
    page = fetch(client, "/ogc/collections/villages/items?limit=100")
    [further] = page.find("a", rel="next")
    second = fetch(client, further.get("href").partition("://")[2].partition("/")[2].join(("/", "")))
    assert not second.find("a", rel="next")
    assert len(second.find("tr")) == 69


def test_a_page_for_reading_is_never_longer_than_two_hundred(client, monkeypatch):
    monkeypatch.setattr("api.ogc.items.MOST_TO_READ", 20)
    page = fetch(client, "/ogc/collections/villages/items?limit=10000")
    assert len(page.find("tr")) == 21
    assert "limit=20" in page.find("a", rel="next")[0].get("href")


def test_what_is_not_there_is_a_page_too(client):
    for path in ("/ogc/nothing", "/en/ogc/nothing", "/ogc/collections/nothing"):
        fetch(client, path, status=404)


def test_pages_work_before_there_is_a_figure(bare_app):
    for path in PATHS[:10]:
        fetch(bare_app.test_client(), path)
