"""All village indicators of a commune on one sheet: the same figures as the maps, light, and nothing withheld."""

import re
from xml.etree import ElementTree

import pytest
import qrcode
from sqlalchemy import update

from maps.overview import load_atlas
from maps.scene import Asked, load_scene
from maps.sheet_drawing import columns, lay_out, quick_response
from portal.domain.indicators import list_indicators
from portal.domain.localities import Locality, get_commune, list_communes
from portal.domain.observations import WITHOUT_VALUE, list_village_values
from portal.domain.periods import parse_period
from tests.builders import make_commune, make_group, make_indicator
from tests.conftest import NOW, Installation
from tests.stores import asked

SVG = "{http://www.w3.org/2000/svg}"
SHEET = "/maps/tra-cau"
STEPS = {"#ffffcc", "#a1dab4", "#41b6c4", "#225ea8", "#0c2c84"}


def drawing(client, path):
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
    return ElementTree.fromstring(response.data)  # noqa: S314 - our own


def words(root):
    return [text.text for text in root.iter(f"{SVG}text") if text.text]


def small_maps(root):
    """The small maps of a page or drawing, by title."""
    found = {}
    for element in root.iter():
        title = element.find(f"{SVG}title")
        if title is not None and element.find(f"{SVG}desc") is not None and element.get("aria-labelledby") is None:
            found[title.text] = element
    return found


def atlas_of(session, slug, **more):
    commune = get_commune(session, slug, on=NOW)
    return load_atlas(session, commune, **({"today": NOW, "asked": None, "form": None} | more))


def test_every_small_map_has_the_colours_and_the_period_of_the_full_one(demo):
    with demo.public.session() as session:
        for commune in [place for place in list_communes(session, on=NOW) if place.slug in {"tra-cau", "phuoc-binh"}]:
            for small in atlas_of(session, commune.slug).maps:
                full = load_scene(session, commune, small.scene.indicator, Asked(today=NOW))
                assert small.scene.period == full.period
                assert small.scene.target == full.target
                assert small.scene.whole == full.whole
                painted = [(place.village.code, place.paint, place.status) for place in small.scene.places]
                assert painted == [(place.village.code, place.paint, place.status) for place in full.places]


def test_the_page_s_table_is_what_the_store_publishes(page, demo):
    shown = page(f"{SHEET}?period=2025-12")
    heads = [shown.words_of(cell) for cell in shown.root.findall(".//table[@id='figures']/thead/tr/th")][1:]
    rows = shown.root.findall(".//table[@id='figures']/tbody/tr")
    with demo.public.session() as session:
        commune = get_commune(session, "tra-cau", on=NOW)
        for number, indicator in enumerate(list_indicators(session, level="village"), start=1):
            assert heads[number - 1].startswith(indicator.short)
            period = "2025-Q4" if indicator.nature == "flow" else "2025-12"
            for row, (village, found) in zip(
                rows, list_village_values(session, commune, indicator.code, period), strict=True
            ):
                name, told = shown.words_of(row[0]), shown.words_of(row[number])
                assert name == village.name
                if found is None or found.value is None:
                    assert told in {"không công bố", "chưa có số liệu", "không áp dụng"}
                    assert (told == "không công bố") == (found is not None and found.status == "withheld")
                else:
                    assert (
                        told.startswith(f"{found.value:.1f}".replace(".", ","))
                        or abs(found.value * 10 % 1 - 0.5) < 0.01
                    )


def test_a_withheld_cell_has_no_colour_of_the_scale(client, page, demo):
    drawn = small_maps(page(SHEET).root), small_maps(drawing(client, f"{SHEET}.svg"))
    with demo.public.session() as session:
        atlas = atlas_of(session, "tra-cau")
        numbers = {village.id: number for number, village in enumerate(atlas.villages)}
        hidden = 0
        for maps in drawn:
            assert len(maps) == len(atlas.maps) == 15
            for small, element in zip(atlas.maps, maps.values(), strict=True):
                fills = {u.get("href"): g.get("fill") for g in element.iter(f"{SVG}g") for u in g.findall(f"{SVG}use")}
                for place in small.scene.places:
                    fill = fills[f"#v{numbers[place.village.id]}"]
                    assert (fill in STEPS) == (place.status not in WITHOUT_VALUE)
                    hidden += fill == "url(#map-withheld)"
    assert hidden > 50


@pytest.mark.parametrize(("lang", "said"), [("", "Số liệu minh họa"), ("/en", "Illustrative data")])
def test_what_is_made_up_and_where_it_is_from_is_said(client, page, lang, said):
    shown, drawn = page(f"{lang}{SHEET}").text, " ".join(words(drawing(client, f"{lang}{SHEET}.svg")))
    for text in (shown, drawn):
        assert said in text
        assert "CC BY 4.0" in text
        assert f"http://localhost{lang}{SHEET}" in text


def test_the_newest_period_that_had_ended_is_shown(demo):
    with demo.public.session() as session:
        atlas = atlas_of(session, "tra-cau", asked=parse_period("2025-Q3"))
        periods = {small.scene.indicator.code: small.scene.period for small in atlas.maps}
        early = atlas_of(session, "tra-cau", asked=parse_period("2024"))
    assert periods["vneid-level2"] == "2025-09"
    assert periods["dossiers-online"] == "2025-Q3"
    assert {small.scene.period for small in early.maps} == {None}


