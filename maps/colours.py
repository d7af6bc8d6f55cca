"""The colours of a map: five steps with fixed limits, and a pattern for each reason why there is no value.

The limits belong to the unit, never to the figures at hand: a colour means the same in every commune and month, and
the limits tell nothing about a withheld cell. The steps (ColorBrewer's YlGnBu, its darker end) differ in lightness
and stay apart for colour-blind readers and on grey paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.domain.observations import WITHOUT_VALUE, Status

LIMITS = {
    "percent": (50, 70, 80, 90),  # where the plans set their marks, so where places differ
    "index": (Fraction(1, 2), Fraction(7, 10), Fraction(4, 5), Fraction(9, 10)),
    "count": (1, 10, 100, 1000),
    "count-per-year": (1, 10, 100, 1000),
}
"""Where the second to fifth step begin, by unit."""

DARK, LIGHT = "#17211f", "#ffffff"


@dataclass(frozen=True)
class Paint:
    """How a place is filled and what is written over it; ``name`` is the ``class`` of GeoJSON and legend."""

    name: str
    fill: str
    ink: str


STEPS = (
    Paint("step-1", "#ffffcc", DARK),
    Paint("step-2", "#a1dab4", DARK),
    Paint("step-3", "#41b6c4", DARK),
    Paint("step-4", "#225ea8", LIGHT),
    Paint("step-5", "#0c2c84", LIGHT),
)
PATTERNS = {
    Status.WITHHELD: Paint("withheld", "url(#map-withheld)", DARK),
    Status.MISSING: Paint("missing", "url(#map-missing)", DARK),
    Status.NOT_APPLICABLE: Paint("not-applicable", "#d9ded7", DARK),
}
PAINTS = (*STEPS, *PATTERNS.values())


def paint_of(status: Status, value: Fraction | None, unit: str) -> Paint:
    """The paint of an observation; one without a value has its status' own, whatever the scale.

    :raises ValueError: a status that carries a value came without one.
    """
    if status in WITHOUT_VALUE:
        return PATTERNS[status]
    if value is None:
        raise ValueError(f"an observation that is {status.value} has a value")
    return STEPS[sum(value >= limit for limit in LIMITS[unit])]


def spans(unit: str) -> Sequence[tuple[Fraction | int | None, Fraction | int | None]]:
    """From and to of each step; the first is open below, and the last above, where the unit has no end there."""
    limits = LIMITS[unit]
    first, last = {"percent": (0, 100), "index": (0, 1)}.get(unit, (0, None))
    return list(zip((first, *limits), (*limits, last), strict=True))
