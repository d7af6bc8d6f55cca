"""The map's addresses: page, SVG, GeoJSON and script, in both languages; nothing withheld in any of them."""

import json
import re
from xml.etree import ElementTree

import pytest
import shapely
from sqlalchemy import func, select

from maps.leaflet import build_script
from portal.domain.boundaries import Boundary
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality, get_commune, list_communes
from portal.domain.observations import WITHOUT_VALUE, Observation, get_newest_village_period, list_village_values
from portal.publishing.boundaries import import_boundaries
from tests.builders import make_commune, make_group, make_indicator
from tests.conftest import NOW, Installation

SVG = "{http://www.w3.org/2000/svg}"
MAP = "/maps/tra-cau/vneid-level2"
STEPS = {"#ffffcc", "#a1dab4", "#41b6c4", "#225ea8", "#0c2c84"}


def drawing(client, path, status=200):
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "image/svg+xml")
    return ElementTree.fromstring(response.data)  # noqa: S314 - our own


def words(root):
    return " ".join(text.text for text in root.iter(f"{SVG}text") if text.text)


def places(root):
    """The villages' paths by their label, with which their title begins."""
    titled = [p for p in root.iter(f"{SVG}path") if p.find(f"{SVG}title") is not None]
    return {p.find(f"{SVG}title").text.partition("; ")[0]: p for p in titled}


def collection(client, path):
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, "application/geo+json")
    return response.get_json(force=True)


def villages(content):
    return [f for f in content["features"] if f["properties"]["kind"] == "village"]


@pytest.fixture(scope="module")
def withheld(demo):
    """A commune, indicator and period with withheld village cells, for each indicator that has some."""
    with demo.public.session() as session:
        query = (
            select(Locality.parent_id, Observation.indicator_code, func.max(Observation.period))
            .join(Observation.locality)
            .where(Observation.status == "withheld", Observation.superseded_in.is_(None), Locality.kind == "village")
            .group_by(Locality.parent_id, Observation.indicator_code)
        )
        found = [(session.get(Locality, p).slug, code, period) for p, code, period in session.execute(query)]
    assert found, "the demonstration has withheld cells"
    return sorted(found)


@pytest.mark.parametrize("path", [MAP, f"/en{MAP}"])
def test_the_page_shows_the_drawing_first_and_lists_every_village(page, demo, path):
    shown = page(path)
    (image,) = shown.find("img", class_="map-drawing")
    assert image.get("src") == f"{path}.svg?legend=none"
    with demo.public.session() as session:
        commune = get_commune(session, "tra-cau", on=NOW)
        count = len(list_village_values(session, commune, "vneid-level2", "2026-10"))
    assert len(shown.root.findall(".//table[@id='villages']/tbody/tr")) == count


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (MAP, ("Số liệu minh họa, không phải số liệu thật.", "Ranh giới sơ đồ, không phải ranh giới thật.")),
        (f"/en{MAP}", ("Illustrative data, not real figures.", "Outlines are schematic, not real boundaries.")),
    ],
)
def test_both_languages_say_what_is_made_up(page, client, path, said):
    shown, drawn = page(path).text, words(drawing(client, f"{path}.svg"))
    assert all(sentence in shown and sentence in drawn for sentence in said)


def test_the_page_alone_may_be_put_into_other_sites(client):
    assert "frame-ancestors *" in client.get(MAP).headers["Content-Security-Policy"]
    for suffix in (".svg", ".geojson", ".js"):
        policy = client.get(MAP + suffix).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy


def test_the_code_of_a_commune_answers_as_its_slug(client):
    assert client.get("/maps/21451/vneid-level2.svg").data == client.get(f"{MAP}.svg").data


@pytest.mark.parametrize("suffix", ["", ".svg", ".geojson", ".js"])
@pytest.mark.parametrize(
    "path",
    ["/maps/nowhere/vneid-level2", "/maps/tra-cau/nothing", "/maps/tra-cau/sti-budget-share", "/maps/51/vneid-level2"],
)
def test_an_unknown_commune_or_indicator_or_one_without_villages_is_404(client, path, suffix):
    for language in ("", "/en"):
        assert client.get(language + path + suffix).status_code == 404


