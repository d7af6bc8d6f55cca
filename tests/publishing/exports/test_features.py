"""The map file, read as GDAL reads it and as it stands."""

import json

import pyogrio
import pytest
from pyogrio import raw

from portal.domain.boundaries import Boundary, BoundaryKind
from portal.domain.dictionary import RECORDS
from portal.domain.periods import finest_last, parse_period
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.compatibility import record


def features_of(path) -> list[dict]:
    return json.loads(path.read_bytes())["features"]


def test_observations_and_teams_have_a_map_file_and_other_records_none(versions) -> None:
    for version in versions:
        shows = version.group not in RECORDS or version.group == "community-teams"
        assert version.path(".geojson").is_file() is shows, version.stem


def test_each_place_has_its_newest_value_status_and_period_of_each_indicator(versions) -> None:
    for version in versions:
        if version.group in RECORDS:
            continue
        newest: dict[tuple[str, str], dict] = {}
        for row in sorted(version.rows, key=lambda row: finest_last(parse_period(row[3]))):
            newest[row[1], row[0]] = dict(zip(version.names, row, strict=True))
        shown = {}
        for feature in features_of(version.path(".geojson")):
            said = feature["properties"]
            assert feature["id"] == said["locality"]
            for name in said:
                if name.endswith("_status"):
                    code = name.removesuffix("_status")
                    shown[feature["id"], code] = (said[code], said[name], said[f"{code}_period"])
        assert shown == {key: (row["value"], row["status"], row["period"]) for key, row in newest.items()}, version.stem


def test_the_collection_says_what_it_is_and_each_outline_what_it_is_worth(versions) -> None:
    version = next(v for v in versions if v.folder.parent.name == "tra-cau-infrastructure")
    content = json.loads(version.path(".geojson").read_bytes())
    assert content["illustrative"] is True
    assert content["notice"].startswith("Số liệu minh họa")
    assert content["licence"] == "CC-BY-4.0"
    for feature in content["features"]:
        assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
        assert feature["properties"]["geometry_kind"] == "schematic"
        assert feature["properties"]["geometry_note"] == "Ranh giới sơ đồ, không phải ranh giới thật."
        assert feature["properties"]["illustrative"] is True


def test_each_team_is_a_feature_where_its_village_is(versions) -> None:
    for version in (v for v in versions if v.group == "community-teams"):
        features = features_of(version.path(".geojson"))
        assert [tuple(f["properties"][name] for name in version.names) for f in features] == version.rows
        assert all(f["geometry"] for f in features)


def test_gdal_reads_every_map_file(versions) -> None:
    for version in versions:
        if version.path(".geojson").is_file():
            meta, _, geometry, _ = raw.read(version.path(".geojson"))
            assert len(geometry) == len(features_of(version.path(".geojson"))) > 0
            assert meta["crs"] == "EPSG:4326"
    gdal = ".".join(map(str, pyogrio.__gdal_version__))
    record(client="GDAL", version=gdal, did="read every newest GeoJSON file", result="every place, in WGS 84")


@pytest.fixture
def publisher(public, desk, tmp_path) -> Publisher:
    make_installation(public, indicators=[make_indicator("coverage-5g", subject="infrastructure")])
    return Publisher(desk, public, tmp_path / "files")


def test_a_place_without_an_outline_has_its_point_or_null(publisher, public) -> None:
    square = '{"type":"Polygon","coordinates":[[[108.1,14.1],[108.2,14.1],[108.2,14.2],[108.1,14.1]]]}'
    with public.begin() as session:
        places = {place.code: place for place in session.query(Boundary.locality.property.mapper.class_)}
        places[f"{COMMUNE}-01"].lat, places[f"{COMMUNE}-01"].lon = 14.15, 108.12345678
        session.add(
            Boundary(
                locality_id=places[COMMUNE].id,
                kind=BoundaryKind.REFERENCE,
                geometry=square,
                west=108.1,
                south=14.1,
                east=108.2,
                north=14.2,
                source="a test",
            )
        )
    cells = [Cell("coverage-5g", f"{COMMUNE}-0{n}", "2026-09", 10 * n, 100) for n in (1, 2, 3)]
    publisher.publish(make_submission(publisher.desk, cells), at=AT)
    name = "thu-nghiem-digital-society"
    content = json.loads((publisher.files / name / "1.0.0" / f"{name}-1.0.0.geojson").read_bytes())
    whole, first, second, _ = content["features"]
    assert whole["geometry"] == json.loads(square)
    assert whole["properties"]["geometry_note"] == "Ranh giới tham khảo."
    assert first["geometry"] == {"type": "Point", "coordinates": [108.123457, 14.15]}
    assert first["properties"]["geometry_kind"] == "point"
    assert (second["geometry"], second["properties"]["geometry_kind"]) == (None, None)
    assert (content["illustrative"], content["notice"]) == (False, None)
