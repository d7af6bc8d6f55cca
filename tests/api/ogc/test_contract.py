"""The contract of OGC API – Features 1.0, request by request."""

import datetime as dt
import re

import pytest

from tests.api.ogc.asking import get, ids, items, links_of, refused
from wsgi import create_app

JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
PATHS = (
    "",
    "/conformance",
    "/api",
    "/collections",
    "/collections/villages",
    "/collections/vneid-level2",
    "/collections/villages/items",
    "/collections/vneid-level2/items",
    "/collections/villages/items/21451-07",
    "/collections/vneid-level2/items/21451-07",
)


def test_the_first_page_leads_to_everything(client):
    document = get(client)
    kinds = {(link["rel"], link["type"]) for link in document["links"]}
    assert kinds >= {
        ("self", JSON),
        ("alternate", HTML),
        ("service-desc", "application/vnd.oai.openapi+json;version=3.0"),
        ("service-doc", HTML),
        ("conformance", JSON),
        ("data", JSON),
    }
    for link in document["links"]:
        answer = client.get(link["href"])
        assert answer.status_code == 200
        assert answer.content_type.partition("; charset")[0] == link["type"]


def test_it_says_what_it_conforms_to(client):
    classes = [uri.rpartition("/")[2] for uri in get(client, "/conformance")["conformsTo"]]
    assert sorted(classes) == ["core", "geojson", "html", "oas30"]


