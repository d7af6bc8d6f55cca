"""What can be taken from pages: each field of each table has a word, each table and picture its files."""

import csv
import io
import re

import pytest

from portal.i18n import LANGUAGES, speaking
from portal.i18n.field_words import field_name
from tests.site.kinds import KINDS
from tests.test_routes import addresses

PROGRAMS = ("/api", "/en/api", "/ogc", "/en/ogc", "/en/", "/charts/tra-cau/to-dan-pho-7/")
TABLES = [a for a in addresses() if a.split("?")[0].endswith(".csv") and not a.startswith(PROGRAMS)]
OF_FILES = "/datasets/tra-cau-digital-society/1.0.0"  # told of there, field by field, is what the files hold
WITHOUT_DATA = ("/developers", "/api", "/ogc", "/components", OF_FILES)
"""Pages whose tables are no data of the portal: how things work, or what the files hold."""
FRAMES = ("/embed", ".embed")
PAGES = [
    path for path in KINDS.values() if not path.startswith(WITHOUT_DATA) and not path.split("?")[0].endswith(FRAMES)
]


@pytest.mark.parametrize("address", TABLES)
def test_every_field_of_a_pages_table_has_a_word_in_both_languages(address, client, app):
    with client.get(address) as response:
        assert response.mimetype == "text/csv", address
        fields = next(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig"))))
    for lang in LANGUAGES:
        with app.test_request_context(), speaking(lang):
            raw = [field for field in fields if field_name(field) == field.replace("_", " ")]
        assert raw == [], f"{address} has fields without a word in {lang}: add them to portal/i18n/field_words.py"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_a_table_offers_its_workbook_and_a_frame_of_it(path, client):
    with client.get(path) as response:
        source = response.get_data(as_text=True)
    if "<table" not in source:
        return
    assert _offers(source, "xlsx"), "no workbook"
    assert re.search(r"(\.embed|/embed)[^a-z]", source), "no frame"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_a_chart_or_map_offers_it_as_svg_and_png(path, client):
    with client.get(path) as response:
        source = response.get_data(as_text=True)
    if ("<svg viewBox" in source and 'role="img"' in source) or '<svg class="pair-map"' in source:
        assert _offers(source, "svg")
        assert _offers(source, "png")


def _offers(source: str, suffix: str) -> bool:
    links = re.findall(r'<a [^>]*href="([^"]+)"', source)
    return any(link.partition("?")[0].endswith(f".{suffix}") for link in links)


@pytest.mark.parametrize("address", [a.replace(".csv", ".embed", 1) for a in TABLES if "/datasets/" not in a])
def test_a_frame_is_headed_by_what_people_call_the_table(address, client):
    with client.get(address) as response:
        heading = re.search(r"<h1>(.*?)</h1>", response.get_data(as_text=True))
    assert heading is not None, address
    assert not re.fullmatch(r"[a-z0-9.-]+", heading[1]), f"{address} has no title"
