"""The colours of a map: steps with fixed limits, and a pattern for each reason why there is no value.

The limits belong to the indicator and to what is shown of it, never to the figures at hand: a colour means the same in
every commune and month, and the limits tell nothing about a withheld cell. Each scale differs in lightness from step to
step, or in pattern where it has two sides, and stays apart for colour-blind readers and on grey paper. Values:
ColorBrewer's YlGnBu with its darker end, of shortfalls its Oranges, of changes orange lines and blues.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.domain.indicators import Indicator
from portal.domain.observations import WITHOUT_VALUE, Status

LIMITS: dict[str, tuple[Fraction | int, ...]] = {
    "percent": (50, 70, 80, 90),  # where the plans set their marks, so where places differ
    "index": (Fraction(1, 2), Fraction(7, 10), Fraction(4, 5), Fraction(9, 10)),
    "count": (1, 10, 100, 1000),
    "count-per-year": (1, 10, 100, 1000),
}
"""Where the second to fifth step begin, by unit, unless the indicator has limits of its own."""
CHANGE_LIMITS: dict[str, tuple[Fraction | int, ...]] = {
    "percent": (-5, -1, 1, 5, 10, 20),  # rates rise by 3 to 30 points a year, and hardly ever fall
    "index": tuple(Fraction(points, 100) for points in (-5, -1, 1, 5, 10, 20)),
    "count": (-10, -1, 1, 10, 100, 1000),
    "count-per-year": (-10, -1, 1, 10, 100, 1000),
}
"""Where the second to seventh step of a change begin, by unit."""
ENDS: dict[str, tuple[int, int]] = {"percent": (0, 100), "index": (0, 1)}

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
SHORTFALLS = (
    Paint("short-4", "#6f2302", LIGHT),
    Paint("short-3", "#b84605", LIGHT),
    Paint("short-2", "#f0812f", DARK),
    Paint("short-1", "#fbb878", DARK),
    Paint("reached", "#e0f7ff", DARK),
)
"""From the farthest below a target to those that have reached it."""
CHANGES = (
    Paint("fall-2", "url(#map-fall-2)", DARK),
    Paint("fall-1", "url(#map-fall-1)", DARK),
    Paint("level", "#f7f7f7", DARK),
    Paint("rise-1", "#a9cfe6", DARK),
    Paint("rise-2", "#6aa6d0", DARK),
    Paint("rise-3", "#2f79b8", LIGHT),
    Paint("rise-4", "#0b3d78", LIGHT),
)
NOT_COMPARED = Paint("not-compared", "url(#map-not-compared)", DARK)
"""Of a village with a figure that no change can be reckoned of: it was not there before, or the periods are unlike."""
PATTERNS = {
    Status.WITHHELD: Paint("withheld", "url(#map-withheld)", DARK),
    Status.MISSING: Paint("missing", "url(#map-missing)", DARK),
    Status.NOT_APPLICABLE: Paint("not-applicable", "url(#map-not-applicable)", DARK),
}
PAINTS = (*STEPS, *SHORTFALLS, *CHANGES, NOT_COMPARED, *PATTERNS.values())


@dataclass(frozen=True)
class Scale:
    """``limits`` are where each step but the first begins; ``low`` and ``high`` end the scale, None: it has no end."""

    steps: tuple[Paint, ...]
    limits: tuple[Fraction | int, ...]
    low: int | None = None
    high: int | None = None

    def paint(self, status: Status, figure: Fraction | None) -> Paint:
        """The paint of a place; one without a value has its status' own, whatever the scale.

        :raises ValueError: a status that carries a value came without one.
        """
        if status in WITHOUT_VALUE:
            return PATTERNS[status]
        if figure is None:
            raise ValueError(f"an observation that is {status.value} has a value")
        return self.steps[sum(figure >= limit for limit in self.limits)]

    @property
    def spans(self) -> Sequence[tuple[Paint, Fraction | int | None, Fraction | int | None]]:
        """Each step with where it begins and ends."""
        return list(zip(self.steps, (self.low, *self.limits), (*self.limits, self.high), strict=True))


def scale_of_values(indicator: Indicator) -> Scale:
    own = tuple(Fraction(limit) for limit in (indicator.breaks or "").split(",") if limit)
    low, high = ENDS.get(indicator.unit, (0, None))
    return Scale(STEPS, own or LIMITS[indicator.unit], low, high)


def scale_of_distances() -> Scale:
    """Of points above (or at) and below a target."""
    return Scale(SHORTFALLS, (-20, -10, -5, 0))


def scale_of_changes(indicator: Indicator) -> Scale:
    """Of what was gained and lost from one period to another."""
    return Scale(CHANGES, CHANGE_LIMITS[indicator.unit])
