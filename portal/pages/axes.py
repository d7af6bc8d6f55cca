"""Ticks of an axis: round numbers that suit the range."""

import math
from collections.abc import Sequence

STEPS = (1, 2, 2.5, 5, 10)
INTERVALS = 4
BOUNDS = {"percent": (0, 100), "index": (0, 1), "count": (0, math.inf), "count-per-year": (0, math.inf)}
FINEST = {"percent": 0.1, "index": 0.001, "count": 1, "count-per-year": 1}


def nice_ticks(low: float, high: float, *, unit: str) -> list[float]:
    """Round values from at or below ``low`` to at or above ``high``, within what the unit allows; at least two."""
    least, most = BOUNDS[unit]
    finest = max(FINEST[unit], abs(high) / 100)  # a flat line is drawn flat, not as a mountain range
    step = _step(max(high - low, finest * INTERVALS), whole=unit.startswith("count"))
    start, end = math.floor(_tidy(low / step)), math.ceil(_tidy(high / step))
    if start == end:
        start, end = start - 1, end + 1
    ticks = [_tidy(i * step) for i in range(start, end + 1)]
    return [tick for tick in ticks if least <= tick <= max(most, high)]


def _step(span: float, *, whole: bool) -> float:
    rough = span / INTERVALS
    unit = 10 ** math.floor(math.log10(rough))
    step = next(s * unit for s in STEPS if s * unit >= rough * 0.999)
    return max(math.ceil(step), 1) if whole else step


def tick_decimals(ticks: Sequence[float]) -> int:
    """How many decimals tell the ticks apart."""
    return next((n for n in range(6) if all(abs(round(t, n) - t) < 1e-9 for t in ticks)), 6)


def _tidy(value: float) -> float:
    """Without the crumbs of binary fractions."""
    return round(value, 9)
