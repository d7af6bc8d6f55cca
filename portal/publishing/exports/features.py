"""The GeoJSON file of a version: where its rows are.

Of observations, a feature for each place with its newest value by indicator; of teams, a feature for each team. The
geometry is the outline that is kept of the place, else its point, else null.
"""

from collections.abc import Iterator
from typing import Any

from portal.domain.boundaries import BoundaryKind
from portal.domain.periods import finest_last, parse_period
from portal.formats.geojson import Feature, geojson_chunks, point
from portal.publishing.exports.edition import Edition, Place
from portal.publishing.exports.tables import about

COORDINATES = "WGS 84, longitude and latitude (RFC 7946)"

GEOMETRIES = {
    BoundaryKind.REFERENCE.value: ("Ranh giới tham khảo.", "Outline for reference only."),
    BoundaryKind.SCHEMATIC.value: (
        "Ranh giới sơ đồ, không phải ranh giới thật.",
        "Schematic outline, not the real one.",
    ),
    "point": ("Điểm đại diện.", "A point that stands for the place."),
}
"""What a geometry is worth, in Vietnamese and English."""


def shows_places(edition: Edition) -> bool:
    """Whether its rows are about places; also of a dataset that has no rows left."""
    return "locality" in edition.table.fields


def map_chunks(edition: Edition) -> Iterator[bytes]:
    features = _figures(edition) if edition.dictionary.statuses else _rows(edition)
    return geojson_chunks(features, {"name": edition.stem, **about(edition), "coordinates": COORDINATES})


def _figures(edition: Edition) -> Iterator[Feature]:
    newest = _newest(edition)
    for code, place in edition.places.items():
        values: dict[str, Any] = {}
        for indicator in edition.indicators:
            row = newest.get((code, indicator.code))
            if row is not None:
                values |= _value(row)
        properties = {**_about_place(place), "illustrative": edition.dataset.illustrative, **values}
        yield Feature(code, _geometry(place), properties)


def _newest(edition: Edition) -> dict[tuple[str, str], dict[str, Any]]:
    """The newest row of each place and indicator, the finest of one end; withheld and missing ones count."""
    found: dict[tuple[str, str], tuple[Any, Any]] = {}
    fields = edition.table.fields
    indicator, locality, period = (fields.index(name) for name in ("indicator", "locality", "period"))
    for row in edition.table.rows:
        key, when = (row[locality], row[indicator]), finest_last(parse_period(row[period]))
        if key not in found or when > found[key][0]:
            found[key] = (when, row)
    return {key: dict(zip(fields, row, strict=True)) for key, (_, row) in found.items()}


def _value(row: dict[str, Any]) -> dict[str, Any]:
    """Flat, so that a map program can colour by it; a value that is not shown is null, and its status says why."""
    code = row["indicator"]
    return {code: row["value"], f"{code}_status": row["status"], f"{code}_period": row["period"]}


def _rows(edition: Edition) -> Iterator[Feature]:
    for row in edition.table.rows:
        content = dict(zip(edition.table.fields, row, strict=True))
        place = edition.places.get(content["locality"])
        yield Feature(content["id"], _geometry(place), {**content, **_about_geometry(place)})


def _about_place(place: Place) -> dict[str, Any]:
    locality = place.locality
    return {
        "locality": locality.code,
        "name": locality.name,
        "name_en": locality.name_en,
        "kind": locality.kind,
        **_about_geometry(place),
    }


def _about_geometry(place: Place | None) -> dict[str, Any]:
    kind = _kind(place)
    note, note_en = GEOMETRIES.get(kind or "", (None, None))
    source = place.outline.source if place and place.outline else None
    return {
        "geometry_kind": kind,
        "geometry_note": note,
        "geometry_note_en": note_en,
        "geometry_source": source,
    }


def _kind(place: Place | None) -> str | None:
    """``reference`` or ``schematic`` for an outline, ``point``, or None where nothing is known."""
    if place is None:
        return None
    if place.outline is not None:
        return place.outline.kind
    return None if place.locality.lat is None or place.locality.lon is None else "point"


def _geometry(place: Place | None) -> str | None:
    if place is None:
        return None
    if place.outline is not None:
        return place.outline.geometry
    lat, lon = place.locality.lat, place.locality.lon
    return None if lat is None or lon is None else point(lon, lat)
