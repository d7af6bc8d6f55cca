"""A GeoJSON file as outlines that remember the number of their feature."""

import json
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from portal.domain.localities import Locality
from portal.publishing.boundaries.geometry import Flaw, count_points, make_shape
from portal.publishing.boundaries.problems import Found, about_feature, about_file
from portal.publishing.problems import Refused
from portal.publishing.workbooks.text import clean_text

MOST_BYTES = 30_000_000
MOST_MARKS = 4_000_000  # brackets, commas and colons: about what the parsed file takes of memory
MOST_FEATURES = 20_000
MOST_POINTS = 500_000
MOST_POINTS_OF_ONE = 20_000  # whether an outline is sound can take time with the square of its points
MOST_SECONDS = 3  # for checking all outlines
MOST_TOLD = 100
FAR = 0.2  # degrees between an outline and the known centre of its place: about 20 km
KM_A_DEGREE = 111
SOURCE_LENGTH = 500
LONGEST = 1000  # characters of a property that are looked at
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
    _check_amounts(path.name, features)
    outlines, problems = [], []
    begun = time.monotonic()
    for number, feature in enumerate(features, start=1):
        if time.monotonic() > begun + MOST_SECONDS:
            raise Refused([about_file("too-slow", path.name, seconds=MOST_SECONDS, count=number - 1)])
        outline, found = _read_feature(path.name, number, feature)
        outlines.append(outline)
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


def _read_features(path: Path) -> list[Any]:
    content = _parse(path)
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise Refused([about_file("not-a-collection", path.name)])
    features = content.get("features")
    if not isinstance(features, list):
        raise Refused([about_file("not-a-collection", path.name)])
    if not features:
        raise Refused([about_file("empty", path.name)])
    declared = json.dumps(content.get("crs") or "")[:LONGEST]
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
    content = path.read_bytes()
    marks = sum(content.count(mark) for mark in (b"[", b"{", b",", b":"))
    if marks > MOST_MARKS:
        raise Refused([about_file("too-many-marks", path.name, limit=MOST_MARKS)])
    try:
        return json.loads(content.decode("utf-8-sig"))
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
    source = clean_text(_text(properties.get("source"))[:SOURCE_LENGTH])
    if source.flaw:
        problems.append(about_feature("hidden-character", file, number, character=source.character or source.flaw))
    return Outline(file, number, code, shape, source.text), problems


def _code(value: Any) -> str:
    code = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)
    return code if code.isprintable() else ""


def _text(value: Any) -> str:
    return value[:LONGEST].strip() if isinstance(value, str) else ""


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
            told = {"code": outline.code[:60], "first": first[outline.code]}
            yield about_feature("same-code", outline.file, outline.number, **told)
        elif outline.code not in known:
            yield about_feature("unknown-code", outline.file, outline.number, code=outline.code[:60])
        first.setdefault(outline.code, outline.number)
