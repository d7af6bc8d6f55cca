"""What an interactive map transfers to a browser that has nothing yet, Leaflet included."""

import pytest
from playwright.sync_api import expect

from tests.browsing import serving
from tests.conftest import NOW, Installation
from tests.maps import ragged
from tests.stores import ON_SQLITE

pytestmark = ON_SQLITE

MOST = 120 * 1024
MAP = "/maps/thu-nghiem/vneid-level2"


@pytest.fixture(scope="module")
def large(databases, tmp_path_factory):
    """A server of a commune with 200 villages."""
    folder = tmp_path_factory.mktemp("large")
    with databases.pair() as (public, desk):
        ragged.fill(public, desk, folder, folder, NOW)
        with Installation(public, desk, folder).running_app() as app, serving(app) as address:
            yield address


@pytest.fixture
def transferred(browser, large):
    """Opens an address as it comes to a browser with an empty cache; answers the page and the bytes of each body."""
    contexts = []

    def open_page(path, width):
        context = browser.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        heads, ends = {}, {}
        network.on("Network.responseReceived", lambda event: heads.update({event["requestId"]: event["response"]}))
        network.on("Network.loadingFinished", lambda event: ends.update({event["requestId"]: event}))
        page.goto(large + path)
        expect(page.locator("#map")).to_have_attribute("data-state", "drawn")
        page.wait_for_load_state("networkidle")
        return page, {
            heads[one]["url"].removeprefix(large): int(end["encodedDataLength"] - heads[one]["encodedDataLength"])
            for one, end in ends.items()
        }

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [MAP, f"{MAP}/embed"])
def test_a_map_of_200_villages_comes_in_120_kilobytes_with_all_that_belongs_to_it(transferred, path, width):
    page, bytes_of = transferred(path, width)
    assert page.locator("path.leaflet-interactive").count() == 200
    assert {"/static/leaflet/leaflet.js", f"{MAP}.json", f"{MAP}.svg?legend=none"} < bytes_of.keys()
    assert all(size > 100 for size in bytes_of.values()), bytes_of
    assert sum(bytes_of.values()) <= MOST, bytes_of
