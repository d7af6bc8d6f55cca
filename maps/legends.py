"""A drawing's legend: on the left the scale, on the right why a place may have no value, then the circles' sizes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maps import gap_words, wording
from maps.colours import Paint
from maps.passages import Line, lay
from maps.plotting import Circle, radius
from maps.scene import Scene

BESIDE, ROW, PAD = 74.0, 50.0, 12.0  # a text from its swatch, the least height of both, and what is free below
BETWEEN = 24.0  # the columns


@dataclass(frozen=True)
class Legend:
    """``lines`` with a paint have a swatch to their left; ``height`` is where it ends."""

    lines: list[Line]
    circles: list[Circle]
    height: float


def lay_legend(scene: Scene, y: float, *, left: float, width: float, size: float) -> Legend:
    """All steps and reasons, whatever the figures are, so that maps can be compared."""
    entries, steps = wording.legend(scene), len(scene.scale.steps)
    column = (width - BETWEEN) / 2
    scale, end = _column(entries[:steps], left, y, column, size)
    reasons, below = _column(entries[steps:], left + column + BETWEEN, y, column, size)
    if scene.gaps is None:
        return Legend(scale + reasons, [], max(end, below))
    sizes = _sizes(gap_words.title(scene.gaps), left + column + BETWEEN, below, column, size)
    return Legend([*scale, *reasons, *sizes.lines], sizes.circles, max(end, sizes.height))


def _column(
    entries: Sequence[tuple[Paint, str]], left: float, y: float, width: float, size: float
) -> tuple[list[Line], float]:
    found: list[Line] = []
    for paint, text in entries:
        first, *more = lay([text], y, size, left=left + BESIDE, width=width - BESIDE).lines
        found += [replace(first, paint=paint), *more]
        y = max(y + ROW, (more or [first])[-1].y + PAD + size * 0.3)
    return found, y


def _sizes(title: str, left: float, y: float, width: float, size: float) -> Legend:
    """Circles to compare with, under the words for what they count."""
    said = lay([title], y, size, left=left, width=width)
    y, largest = said.end(y) + PAD, radius(gap_words.SHOWN[-1])
    lines, circles = list(said.lines), []
    for households in gap_words.SHOWN:
        out = radius(households)
        half = max(out, size * 0.6)
        circles.append(Circle(left + largest, round(y + half, 1), out))
        lines.append(Line(left + 2 * largest + 14, round(y + half + size * 0.35, 1), gap_words.count_text(households)))
        y += 2 * half + PAD / 2
    return Legend(lines, circles, y)