def test_each_map_leads_to_the_full_one_of_its_period(page):
    assert f"{SHEET}/vneid-level2" in page(SHEET).links
    assert f"{SHEET}/dossiers-online?period=2025-Q4" in page(f"{SHEET}?period=2025-12").links


def test_shapes_stand_once_and_are_used_by_all_maps(client):
    for path in (f"{SHEET}.svg", "/maps/phuoc-binh.svg?form=tiles", "/maps/tan-lap.svg?form=points"):
        root = drawing(client, path)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert {use.get("href")[1:] for use in root.iter(f"{SVG}use")} <= set(ids)
        for element in root.iter():
            assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject"}
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_the_sheet_is_light(client):
    for slug in ("tra-cau", "tan-lap", "phuoc-binh"):
        for path in (f"/maps/{slug}", f"/maps/{slug}.svg"):
            assert len(client.get(path, headers={"Accept-Encoding": "br"}).data) < 20_000


def test_the_sheet_is_loaded_in_few_statements_however_many_maps_it_has(app, client):
    client.get(SHEET)
    with asked(app.extensions["store"].engine) as statements:
        assert client.get(f"{SHEET}?period=2026-05").status_code == 200
    assert len(statements) <= 16


@pytest.mark.parametrize(("query", "size"), [("", (1240, 1754)), ("?size=print", (2480, 3508))])
def test_the_image_is_a4_at_150_or_300_dots_an_inch(client, query, size):
    content = client.get(f"{SHEET}.png{query}").data
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == size


@pytest.mark.parametrize("suffix", ["", ".svg", ".png"])
def test_what_a_reader_has_is_not_made_again_and_what_is_wrong_is_said(client, suffix):
    first = client.get(SHEET + suffix)
    assert client.get(SHEET + suffix, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get(f"{SHEET}{suffix}?period=2026-13").status_code == 400
    assert client.get(f"{SHEET}{suffix}?form=balloons").status_code == 400
    assert client.get(f"/maps/nowhere{suffix}").status_code == 404


def test_words_stay_on_the_page(client):
    for path in ("/maps/phuoc-binh.svg", "/en/maps/tra-cau.svg", "/en/maps/tan-lap.svg?form=tiles"):
        for text in drawing(client, path).iter(f"{SVG}text"):
            assert 100 <= float(text.get("x")) < 2000
            assert 100 <= float(text.get("y")) <= 2870


@pytest.mark.parametrize("path", ["/", "/en"])
def test_words_beside_a_map_end_above_the_map_below(app, demo, path):
    with demo.public.session() as session, app.test_request_context(path):
        app.preprocess_request()
        for commune in list_communes(session, on=NOW):
            cells = lay_out(atlas_of(session, commune.slug), "https://langso.example/").cells
            for cell in cells:
                below = [other.name[0].y for other in cells if other.name[0].y > cell.name[-1].y + 60]
                assert max(line.y for line in [*cell.value, *cell.texts]) < min(below, default=2970) - 30


def test_the_code_is_the_address():
    address = "https://langso.example/maps/tra-cau"
    across, path = quick_response(address)
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    assert dark == {(x, y) for y, row in enumerate(code.get_matrix()) for x, square in enumerate(row) if square}
    assert across == len(code.get_matrix())


def test_rows_and_columns_fill_an_upright_page():
    assert [columns(count) for count in (0, 1, 2, 6, 15, 18, 40)] == [1, 1, 2, 2, 3, 4, 4]


@pytest.fixture
def sheet_of(stores, tmp_path):
    """The page and the drawing of a commune with so many villages and no figures."""
    public, desk = stores

    def make(villages, **points):
        with public.begin() as session:
            session.add(make_group())
            session.flush()
            session.add_all(make_indicator(f"measured-{n}", position=n) for n in range(15))
            make_commune(session, villages=villages)
            if points:
                session.execute(update(Locality).where(Locality.kind == "village").values(points))
        with Installation(public, desk, tmp_path).running_app() as app:
            client = app.test_client()
            return client.get("/maps/thu-nghiem"), drawing(client, "/maps/thu-nghiem.svg")

    return make


@pytest.mark.parametrize("villages", [1, 200])
def test_one_village_and_two_hundred_have_a_sheet(sheet_of, villages):
    page, root = sheet_of(villages)
    assert page.status_code == 200
    maps = small_maps(root)
    assert len(maps) == 15
    assert {len([u for u in m.iter(f"{SVG}use") if u.get("href") != "#around"]) for m in maps.values()} == {villages}
    assert {g.get("fill") for m in maps.values() for g in m.iter(f"{SVG}g") if g.find(f"{SVG}use") is not None} == {
        "url(#map-missing)"
    }


def test_villages_that_share_a_point_have_a_sheet(sheet_of):
    page, root = sheet_of(3, lat=15.0, lon=108.0)
    assert page.status_code == 200
    assert len(small_maps(root)) == 15


def test_a_commune_without_villages_says_so(sheet_of):
    page, root = sheet_of(0)
    assert "chưa có danh sách thôn, tổ dân phố" in page.get_data(as_text=True)
    assert "chưa có danh sách" in " ".join(words(root))
    assert "chưa có số liệu" in " ".join(words(root))
    assert "minh họa" not in page.get_data(as_text=True)
