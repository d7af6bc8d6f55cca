"""GeoJSON (RFC 7946): longitude and latitude in WGS 84; a feature without a place has the geometry null."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

POINT_PLACES = 6


@dataclass(frozen=True)
class Feature:
    """:param geometry: a GeoJSON geometry as text; None where it is not known."""

    id: str
    geometry: str | None
    properties: Mapping[str, Any]


def point(lon: float, lat: float) -> str:
    """A point's geometry, as text."""
    return orjson.dumps({"type": "Point", "coordinates": [round(lon, POINT_PLACES), round(lat, POINT_PLACES)]}).decode()


def geojson_chunks(features: Iterable[Feature], members: Mapping[str, Any]) -> Iterator[bytes]:
    """A feature collection, one feature a line.

    :param members: what the collection says of itself beside its features: foreign members.
    """
    head = orjson.dumps({"type": "FeatureCollection", **members})
    yield head[:-1] + b',"features":['
    between = b"\n"
    for feature in features:
        yield between + _bytes(feature)
        between = b",\n"
    yield b"\n]}\n"


def _bytes(feature: Feature) -> bytes:
    geometry = orjson.Fragment(feature.geometry) if feature.geometry is not None else None
    return orjson.dumps(
        {"type": "Feature", "id": feature.id, "geometry": geometry, "properties": dict(feature.properties)}
    )
