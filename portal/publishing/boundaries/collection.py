"""A GeoJSON file as outlines that remember the number of their feature."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from portal.domain.localities import Locality
from portal.publishing.boundaries.geometry import Flaw, count_points, make_shape
from portal.publishing.boundaries.problems import Found, about_feature, about_file
from portal.publishing.problems import Refused

MOST_BYTES = 50_000_000
MOST_POINTS = 1_000_000
FAR = 0.2  # degrees between an outline and the known centre of its place: about 20 km
KM_A_DEGREE = 111
DEGREES = ("CRS84", "4326")


@dataclass(frozen=True)
class Outline:
    """A feature; ``shape`` is None, and ``code`` empty, where a problem stands for it."""

    file: str
    number: int
    code: str
    shape: Any
    source: str


def read_outlines(path: Path) -> tuple[list[Outline], list[Found]]:
    """The outlines of a file and the problems of its features.

    :raises Refused: the file as a whole cannot be read.
    """
    features = _read_features(path)
    points = sum(count_points(feature.get("geometry")) for feature in features if isinstance(feature, dict))
    if points > MOST_POINTS:
        raise Refused([about_file("too-many-points", path.name, count=points, limit=MOST_POINTS)])
    outlines, problems = [], []
    for number, feature in enumerate(features, start=1):
        outline, found = _read_feature(path.name, number, feature)
        outlines.append(outline)
        problems += found
    return outlines, problems


def _read_features(path: Path) -> list[Any]:
    content = _parse(path)
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise Refused([about_file("not-a-collection", path.name)])
    features = content.get("features")
    if not isinstance(features, list):
        raise Refused([about_file("not-a-collection", path.name)])
    if not features:
        raise Refused([about_file("empty", path.name)])
    declared = json.dumps(content.get("crs") or "", ensure_ascii=False)
    if declared != '""' and not any(name in declared for name in DEGREES):
        raise Refused([about_file("crs", path.name, crs=declared[:100])])
    return features


def _parse(path: Path) -> Any:
    if not path.is_file():
        raise Refused([about_file("no-file", path.name)])
    size = path.stat().st_size
    if size > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise Refused([about_file("too-large", path.name, size=-(-size // 1_000_000), limit=limit)])
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused([about_file("not-utf8", path.name)]) from None
    except (ValueError, RecursionError) as error:
        raise Refused([about_file("not-json", path.name, reason=str(error)[:200])]) from None


def _read_feature(file: str, number: int, feature: Any) -> tuple[Outline, list[Found]]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return Outline(file, number, "", None, ""), [about_feature("not-a-feature", file, number)]
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    code = _code(properties.get("code")) or _code(feature.get("id"))
    problems = [] if code else [about_feature("no-code", file, number)]
    shape = None
    try:
        shape = make_shape(feature.get("geometry"))
    except Flaw as flaw:
        problems.append(about_feature(flaw.code, file, number, **flaw.values))
    return Outline(file, number, code, shape, _text(properties.get("source"))), problems


def _code(value: Any) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def check_places(outlines: Sequence[Outline], known: Mapping[str, Locality]) -> Iterator[Found]:
    """Outlines that lie far from the centre their locality is known to have: most likely another one's."""
    for outline in outlines:
        locality = known.get(outline.code)
        if locality is None or outline.shape is None or locality.lat is None or locality.lon is None:
            continue
        degrees = shapely.distance(outline.shape, shapely.Point(locality.lon, locality.lat))
        if degrees > FAR:
            told = {"name": locality.name, "km": round(degrees * KM_A_DEGREE)}
            yield about_feature("elsewhere", outline.file, outline.number, **told)


def check_codes(outlines: Sequence[Outline], known: Collection[str]) -> list[Found]:
    """Codes that no locality has, or that two features share."""
    return list(_code_problems(outlines, known))


def _code_problems(outlines: Sequence[Outline], known: Collection[str]) -> Iterator[Found]:
    first: dict[str, int] = {}
    for outline in outlines:
        if not outline.code:
            continue
        if outline.code in first:
            told = {"code": outline.code, "first": first[outline.code]}
            yield about_feature("same-code", outline.file, outline.number, **told)
        elif outline.code not in known:
            yield about_feature("unknown-code", outline.file, outline.number, code=outline.code)
        first.setdefault(outline.code, outline.number)