@pytest.mark.parametrize("path", ["", ".png", ".geojson", "/vneid-level2", "/vneid-level2.svg", "/vneid-level2.json"])
def test_a_map_of_a_former_commune_says_until_when_there_was_one_and_what_it_is_part_of(client, path):
    for ref in ("pho-van-21451", "21442"):
        answer = client.get(f"/maps/{ref}{path}")
        assert answer.status_code == 404
        told = answer.get_data(as_text=True)
        assert "có đến hết ngày 30/06/2025" in told
        assert "Nay thuộc Phường Trà Câu." in told


@pytest.mark.parametrize("suffix", ["", "/embed", ".svg", ".geojson", ".json"])
def test_a_period_that_is_none_is_400(client, suffix):
    response = client.get(f"{MAP}{suffix}?period=2026-13")
    assert response.status_code == 400
    assert "2026-13" in response.get_data(as_text=True)


def test_the_newest_common_period_is_shown_unless_another_is_asked_for(client, demo):
    with demo.public.session() as session:
        commune = get_commune(session, "tra-cau", on=NOW)
        newest = get_newest_village_period(session, commune, "dossiers-online")
    assert collection(client, "/maps/tra-cau/dossiers-online.geojson")["period"] == newest == "2026-Q3"
    year = collection(client, "/maps/tra-cau/dossiers-online.geojson?period=2025")
    assert {f["properties"]["period"] for f in villages(year)} == {"2025"}


def test_the_parts_of_a_page_are_of_the_period_it_shows(page):
    shown = page(f"{MAP}?period=2026-03")
    (figure,) = shown.find("figure", id="map")
    assert figure.get("data-values") == f"{MAP}.json?period=2026-03"
    assert "tháng 3/2026" in shown.text
    assert "period=2026-03" in shown.find("img", class_="map-drawing")[0].get("src")


def test_a_period_without_figures_says_so_and_colours_nothing(client, page):
    assert "Chưa có số liệu theo thôn, tổ dân phố cho năm 2029." in page(f"{MAP}?period=2029").text
    root = drawing(client, f"{MAP}.svg?period=2029")
    assert {p.get("fill") for p in places(root).values()} == {"url(#map-missing)"}


def test_the_drawing_has_title_description_legend_and_what_is_made_up(client):
    root = drawing(client, f"{MAP}.svg")
    assert "Phường Trà Câu, tháng 10/2026" in root.find(f"{SVG}title").text
    assert "Số liệu minh họa" in root.find(f"{SVG}desc").text
    said = words(root)
    assert "50–70\N{NO-BREAK SPACE}%" in said
    assert "90–100\N{NO-BREAK SPACE}%" in said
    for part in ("không công bố để bảo vệ riêng tư", "chưa có số liệu", "Số liệu minh họa", "Ranh giới sơ đồ"):
        assert part in said


def test_without_its_legend_the_drawing_still_says_what_is_made_up(client):
    said = words(drawing(client, f"{MAP}.svg?legend=none"))
    assert "Số liệu minh họa" in said
    assert "80–100" not in said


def test_every_village_is_drawn_with_its_words(client):
    root = drawing(client, f"{MAP}.svg")
    labels = [f["properties"]["label"] for f in villages(collection(client, f"{MAP}.geojson"))]
    assert list(places(root)) == labels


