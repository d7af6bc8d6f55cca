"""A map's values and shapes: what its slider and its outlines are fetched from, and the page that is made of them."""

import datetime as dt
import json
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from maps.laying import turned_on
from maps.leaflet import build_script
from portal.domain.boundaries import Boundary, SimplifiedBoundary
from portal.domain.localities import Locality, get_commune, list_villages
from portal.domain.observations import list_village_values
from portal.domain.participation import list_mapped_communes
from portal.settings import SettingsError, load
from tests.builders import make_commune
from tests.conftest import NOW
from tests.html import check
from wsgi import create_app

MAP = "/maps/tra-cau/vneid-level2"
TILES = {"TILES_URL": "https://tiles.example.vn/{z}/{x}/{y}.png", "TILES_ATTRIBUTION": "© <b>Ai đó</b>"}


def told(client, path):
    response = client.get(path)
    assert (response.status_code, response.mimetype) in {(200, "application/json"), (200, "application/geo+json")}
    return json.loads(response.data)


def test_values_are_what_the_store_publishes_and_no_more(client, demo):
    content = told(client, f"{MAP}.json?period=2025-07")
    with demo.public.session() as session:
        commune = get_commune(session, "tra-cau", on=NOW)
        stored = list_village_values(session, commune, "vneid-level2", "2025-07")
        expected = [(v.code, o.numerator, o.denominator, o.value, o.status) for v, o in stored if o]
    shown = [(p["code"], p["numerator"], p["denominator"], p["value"], p["status"]) for p in content["places"]]
    assert [row for row in shown if row[4] != "missing"] == [row for row in expected if row[4] != "missing"]
    for place in content["places"]:
        if place["status"] == "withheld":
            assert (place["numerator"], place["value"], place["parts"], place["figure"]) == (None, None, "", "–")
            assert place["class"] == "withheld"


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize(
    "query", ["", "?period=2025-07", "?view=change", "?view=target&gaps=coverage-5g", "?form=tiles"]
)
def test_the_page_s_table_legend_and_notes_are_those_of_its_values(client, lang, query):
    content = told(client, f"{lang}{MAP}.json{query}")
    page = check(client.get(f"{lang}{MAP}{query}").get_data(as_text=True), f"{lang}{MAP}{query}")
    heads = [th.get("data-field") for th in page.root.findall(".//table[@id='villages']/thead/tr/th")]
    for row, place in zip(page.root.findall(".//table[@id='villages']/tbody/tr"), content["places"], strict=True):
        cells = dict(zip(heads, map(page.words_of, row), strict=True))
        assert cells == {field: " ".join((place[field] or "").split()) or cells[field] for field in heads}
        assert cells["parts"] == (place["parts"] or "–")
    (legend, *_circles) = page.find("ul", class_="map-legend")
    assert [page.words_of(item) for item in legend] == [
        " ".join(f"{step['text']} ({step['count']})".split()) for step in content["legend"]
    ]
    assert page.words_of(page.find("p", class_="map-notes")[0]) == " ".join(" ".join(content["notes"]).split())
    assert sum(step["count"] for step in content["legend"]) == len(content["places"])


def test_addresses_in_the_values_lead_somewhere(client):
    content = told(client, f"/en{MAP}.json?period=2026-03&gaps=broadband-1g")
    for path in (content["address"], content["drawing"], content["shapes"], f"{content['shapes']}&zoom=12"):
        assert client.get(path).status_code == 200
    for place in content["places"][:3]:
        assert client.get(place["page"]).status_code == 200
        assert client.get(place["passport"]).status_code == 200
    frames = [line for line in content["embed"] if line.startswith("<iframe")]
    assert ["/en/" in line for line in frames] == [False, True] * 2  # interactive, then without a script
    for line in content["embed"]:
        assert client.get(urlsplit(line.split('"')[1]).path).status_code == 200


