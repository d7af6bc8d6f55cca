import json

from portal.formats.geojson import Feature, geojson_chunks, point


def collection(*features, **members):
    return json.loads(b"".join(geojson_chunks(features, members)))


def test_a_collection_of_none_is_a_collection():
    assert collection(title="x") == {"type": "FeatureCollection", "title": "x", "features": []}


def test_what_the_collection_says_of_itself_comes_before_its_features():
    text = b"".join(geojson_chunks([Feature("a", None, {})], {"illustrative": True}))
    assert text.startswith(b'{"type":"FeatureCollection","illustrative":true,"features":[')


def test_a_place_that_is_not_known_is_null_and_a_text_is_escaped():
    (feature,) = collection(Feature("a", None, {"name": 'A "b"', "value": None}))["features"]
    assert feature == {"type": "Feature", "id": "a", "geometry": None, "properties": {"name": 'A "b"', "value": None}}


def test_geometries_are_kept_as_they_are_and_points_have_longitude_first():
    first, second = collection(Feature("a", point(108.123456789, 14.5), {}), Feature("b", '{"type":"x"}', {}))[
        "features"
    ]
    assert first["geometry"] == {"type": "Point", "coordinates": [108.123457, 14.5]}
    assert second["geometry"] == {"type": "x"}
