"""What GDAL reads of a layer, as features such as GeoJSON's. It runs in the child process alone."""

import math
import warnings
from typing import Any

import numpy as np
import shapely
from pyogrio import raw  # type: ignore[import-untyped]
from pyogrio.errors import (  # type: ignore[import-untyped]
    DataLayerError,
    DataSourceError,
    FieldError,
    GeometryError,
)

from portal.publishing.layers.flaws import Flaw
from portal.publishing.layers.layer import MOST_FEATURES, MOST_POINTS
from portal.publishing.layers.source import Source

LONGEST = 1000  # characters of a value
MOST_COLUMNS = 300
BYTES, VIETNAMESE = "latin1", "cp1258"
POINT = 16  # bytes, at least
ERRORS = (DataSourceError, DataLayerError, FieldError, GeometryError, RuntimeError, ValueError, UnicodeError)


def list_features(source: Source) -> list[dict[str, Any]]:
    """:raises Flaw: GDAL cannot read the layer, or finds less or more in it than there must be."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            meta, _, shapes, columns = raw.read(
                source.content,
                layer=source.layer,
                encoding=BYTES if source.encoding == VIETNAMESE else source.encoding,
                force_2d=True,
                max_features=MOST_FEATURES + 1,
                datetime_as_string=True,
            )
        except ERRORS as error:
            raise Flaw("damaged", reason=str(error)[:100]) from None
    _check_amounts(source, shapes, [str(warning.message) for warning in told])
    names = [_text(str(name), source.encoding) for name in meta["fields"]][:MOST_COLUMNS]
    geometries = [_geometry(shape) for shape in shapes]
    rows = zip(
        *[[_value(value, source.encoding) for value in column] for column in columns[:MOST_COLUMNS]], strict=True
    )
    properties = [dict(zip(names, row, strict=True)) for row in rows] if names else [{} for _ in geometries]
    return [
        {"type": "Feature", "properties": told_of, "geometry": geometry}
        for told_of, geometry in zip(properties, geometries, strict=True)
    ]


def _check_amounts(source: Source, shapes: Any, warned: list[str]) -> None:
    if shapes is None:
        raise Flaw("no-layer")
    if not len(shapes):
        raise Flaw("empty")
    if len(shapes) > MOST_FEATURES:
        raise Flaw("too-many-features", count=source.count or len(shapes), limit=MOST_FEATURES)
    if source.count not in (None, len(shapes)):
        reason = next((words for words in warned if "extension" not in words), f"{len(shapes)} < {source.count}")
        raise Flaw("damaged", reason=reason[:100])
    points = sum(len(shape) for shape in shapes if shape is not None) // POINT
    if points > MOST_POINTS * 2:
        raise Flaw("too-many-points", count=points, limit=MOST_POINTS)


def _geometry(wkb: bytes | None) -> Any:
    """A geometry as GeoJSON; what cannot be read as one is told so, and refused by its feature."""
    if wkb is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shape = shapely.from_wkb(wkb, on_invalid="ignore")
    if shape is None:
        return {"type": "unreadable"}
    return _plain(shapely.geometry.mapping(shape)) if not shape.is_empty else None


def _plain(geometry: Any) -> Any:
    if geometry["type"] == "GeometryCollection":
        return {"type": "GeometryCollection"}
    return {"type": geometry["type"], "coordinates": _lists(geometry["coordinates"])}


def _lists(value: Any) -> Any:
    """Lists of numbers, what is no number as text, since JSON has none."""
    if isinstance(value, list | tuple):
        return [_lists(one) for one in value]
    return value if math.isfinite(value) else str(value)


def _text(text: str, encoding: str | None) -> str:
    """GDAL's own reading of Windows-1258 loses last letters, so that its bytes are asked for and read here."""
    return text.encode(BYTES).decode(VIETNAMESE, "replace") if encoding == VIETNAMESE else text


def _value(value: Any, encoding: str | None) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int):
        return value
    return None if isinstance(value, bytes) else _text(str(value), encoding)[:LONGEST]
