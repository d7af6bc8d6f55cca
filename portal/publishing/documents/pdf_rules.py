"""The ruling lines of a page: straight strokes along its edges, parts of one line joined."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from portal.publishing.documents.pdf_words import Frame

SHORTEST = 5.0  # points; anything shorter is a dot or the width of a line
STRAIGHT = 1.0  # by how much a line may slant
NEAR = 2.5  # lines closer than this are one
GAP = 4.0  # between two parts of one line
MOST = 6_000  # points of paths; a page with more is a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A line at ``at`` from ``low`` to ``high``: of a level one the height and its ends, of an upright one its x."""

    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Rules:
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def read_rules(page: Any, frame: Frame) -> Rules:
    """All ruling lines of a page; none where its drawings are too many to be a table."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for (x, y), (to_x, to_y) in _strokes(page, frame):
        if abs(y - to_y) <= STRAIGHT and abs(x - to_x) >= SHORTEST:
            level.append(Rule((y + to_y) / 2, min(x, to_x), max(x, to_x)))
        elif abs(x - to_x) <= STRAIGHT and abs(y - to_y) >= SHORTEST:
            upright.append(Rule((x + to_x) / 2, min(y, to_y), max(y, to_y)))
    return Rules(tuple(_join(level)), tuple(_join(upright)))


def _join(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules that lie on one line and touch as one."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        line.sort(key=lambda rule: rule.low)
        low, high = line[0].low, line[0].high
        for rule in line[1:]:
            if rule.low > high + GAP:
                yield Rule(at, low, high)
                low, high = rule.low, rule.high
            high = max(high, rule.high)
        yield Rule(at, low, high)


Point = tuple[float, float]


def _strokes(page: Any, frame: Frame) -> Iterator[tuple[Point, Point]]:
    read = 0
    find, kind_of, path = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_PATH
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        found = find(page, place)
        if kind_of(found) != path:
            continue
        count = pdfium.FPDFPath_CountSegments(found)
        read += count
        if read > MOST:
            return
        for shape in _shapes(found, count, frame):
            yield from pairwise(shape)


def _shapes(path: Any, count: int, frame: Frame) -> Iterator[list[Point]]:
    """The points of each open or closed line of a path; what goes before or after a curve is left out."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[Point] = []
    for place in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            yield shape
            shape = []
        shape.append(
            frame.place(
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if kind == pdfium.FPDF_SEGMENT_LINETO and pdfium.FPDFPathSegment_GetClose(segment):
            shape.append(shape[0])
    yield shape