def test_every_drawing_is_light_and_fit_for_the_content_policy(client, demo):
    with demo.public.session() as session:
        communes = list_communes(session, on=NOW)
        indicators = list_indicators(session, level="village")
    for commune in communes:
        for indicator in indicators:
            body = client.get(f"/maps/{commune.slug}/{indicator.code}.svg").data
            assert len(body) < 40_000
            for element in ElementTree.fromstring(body).iter():  # noqa: S314 - our own
                assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject"}
                assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_features_are_valid_and_their_outlines_rfc_7946(client):
    content = collection(client, f"/en{MAP}.geojson")
    assert content["illustrative"] is True
    assert content["language"] == "en"
    for feature in content["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        assert shape.exterior.is_ccw
        assert feature["id"] == feature["properties"]["code"]
    assert [f["properties"]["kind"] for f in content["features"]].count("commune") == 1


def test_features_carry_what_the_store_publishes_and_no_more(client, demo):
    for slug, code in (("tra-cau", "vneid-level2"), ("dak-cam", "dossiers-online")):
        content = collection(client, f"/maps/{slug}/{code}.geojson")
        with demo.public.session() as session:
            commune = get_commune(session, slug, on=NOW)
            stored = list_village_values(session, commune, code, content["period"])
        expected = [
            (place.code, found.value if found else None, found.status if found else "missing")
            for place, found in stored
        ]
        told = [f["properties"] for f in villages(content)]
        assert [(p["code"], p["value"], p["status"]) for p in told] == expected
        keys = "kind code name period value numerator denominator status label class boundary illustrative".split()
        assert all(list(properties) == keys for properties in told)


def test_a_withheld_cell_leaves_nothing_in_the_features(client, withheld):
    for slug, code, period in withheld:
        content = collection(client, f"/maps/{slug}/{code}.geojson?period={period}")
        hidden = [f["properties"] for f in villages(content) if f["properties"]["status"] == "withheld"]
        assert hidden
        for properties in hidden:
            assert properties["value"] is None
            assert properties["class"] == "withheld"
            assert properties["label"] == f"{properties['name']}: không công bố để bảo vệ riêng tư"


def test_a_withheld_cell_leaves_neither_colour_nor_number_in_the_drawing(client, withheld):
    for slug, code, period in withheld:
        content = collection(client, f"/maps/{slug}/{code}.geojson?period={period}")
        root = drawing(client, f"/maps/{slug}/{code}.svg?period={period}")
        by_label = places(root)
        shown = [f["properties"] for f in villages(content) if f["properties"]["status"] not in WITHOUT_VALUE]
        for properties in (f["properties"] for f in villages(content)):
            fill = by_label[properties["label"]].get("fill")
            assert (fill in STEPS) == (properties["value"] is not None)
        groups = [g for g in root.iter(f"{SVG}g") if g.get("text-anchor") == "middle"]
        numbers = [text.text for g in groups for text in g if re.fullmatch(r"[\d.,]+", text.text)]
        assert 0 < len(numbers) <= len(shown)


def test_a_withheld_cell_is_a_dash_and_a_word_in_the_page_s_table(page, withheld):
    for slug, code, period in withheld[:4]:
        shown = page(f"/maps/{slug}/{code}?period={period}")
        for row in shown.root.findall(".//table[@id='villages']/tbody/tr"):
            _, value, status, parts, *_ = [shown.words_of(cell) for cell in row]
            assert value != "–" or parts == "–"
            assert (value == "–") == (
                status in {"không công bố để bảo vệ riêng tư", "chưa có số liệu", "không áp dụng"}
            )


def test_equal_published_cells_give_equal_bytes(client):
    for suffix in (".svg", ".geojson", ".js"):
        one, other = client.get(MAP + suffix), client.get(MAP + suffix)
        assert one.data == other.data
        assert one.headers["ETag"] == other.headers["ETag"]
        again = client.get(MAP + suffix, headers={"If-None-Match": one.headers["ETag"]})
        assert again.status_code == 304


def test_the_script_is_folium_s_bucket_alone(client):
    response = client.get(f"/en{MAP}.js")
    script = response.get_data(as_text=True)
    assert response.mimetype == "text/javascript"
    assert script.startswith('"use strict";\nvar map_villages = L.map(')
    for trap in ("http", "<", "$(", "innerHTML", "eval", "bindPopup"):
        assert trap not in script


def test_the_script_is_the_same_in_every_process():
    build_script.cache_clear()
    first = build_script(15.0, 108.0, "+", "−")
    build_script.cache_clear()
    assert build_script(15.0, 108.0, "+", "−") == first


def test_words_cannot_become_markup_in_the_script():
    assert "<" not in build_script(15.0, 108.0, '"><b>', "</script>")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("leaflet.js", "text/javascript"), ("leaflet.css", "text/css"), ("images/layers.png", "image/png")],
)
def test_leaflet_comes_from_our_own_host(client, name, kind):
    with client.get(f"/static/leaflet/{name}") as response:
        assert (response.status_code, response.mimetype) == (200, kind)


