"""Villages without an outline, in a real browser: as points where these are known, else as tiles that are no places."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.domain.localities import Locality
from tests.axe import violations
from tests.browsing import serving
from tests.builders import make_commune, make_group, make_indicator
from tests.conftest import Installation
from tests.stores import ON_SQLITE

pytestmark = ON_SQLITE

MAP = "/maps/thu-nghiem/vneid-level2"
VILLAGES = "path.leaflet-interactive"
SCALE = ".leaflet-control-scale"


@pytest.fixture(scope="module")
def unsurveyed(databases, tmp_path_factory):
    """A server of two communes without an outline: one knows where its villages are, the other does not."""
    with databases.pair() as (public, desk):
        with public.begin() as session:
            session.add(make_group())
            session.flush()
            session.add(make_indicator())
            make_commune(session, villages=9)
            make_commune(session, code="99002", slug="khong-diem", villages=9)
            points = session.scalars(select(Locality).where(Locality.code.like("99001-%")))
            for number, village in enumerate(points):
                village.lon, village.lat = 108.9 + number % 3 / 100, 14.8 + number // 3 / 100
        installation = Installation(public, desk, tmp_path_factory.mktemp("unsurveyed"))
        with installation.running_app() as app, serving(app) as address:
            yield address


@pytest.fixture
def opened(browser, unsurveyed):
    pages = []

    def open_map(path):
        pages.append(browser.new_page(viewport={"width": 360, "height": 800}))
        pages[-1].goto(unsurveyed + path)
        expect(pages[-1].locator("#map")).to_have_attribute("data-state", "drawn")
        expect(pages[-1].locator(VILLAGES)).to_have_count(9)
        return pages[-1]

    yield open_map
    for page in pages:
        page.close()


def test_points_are_dots_at_their_places_on_a_map_with_a_scale(opened):
    page = opened(MAP)
    expect(page.locator(".map-notes")).to_contain_text("Mỗi chấm là vị trí của một thôn, tổ dân phố")
    expect(page.locator(SCALE)).to_be_visible()
    boxes = [page.locator(VILLAGES).nth(n).bounding_box() for n in (0, 2, 8)]
    assert boxes[0]["x"] < boxes[1]["x"]
    assert boxes[2]["y"] < boxes[1]["y"]
    assert violations(page) == []


@pytest.mark.parametrize("path", [f"{MAP}?form=tiles", "/maps/khong-diem/vneid-level2"])
def test_tiles_say_that_they_are_schematic_and_have_no_scale(opened, path):
    page = opened(path)
    expect(page.locator(".map-notes")).to_contain_text("Sơ đồ: mỗi ô là một thôn, tổ dân phố")
    expect(page.locator(SCALE)).not_to_be_visible()
    assert violations(page) == []


def test_going_from_tiles_to_points_brings_the_scale_back(opened):
    page = opened(f"{MAP}?form=tiles")
    page.get_by_label("Vẽ bằng").select_option("points")
    expect(page.locator(SCALE)).to_be_visible()
