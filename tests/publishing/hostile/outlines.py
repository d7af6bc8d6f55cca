"""Hostile files of outlines, by name."""

import json
import math
import random
from pathlib import Path

from portal.publishing.boundaries.collection import read_outlines
from portal.publishing.boundaries.files import read_layer
from portal.publishing.boundaries.naming import name_outlines
from portal.publishing.boundaries.systems import wgs84
from portal.publishing.problems import Problem, Refused
from tests.publishing.hostile.case import Case
from tests.publishing.hostile.zips import MEGA

RTL = "\u202e"


def problems_of(path: Path) -> list[Problem]:
    """What is wrong with a file of outlines, whatever places there are."""
    try:
        outlines, problems = read_outlines(read_layer(path), wgs84())
    except Refused as refused:
        return list(refused.problems)
    unnamed = [each for each in name_outlines(outlines, lambda codes: {}).problems if each.code == "no-code"]
    return [*problems, *unnamed]


def ring(points: int, spike: float = 1.0) -> list[list[float]]:
    """A closed ring around a point in Viet Nam; with ``spike`` below 1 a star, on which soundness checks are slow."""
    turns = [2 * math.pi * n / points for n in range(points)]
    reach = [0.05 * (spike if n % 2 else 1) for n in range(points)]
    found = [
        [round(108 + r * math.cos(t), 9), round(15 + r * math.sin(t), 9)] for r, t in zip(reach, turns, strict=True)
    ]
    return [*found, found[0]]


def scribble(points: int) -> list[list[float]]:
    generator = random.Random(7)  # noqa: S311
    found = [[108 + generator.random() / 10, 15 + generator.random() / 10] for _ in range(points)]
    return [*found, found[0]]


def polygon(*rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


def outlines(*geometries: object, **properties: object) -> bytes:
    features = [
        {"type": "Feature", "properties": {"code": str(number)} | properties, "geometry": geometry}
        for number, geometry in enumerate(geometries, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def collection(features: str) -> bytes:
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def placed(coordinates: str) -> bytes:
    geometry = f'{{"type":"Polygon","coordinates":{coordinates}}}'
    return collection(f'{{"type":"Feature","properties":{{"code":"1"}},"geometry":{geometry}}}')


def million_points() -> bytes:
    """A polygon of 10^6 vertices, written short enough to pass by its size."""
    one = json.dumps([[round(x, 4), round(y, 4)] for x, y in ring(20_000)], separators=(",", ":"))[1:-1]
    return placed(f"[[{','.join([one] * 50)}]]")


G = "ranh-gioi.geojson"
OUTLINES = {
    "a polygon of a million points": Case("too-many-points-of-one", G, million_points),
    "a million points written long": Case("too-large", G, lambda: outlines(polygon(ring(1_000_000)))),
    "a polygon of 200,000 holes": Case("too-many-points-of-one", G, lambda: outlines(polygon(*[ring(3)] * 200_000))),
    "600,000 points in sixty outlines": Case("too-many-points", G, lambda: outlines(*[polygon(ring(9_999))] * 60)),
    "stars that take a second each": Case("too-slow", G, lambda: outlines(*[polygon(ring(19_998, 0.1))] * 24)),
    "a scribble of 19,000 points": Case("crosses-itself", G, lambda: outlines(polygon(scribble(19_000)))),
    "one point 19,000 times": Case("unsound", G, lambda: outlines(polygon([[108, 15]] * 19_000))),
    "ten million brackets": Case("too-many-marks", G, lambda: b"[" * 10 * MEGA),
    "100,000 brackets": Case("not-json", G, lambda: b"[" * 100_000),
    "nine million empty features": Case("too-many-marks", G, lambda: collection("{}," * 9 * MEGA + "{}")),
    "a million small features": Case("too-many-features", G, lambda: collection('{"a":1},' * MEGA + "{}")),
    "coordinates 900 deep": Case("not-numbers", G, lambda: placed("[" * 900 + "]" * 900)),
    "a number of 4,000 digits": Case("not-numbers", G, lambda: placed(f"[[[{'9' * 4000},15]]]")),
    "a number of 20 million digits": Case("not-json", G, lambda: placed(f"[[[{'9' * 20 * MEGA},15]]]")),
    "numbers that are none": Case("not-numbers", G, lambda: placed("[[[NaN,15],[1,2],[3,4],[NaN,15]]]")),
    "numbers beyond numbers": Case("not-numbers", G, lambda: placed("[[[1e999,15],[1,2],[3,4],[1e999,15]]]")),
    "a kind of 20 MB": Case("wrong-geometry", G, lambda: outlines({"type": "P" * 20 * MEGA})),
    "a code with a zero character": Case("no-code", G, lambda: outlines(polygon(ring(9)), code="1\x00")),
    "a code with half a character": Case("no-code", G, lambda: outlines(polygon(ring(9)), code="\ud800")),
    "a source with a right-to-left mark": Case(
        "hidden-character", G, lambda: outlines(polygon(ring(9)), source=f"Sở {RTL}")
    ),
    "a UTF-16 collection": Case("not-utf8", G, lambda: collection("").decode().encode("utf-16")),
}