def test_there_are_communes_villages_and_an_indicator_each(client):
    collections = get(client, "/collections")["collections"]
    measured = client.get("/api/v1/indicators?level=village&limit=1000").get_json()["data"]
    assert [c["id"] for c in collections] == ["communes", "villages", *(i["code"] for i in measured)]
    for collection in collections:
        assert collection["itemType"] == "feature"
        assert collection["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
        assert {link["type"] for link in links_of(collection, "items")} == {GEOJSON, HTML}
        assert all(link["href"].startswith("http") and link["type"] for link in collection["links"])
    single = get(client, "/collections/villages")
    assert single == collections[1]


def test_the_extent_is_that_of_the_data(client):
    extents = {c["id"]: c["extent"] for c in get(client, "/collections")["collections"]}
    [[west, south, east, north]] = extents["villages"]["spatial"]["bbox"]
    for feature in items(client, "villages", limit=1000)["features"]:
        for lon, lat in feature["geometry"]["coordinates"][0]:
            assert west <= lon <= east
            assert south <= lat <= north
    [[start, end]] = extents["vneid-level2"]["temporal"]["interval"]
    assert (start[:10], end[:10]) == ("2025-07-01", "2026-10-31")
    assert extents["villages"]["temporal"]["interval"][0][1] is None
    assert extents["coverage-6g"]["temporal"]["interval"] == [[None, None]]


def test_a_page_has_ten_unless_asked_and_says_how_many_there_are(client):
    page = items(client, "villages")
    assert (page["type"], page["numberReturned"], len(page["features"])) == ("FeatureCollection", 10, 10)
    assert page["numberMatched"] == len(ids(client, "villages")) == 168
    stamp = dt.datetime.fromisoformat(page["timeStamp"])
    assert abs(dt.datetime.now(dt.UTC) - stamp) < dt.timedelta(minutes=5)


def test_next_stands_only_where_there_is_more_and_leads_through_all(client):
    address, seen, steps = "/ogc/collections/villages/items?limit=50", [], 0
    while address:
        page = client.get(address).get_json(force=True)
        seen += [feature["id"] for feature in page["features"]]
        further = links_of(page, "next")
        assert bool(further) == (len(seen) < page["numberMatched"])
        assert all(link["type"] == GEOJSON for link in further)
        address, steps = further[0]["href"] if further else None, steps + 1
    assert steps == 4
    assert seen == ids(client, "villages")


def test_the_places_of_a_commune_are_asked_for_by_its_code_or_its_slug(client):
    by_code, by_slug = (ids_of(items(client, "villages", parent=ref, limit=100)) for ref in ("21451", "tra-cau"))
    assert by_code == by_slug
    assert len(by_code) == 36


def ids_of(page: dict) -> list[str]:
    return [feature["id"] for feature in page["features"]]


def test_next_keeps_what_was_asked_and_prev_leads_back(client):
    page = items(client, "vneid-level2", parent="21451", bbox="108,14,109,15", limit=4, offset=4)
    [further], [back] = links_of(page, "next"), links_of(page, "prev")
    for part in ("parent=21451", "bbox=108%2C14%2C109%2C15", "limit=4"):
        assert part in further["href"]
        assert part in back["href"]
    assert "offset=8" in further["href"]
    assert "offset=0" in back["href"]
    assert client.get(back["href"]).get_json(force=True)["numberReturned"] == 4


def test_a_page_beyond_the_end_is_empty_and_a_large_limit_is_cut_down(client):
    beyond = items(client, "villages", offset=999_999)
    assert (beyond["features"], beyond["numberMatched"], links_of(beyond, "next")) == ([], 168, [])
    assert items(client, "villages", limit=10**17)["numberReturned"] == 168
    shape = get(client, "/api")["components"]["parameters"]["limit"]["schema"]
    assert (shape["default"], shape["maximum"]) == (10, 10_000)


def test_a_long_page_is_streamed_and_is_the_same_as_its_parts(client, monkeypatch):
    parts = [items(client, "vneid-level2", limit=56, offset=offset)["features"] for offset in (0, 56, 112)]
    monkeypatch.setattr("api.ogc.items.SHORT", 100)
    monkeypatch.setattr("api.ogc.features.PORTION", 60)
    with client.get("/ogc/collections/vneid-level2/items?limit=1000", buffered=False) as response:
        assert response.is_streamed
        whole = response.get_json(force=True)
    assert whole["features"] == [feature for part in parts for feature in part]
    assert whole["illustrative"] is True


def test_one_feature_has_the_id_of_its_address(client):
    for collection in ("villages", "vneid-level2"):
        feature = get(client, f"/collections/{collection}/items/21451-07")
        assert (feature["type"], feature["id"]) == ("Feature", "21451-07")
        assert {link["rel"] for link in feature["links"]} >= {"self", "alternate", "collection"}
        [listed] = [f for f in items(client, collection, limit=1000)["features"] if f["id"] == "21451-07"]
        assert listed == {name: value for name, value in feature.items() if name != "links"}


@pytest.mark.parametrize("path", PATHS)
def test_data_and_page_are_two_encodings_of_one_address(client, path):
    def kind(accept: str | None, f: str | None = None) -> str:
        headers = {"Accept": accept} if accept else {}
        answer = client.get(f"/ogc{path}", headers=headers, query_string={"f": f} if f else {})
        assert answer.status_code == 200
        assert "Accept" in answer.vary
        return answer.mimetype

    data = kind(None)
    assert data == {"/api": "application/vnd.oai.openapi+json"}.get(path, GEOJSON if "/items" in path else JSON)
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert [kind(browser), kind(None, "html"), kind("application/json", "html")] == [HTML] * 3
    assert [kind("*/*"), kind(browser, "json"), kind(None, "geojson"), kind("application/geo+json")] == [data] * 4
    assert kind("application/json;q=0.9, text/html;q=0.1") == data


@pytest.mark.parametrize("path", PATHS)
def test_the_links_stand_in_the_header_too_and_nothing_redirects(client, path):
    answer = client.get(f"/ogc{path}")
    assert re.search(r'<http[^>]+>; rel="self"; type="', answer.headers["Link"])
    assert client.get(f"/ogc{path}/").status_code == 200
    head = client.head(f"/ogc{path}")
    assert (head.status_code, head.content_type, head.get_data()) == (200, answer.content_type, b"")


def test_what_differs_in_its_time_alone_need_not_be_sent_again(client):
    first = client.get("/ogc/collections/villages/items")
    again = client.get("/ogc/collections/villages/items", headers={"If-None-Match": first.headers["ETag"]})
    assert first.headers["ETag"].startswith("W/")
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "ten"),
        ("limit", ""),
        ("offset", "-1"),
        ("offset", "1.5"),
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,4,5"),
        ("bbox", "1,2,3,x"),
        ("bbox", "1,2,3,nan"),
        ("bbox", "1,2,3,1e999"),
        ("bbox", "1,9,3,4"),
        ("bbox", "-181,2,3,4"),
        ("bbox", "1,2,3,90.1"),
        ("bbox", "1,2,9,3,4,8"),
        ("datetime", "yesterday"),
        ("datetime", "2026-13-01"),
        ("datetime", "2026-03"),
        ("datetime", "2026-03-02/2026-03-01"),
        ("datetime", "2026-03-02T10:00:00"),
        ("datetime", "2026-03-01/2026-03-02/2026-03-03"),
        ("crs", "http://www.opengis.net/def/crs/EPSG/0/4326"),
        ("bbox-crs", "EPSG:3405"),
        ("f", "xml"),
        ("parent", ""),
    ],
)
def test_a_bad_value_is_refused_with_what_would_do(client, name, value):
    refusal = refused(client, "/collections/villages/items", **{name: value})
    assert refusal["code"] == "bad-value"
    assert f"“{name}”" in refusal["description"]