@pytest.fixture
def installation(stores, tmp_path):
    """A commune of three villages with an indicator, and neither figures nor outlines."""
    public, desk = stores
    with public.begin() as session:
        session.add(make_group())
        session.flush()
        session.add(make_indicator())
        make_commune(session)
    return Installation(public, desk, tmp_path)


@pytest.fixture
def own_client(installation):
    with installation.running_app() as app:
        yield app.test_client()


OWN = "/maps/thu-nghiem/vneid-level2"


def import_outlines(installation, path, *codes):
    features = []
    for n, code in enumerate(codes):
        west = 108 + n / 10
        ring = [[west, 15], [west + 0.1, 15], [west + 0.1, 15.1], [west, 15.1], [west, 15]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with installation.public.begin() as session:
        import_boundaries(session, path, today=NOW, source="<b>a survey</b>")


def test_without_outlines_the_drawing_has_tiles_and_says_so_and_the_page_has_its_table(own_client):
    root = drawing(own_client, f"{OWN}.svg")
    assert len(places(root)) == 3
    assert "Sơ đồ: mỗi ô là một thôn, tổ dân phố" in words(root)
    assert "Chưa có số liệu theo thôn, tổ dân phố cho chỉ số này." in words(root)
    body = own_client.get(OWN).get_data(as_text=True)
    assert body.count("<tr>") == 4
    assert [f["geometry"] for f in collection(own_client, f"{OWN}.geojson")["features"]] == [None] * 3
    assert "minh họa" not in words(root)


def test_imported_outlines_are_drawn_for_reference(own_client, installation, tmp_path):
    import_outlines(installation, tmp_path / "o.geojson", "99001", "99001-01", "99001-02")
    root = drawing(own_client, f"{OWN}.svg")
    assert len(places(root)) == 2
    assert "Ranh giới tham khảo." in words(root)
    assert "Chưa có ranh giới của 1 thôn, tổ dân phố." in words(root)
    assert [u.get("href") for u in root.iter(f"{SVG}use")] == ["#map-around"] * 2
    content = collection(own_client, f"{OWN}.geojson")
    assert [f["geometry"] is None for f in content["features"]] == [False, False, True, False]
    assert content["features"][-1]["properties"]["source"] == "<b>a survey</b>"
    assert own_client.get(f"{OWN}.js").status_code == 200


def test_a_real_outline_is_drawn_over_schematic_villages_and_both_are_named(own_client, installation, tmp_path):
    import_outlines(installation, tmp_path / "o.geojson", "99001", "99001-01")
    with installation.public.begin() as session:
        village = session.scalars(select(Boundary).join(Boundary.locality).where(Locality.kind == "village")).one()
        village.kind = "schematic"
    said = words(drawing(own_client, f"{OWN}.svg?form=outlines"))
    assert "Ranh giới thôn, tổ dân phố là sơ đồ" in said
    assert "chỉ để tham khảo." in said


def test_a_name_with_markup_stays_text_everywhere(own_client, installation, tmp_path):
    import_outlines(installation, tmp_path / "o.geojson", "99001-01")
    with installation.public.begin() as session:
        session.scalars(select(Locality).where(Locality.code == "99001-01")).one().name = "<script>Thôn</script>"
        session.get(Indicator, "vneid-level2").name = 'Tên "<b>"'
    assert any(title.startswith("<script>Thôn</script>: ") for title in places(drawing(own_client, f"{OWN}.svg")))
    assert "<script>Thôn" not in own_client.get(OWN).get_data(as_text=True)
    assert "<b>" not in own_client.get(f"{OWN}.js").get_data(as_text=True)


def test_a_commune_without_villages_has_a_page_that_says_so(installation, own_client):
    with installation.public.begin() as session:
        make_commune(session, code="99002", slug="trong", villages=0)
    assert "chưa có danh sách thôn, tổ dân phố" in own_client.get("/maps/trong/vneid-level2").get_data(as_text=True)
    assert own_client.get("/maps/trong/vneid-level2.svg").status_code == 200
