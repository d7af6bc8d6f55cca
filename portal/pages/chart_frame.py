"""The measures of a trend chart: from months and values to the coordinates of the SVG's view box."""

from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 76, 14, 64, 44  # room for letters that phones show larger
LABEL = 24  # the least distance between two lines of text
LETTER = 11.5  # how wide a letter is, about


@dataclass(frozen=True)
class Frame:
    """From months (``12 × year + month``), or days by number, and values to the view box."""

    width: int
    height: int
    first: int
    last: int
    low: float
    high: float
    top: int = TOP

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def bottom(self) -> int:
        return self.height - BOTTOM

    def x(self, month: float) -> float:
        span = self.last - self.first
        share = (month - self.first) / span if span else 0.5
        return round(LEFT + 8 + share * (self.width - LEFT - RIGHT - 16), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.height - BOTTOM - share * (self.height - self.top - BOTTOM), 1)


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    status: str  # or what else its mark says: restated