def test_an_unknown_parameter_is_refused_everywhere(client):
    for path in (*PATHS, "/api.html", "/collections/villages/schema"):
        assert refused(client, path, fish="1")["code"] == "unknown-parameter"
    assert refused(client, "/collections/villages/items", value="3")["code"] == "unknown-parameter"
    assert refused(client, "/collections/villages/items", as_of="2026-01-01")["code"] == "unknown-parameter"
    assert refused(client, "/collections/vneid-level2/items", as_of="never")["code"] == "bad-value"


def test_a_parameter_given_twice_is_refused(client):
    assert refused(client, "/collections/villages/items", limit=["3", "4"])["code"] == "repeated-parameter"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/collections/nothing",
        "/collections/hdi",
        "/collections/villages/items/nobody",
        "/collections/villages/items/21451",
        "/collections/communes/items/23284~20250630",
        "/collections/communes/items/23284~",
        "/collections/vneid-level2/items/21451-99",
    ],
)
def test_what_is_not_there_is_404_in_the_shape_of_the_dialect(client, path):
    assert refused(client, path, 404)["description"]
    page = client.get(f"/ogc{path}", headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (404, HTML)


def test_it_is_for_reading_only(client):
    answer = client.post("/ogc/collections/villages/items")
    assert answer.status_code == 405
    assert set(answer.get_json()) == {"code", "description"}
    assert "GET" in answer.headers["Allow"]


def test_a_zero_byte_is_a_bad_request(client):
    for path in ("/collections/%00", "/collections/villages/items/%00", "/collections/villages/items?parent=%00"):
        answer = client.get(f"/ogc{path}")
        assert answer.status_code in {400, 404}
        assert set(answer.get_json()) == {"code", "description"}


def test_the_crs_that_there_is_may_be_named_and_is_said(client):
    crs = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    answer = client.get("/ogc/collections/villages/items", query_string={"crs": crs, "bbox-crs": crs})
    assert answer.status_code == 200
    assert answer.headers["Content-Crs"] == f"<{crs}>"


def test_english_stands_under_en(client):
    document = client.get("/en/ogc/collections/vneid-level2").get_json()
    assert document["title"] != get(client, "/collections/vneid-level2")["title"]
    assert all("/en/ogc" in link["href"] for link in links_of(document, "items"))
    assert client.get("/en/ogc/nothing").get_json()["code"] == "http-404"


def test_before_there_is_a_figure_it_answers_too(bare_app):
    client = bare_app.test_client()
    assert len(ids(client, "communes")) == 5
    assert ids(client, "villages") == ids(client, "vneid-level2") == []
    document = get(client, "/collections/vneid-level2")
    assert "spatial" not in document["extent"]
    assert document["illustrative"] is False


def test_who_asks_too_often_is_told_in_the_shape_of_the_dialect(demo):
    app = create_app(
        DATABASE_URL=demo.public.url.render_as_string(hide_password=False),
        FILES_DIR=str(demo.files),
        RATE_LIMIT="2 per minute",
        SECRET_KEY="for tests only",
    )
    client = app.test_client()
    answers = [client.get("/ogc/conformance") for _ in range(3)]
    app.extensions["store"].close()
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert set(answers[2].get_json()) == {"code", "description"}
    assert int(answers[2].headers["Retry-After"]) > 0
