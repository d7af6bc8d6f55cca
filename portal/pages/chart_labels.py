"""Labels of a chart: each is put where it covers least of what stands there already."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.pages.chart_frame import LETTER, Dot, Frame

Box = tuple[float, float, float, float]
STEPS = 40  # points at which a line is looked at
NEAREST = 6  # dots whose line the newest figure's label stands near


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "middle"

    @property
    def box(self) -> Box:
        """Left, top, right, bottom, about."""
        width = LETTER * len(self.text)
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return left, self.y - 18, left + width, self.y + 5


class Placed:
    """Labels that have their place, and the figures that none should cover."""

    def __init__(self, frame: Frame, dots: Sequence[Dot]) -> None:
        self._frame = frame
        self._boxes: list[Box] = []
        for dot in dots:
            self.keep_free(dot.x, dot.y, 5)
        for one, other in pairwise(dots[-NEAREST:]):
            self.keep_line_free((one.x, one.y), (other.x, other.y))

    def keep_free(self, x: float, y: float, around: float) -> None:
        """A mark that no label should cover."""
        self._boxes.append((x - around, y - around, x + around, y + around))

    def keep_line_free(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        for step in range(STEPS + 1):
            share = step / STEPS
            self.keep_free(start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]), 3)

    def put(self, *places: Label) -> Label:
        """The first of these places, moved into the drawing, where nothing else is; else the one that covers least."""
        inside = [self._moved(place) for place in places]
        best = min(inside, key=lambda place: sum(_covered(place.box, box) for box in self._boxes))
        self._boxes.append(best.box)
        return best

    def _moved(self, place: Label) -> Label:
        left, _top, right, _bottom = place.box
        shift = max(0.0, 4 - left) + min(0.0, self._frame.width - 4 - right)
        return Label(round(place.x + shift, 1), round(max(place.y, 20), 1), place.text, place.anchor)


def _covered(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)


def around(x: float, y: float, text: str) -> list[Label]:
    """Above, below, and to both sides."""
    return [
        Label(x, y - 17, text),
        Label(x, y + 30, text),
        Label(x + 14, y + 7, text, "start"),
        Label(x - 14, y + 7, text, "end"),
        Label(x + 14, y + 34, text, "start"),
        Label(x, y + 54, text),
        Label(x, y - 38, text),
    ]