def test_values_and_shapes_may_be_read_from_other_sites(client):
    for path in (f"{MAP}.json", "/maps/tra-cau.geojson"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"


def test_all_maps_of_a_commune_share_their_shapes(client):
    addresses = {
        told(client, f"/maps/tra-cau/{code}.json{query}")["shapes"]
        for code in ("vneid-level2", "coverage-5g", "dossiers-online")
        for query in ("", "?view=change")
    }
    assert len(addresses) == 1
    answer = client.get(addresses.pop())
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert answer.headers["ETag"]
    assert all(set(f["properties"]) == {"kind", "name", "boundary"} for f in json.loads(answer.data)["features"])


def test_every_village_of_a_period_has_a_shape_at_its_address(client, demo):
    """Also where villages merged or parted meanwhile: the shapes are those of the time."""
    with demo.public.session() as session:
        changed = select(Locality.parent_id).where(Locality.kind == "village", Locality.valid_to.is_not(None))
        communes = [session.get(Locality, parent).slug for parent in set(session.scalars(changed))]
    assert communes, "the demonstration has villages that are no more"
    seen = set()
    for slug in communes:
        for period in ("2025-08", "2026-01", "2026-05", "2026-10"):
            content = told(client, f"/maps/{slug}/vneid-level2.json?period={period}&form=tiles")
            shapes = told(client, content["shapes"])
            drawn = [f["id"] for f in shapes["features"] if f["properties"]["kind"] == "village"]
            assert drawn == [place["code"] for place in content["places"]]
            seen.add(content["shapes"])
    assert len(seen) > len(communes)


@pytest.mark.parametrize("query", ["?on=31/12/2025", "?on=2025-13-01", "?zoom=13", "?form=circles"])
def test_shapes_that_nobody_has_are_400(client, query):
    assert client.get(f"/maps/tra-cau.geojson{query}").status_code == 400


def test_shapes_of_no_commune_are_404(client):
    assert client.get("/maps/nowhere.geojson").status_code == 404


def test_what_is_thinned_out_for_a_zoom_is_served_for_it(stores, tmp_path):
    public, _desk = stores
    with public.begin() as session:
        commune = make_commune(session)
        village = list_villages(session, commune)[0]
        ring = [[108, 15], [108.1, 15], [108.1, 15.1], [108.05, 15.1000001], [108, 15.1], [108, 15]]
        precise = json.dumps({"type": "Polygon", "coordinates": [ring]})
        thinned = json.dumps({"type": "Polygon", "coordinates": [[*ring[:3], [108.000049, 15.1], ring[5]]]})
        box = {"west": 108, "east": 108.1, "south": 15, "north": 15.1}
        session.add(Boundary(locality_id=village.id, kind="reference", geometry=precise, source="x", **box))
        session.flush()
        session.add(SimplifiedBoundary(locality_id=village.id, tolerance=40, geometry=thinned))
    app = create_app(DATABASE_URL=public.url.render_as_string(hide_password=False), SECRET_KEY="x", TODAY="2026-11-22")
    corners = {}
    for zoom in ("12", "14", ""):
        content = told(app.test_client(), f"/maps/thu-nghiem.geojson?form=outlines&zoom={zoom}")
        corners[zoom] = content["features"][0]["geometry"]["coordinates"][0]
    assert corners["12"] == [[108, 15], [108.1, 15], [108.1, 15.1], [108, 15.1], [108, 15]]
    assert [len(ring) for ring in corners.values()] == [5, 6, 6]
    app.extensions["store"].close()


def village_of(start=None, end=None):
    return Locality(valid_from=start, valid_to=end)


def test_days_with_the_same_villages_are_named_by_one_of_them():
    first, turn = dt.date(2025, 7, 1), dt.date(2026, 3, 1)
    villages = [village_of(first), village_of(first, turn - dt.timedelta(days=1)), village_of(turn)]
    assert {turned_on(villages, day) for day in (first, dt.date(2026, 2, 28))} == {first}
    assert {turned_on(villages, day) for day in (turn, dt.date(2030, 1, 1))} == {turn}
    assert turned_on(villages, dt.date(2020, 1, 1)) == dt.date(2025, 6, 30)
    assert turned_on([village_of()], first) is None


def test_the_form_of_communes_lists_those_with_figures_and_leads_to_their_map(page, client):
    shown = page(f"/en{MAP}")
    (select_,) = shown.find("select", id="map-commune")
    assert {option.get("value") for option in select_} >= {"tra-cau", "dak-cam"}
    answer = client.get("/en/maps?commune=dak-cam&indicator=coverage-5g")
    assert (answer.status_code, urlsplit(answer.location).path) == (303, "/en/maps/dak-cam/coverage-5g")
    assert client.get("/maps?commune=dak-cam").status_code == 200


def test_of_many_communes_those_of_the_province_are_listed(demo):
    with demo.public.session() as session:
        everyone = list_mapped_communes(session, "vneid-level2", on=NOW)
        assert len(list_mapped_communes(session, "vneid-level2", on=NOW, limit=2)) == 2
        home = everyone[0].parent_id
        assert list_mapped_communes(session, "vneid-level2", on=NOW, province=home) == [
            commune for commune in everyone if commune.parent_id == home
        ]
        assert list_mapped_communes(session, "sti-budget-share", on=NOW) == []


def test_page_and_embedding_alone_may_be_framed_and_only_from_our_own_host(client):
    for path in (MAP, f"{MAP}/embed", f"/en{MAP}/embed"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "img-src 'self' data:;" in policy


def test_a_base_map_s_host_is_let_in_on_pages_with_a_map_alone(bare):
    app = create_app(
        DATABASE_URL=bare.public.url.render_as_string(hide_password=False), SECRET_KEY="x", TODAY="2026-11-22", **TILES
    )
    client = app.test_client()
    for path in ("/maps/tra-cau/vneid-level2", "/maps/tra-cau/vneid-level2/embed"):
        answer = client.get(path)
        assert "img-src 'self' https://tiles.example.vn data:;" in answer.headers["Content-Security-Policy"]
        assert "© &lt;b&gt;Ai đó&lt;/b&gt;" in answer.get_data(as_text=True)
    for path in ("/", "/localities/tra-cau", "/maps/tra-cau/vneid-level2.svg"):
        assert "tiles.example.vn" not in client.get(path).headers["Content-Security-Policy"]
    assert TILES["TILES_URL"] in client.get("/maps/tra-cau/vneid-level2.js").get_data(as_text=True)
    app.extensions["store"].close()


def test_without_a_base_map_the_script_asks_for_no_tiles():
    assert "tileLayer" not in build_script(15.0, 108.0, "+", "−")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"TILES_URL": TILES["TILES_URL"]}, "together or not at all"),
        ({"TILES_ATTRIBUTION": "x"}, "together or not at all"),
        ({"TILES_URL": "https://{s}.example.vn/{z}/{x}/{y}.png", "TILES_ATTRIBUTION": "x"}, "of one host"),
        ({"TILES_URL": "https://tiles.example.vn/", "TILES_ATTRIBUTION": "x"}, "LANGSO_TILES_URL is"),
        ({"TILES_URL": "/tiles/{z}/{x}/{y}.png", "TILES_ATTRIBUTION": "x"}, "LANGSO_TILES_URL is"),
        ({"TILES_URL": "https://a.vn; script-src *//{z}/{x}/{y}", "TILES_ATTRIBUTION": "x"}, "LANGSO_TILES_URL is"),
    ],
)
def test_half_a_base_map_is_refused_at_the_start(settings, said):
    with pytest.raises(SettingsError, match=said):
        load({"LANGSO_DEMO": "1"} | {f"LANGSO_{name}": value for name, value in settings.items()})
