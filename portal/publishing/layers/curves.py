"""Whether a geometry of a GeoPackage has arcs, which GDAL would turn into many straight pieces without a word."""

import struct

ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes by their kind, which stands in the flags
HEADER = 8
LINE, POLYGON, ARC = 2, 3, 8
OF_OTHERS = frozenset({4, 5, 6, 7, 9, 10, 11, 12})  # from MultiPoint to MultiSurface


def has_arcs(blob: bytes) -> bool:
    """Whether a part of it is a CircularString. Of a geometry that cannot be read, no: reading it comes later."""
    try:
        at = HEADER + ENVELOPES[blob[3] >> 1 & 7]
        return _finds_arc(blob, at)
    except (struct.error, IndexError, KeyError):
        return False


def _finds_arc(blob: bytes, at: int) -> bool:
    """The geometries within others stand one after the other, so that they are counted and not nested."""
    left = 1
    while left:
        left -= 1
        order = "<" if blob[at] else ">"
        kind, wide = _kind(*struct.unpack_from(f"{order}I", blob, at + 1))
        if kind == ARC:
            return True
        if kind in OF_OTHERS:
            left += int(struct.unpack_from(f"{order}I", blob, at + 5)[0])
            at += 9
        else:
            at = _end(blob, at + 5, order, kind, 8 * wide)
    return False


def _kind(told: int) -> tuple[int, int]:
    """The kind, and how many numbers a point has: ISO's thousands or the older bits tell of heights and measures."""
    number, dimensions = told & 0xFFFF, told >> 30
    return number % 1000, 2 + (number // 1000 | dimensions).bit_count()


def _end(blob: bytes, at: int, order: str, kind: int, point: int) -> int:
    """Where the geometry after a point, a line or a polygon begins."""
    if kind not in (LINE, POLYGON):
        return at + point
    rings = 1
    if kind == POLYGON:
        rings, at = int(struct.unpack_from(f"{order}I", blob, at)[0]), at + 4
    for _ in range(rings):
        at += 4 + point * int(struct.unpack_from(f"{order}I", blob, at)[0])
    return at
