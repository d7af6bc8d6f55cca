"""The features of a layer as outlines that remember the number of their feature."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.domain.boundaries import BoundaryKind
from portal.publishing.boundaries.files import Layer
from portal.publishing.boundaries.geometry import count_points, list_points, make_shape
from portal.publishing.boundaries.problems import Found, about_feature, about_file
from portal.publishing.boundaries.systems import System
from portal.publishing.layers.flaws import Flaw
from portal.publishing.layers.layer import MOST_FEATURES, MOST_POINTS
from portal.publishing.problems import Refused
from portal.publishing.workbooks.text import clean_text

MOST_POINTS_OF_ONE = 20_000  # whether an outline is sound can take time with the square of its points
MOST_SECONDS = 3  # of the processor's time in this thread, for checking all outlines
MOST_TOLD = 100
SOURCE_LENGTH = 500
NO_OUTLINES = (BoundaryKind.SCHEMATIC, "tile")
LONGEST = 1000  # characters of a property that are looked at


@dataclass(frozen=True)
class Outline:
    """A feature. ``shape`` is in WGS 84, and None where a problem stands for it; ``middle`` is of its coordinates as
    they stand in the file."""

    file: str
    number: int
    shape: Any
    properties: Mapping[str, Any] = field(default_factory=dict)
    id: Any = None
    source: str = ""
    middle: tuple[float, float] | None = None


def read_outlines(layer: Layer, system: System | None) -> tuple[list[Outline], list[Found]]:
    """The outlines of a layer and the problems of its features.

    :param system: what the coordinates are in; None where that is unknown, and no shape can be made.
    :raises Refused: there is too much of them.
    """
    _check_amounts(layer.file, layer.features)
    outlines: list[Outline] = []
    problems: list[Found] = []
    begun = time.thread_time()
    for number, feature in enumerate(layer.features, start=1):
        if time.thread_time() > begun + MOST_SECONDS:
            raise Refused([about_file("too-slow", layer.file, seconds=MOST_SECONDS)])
        outline, found = _read_feature(layer.file, number, feature, system)
        outlines += [outline] if outline else []
        problems += found
    return outlines, problems


def _check_amounts(file: str, features: list[Any]) -> None:
    """Counted before any geometry is made."""
    if len(features) > MOST_FEATURES:
        raise Refused([about_file("too-many-features", file, count=len(features), limit=MOST_FEATURES)])
    counts = [count_points(feature.get("geometry")) if isinstance(feature, dict) else 0 for feature in features]
    heavy = [number for number, count in enumerate(counts, start=1) if count > MOST_POINTS_OF_ONE]
    if heavy:
        told = {"limit": MOST_POINTS_OF_ONE}
        raise Refused(
            about_feature("too-many-points-of-one", file, n, count=counts[n - 1], **told) for n in heavy[:MOST_TOLD]
        )
    if sum(counts) > MOST_POINTS:
        raise Refused([about_file("too-many-points", file, count=sum(counts), limit=MOST_POINTS)])


def _read_feature(file: str, number: int, feature: Any, system: System | None) -> tuple[Outline | None, list[Found]]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return None, [about_feature("not-a-feature", file, number)]
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    geometry, problems, shape, middle = feature.get("geometry"), [], None, None
    try:
        points = list_points(geometry)
        middle = _middle(points)
        shape = make_shape(geometry, points, system) if system else None
    except Flaw as flaw:
        problems.append(about_feature(flaw.code, file, number, **flaw.values))
    if name := _says_drawn(properties):
        problems.append(about_feature("drawn", file, number, property=name, value=properties[name]))
    source = clean_text(_text(_source(properties))[:SOURCE_LENGTH])
    if source.flaw:
        problems.append(about_feature("hidden-character", file, number, character=source.character or source.flaw))
    return Outline(file, number, shape, properties, feature.get("id"), source.text, middle), problems


def _source(properties: Mapping[str, Any]) -> Any:
    return next((value for name, value in properties.items() if name.lower() in ("source", "nguon", "nguồn")), None)


def _says_drawn(properties: Mapping[str, Any]) -> str | None:
    """The property by which our own exports, maps and interfaces tell a scheme or a tile of a map."""
    told = ((name, value) for name, value in properties.items() if name.lower() in ("boundary", "outline"))
    return next((name for name, value in told if value in NO_OUTLINES), None)


def _middle(points: list[Any]) -> tuple[float, float]:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def text_of(value: Any) -> str:
    """What stands in a property as text; whole numbers lose their ``.0``, and what cannot be shown is nothing."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)
    return text if text.isprintable() else ""


def _text(value: Any) -> str:
    return value[:LONGEST].strip() if isinstance(value, str) else ""


def list_columns(outlines: list[Outline]) -> Iterator[str]:
    """The names of the properties, each once, in their order."""
    return iter(dict.fromkeys(name for outline in outlines for name in outline.properties))
