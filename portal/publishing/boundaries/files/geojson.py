"""A GeoJSON FeatureCollection, taken apart without mending anything."""

import json
from typing import Any

from portal.publishing.boundaries.problems import about_file
from portal.publishing.boundaries.systems import WGS84
from portal.publishing.layers.layer import Layer
from portal.publishing.problems import Refused

MOST_MARKS = 4_000_000  # brackets, commas and colons: about what the parsed file takes of memory
SHOWN = 100


def read_geojson(file: str, content: bytes) -> Layer:
    """:raises Refused: it is no collection of features, or too much of one."""
    collection = _parse(file, content)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise Refused([about_file("not-a-collection", file)])
    features = collection.get("features")
    if not isinstance(features, list):
        raise Refused([about_file("not-a-collection", file)])
    if not features:
        raise Refused([about_file("empty", file)])
    return Layer(file, features, _declared(file, collection.get("crs")))


def _parse(file: str, content: bytes) -> Any:
    marks = sum(content.count(mark) for mark in (b"[", b"{", b",", b":"))
    if marks > MOST_MARKS:
        raise Refused([about_file("too-many-marks", file, limit=MOST_MARKS)])
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused([about_file("not-utf8", file)]) from None
    except (ValueError, RecursionError) as error:
        raise Refused([about_file("not-json", file, reason=str(error)[:200])]) from None


def _declared(file: str, crs: Any) -> str:
    """The coordinate system of the member ``crs``, which GeoJSON had until RFC 7946; without one it is WGS 84."""
    if not crs:
        return WGS84
    properties = crs.get("properties") if isinstance(crs, dict) else None
    told = properties if isinstance(properties, dict) else {}
    name, code = told.get("name"), told.get("code")
    if isinstance(name, str):
        return name
    if isinstance(code, int | str) and not isinstance(code, bool):
        return f"EPSG:{code}"
    raise Refused([about_file("crs-unknown", file, crs=json.dumps(crs)[:SHOWN])])
