"""Two maps side by side in one drawing: one title, one legend, one foot; what is laid out for both kinds of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template

from maps import wording
from maps.colours import Paint
from maps.passages import Line, Passage, lay
from maps.plotting import Circle, Plot, Shape
from maps.scene import Scene
from maps.shapes import WIDTH
from portal.formats.letters import measure
from portal.i18n import language

GAP = 80.0
WIDE = 2 * WIDTH + GAP
LEFT = 16.0
TITLE, BIG, TEXT, SMALL = 48, 42, 34, 30  # sizes of letters
BAND, SWATCH, ROW = 70.0, 84.0, 60.0
SOFT = "#47524f"


@dataclass(frozen=True)
class Panel:
    """One of the maps; ids of its parts begin with its key."""

    scene: Scene
    plot: Plot
    key: str
    left: float = 0.0

    @property
    def shapes(self) -> list[Shape]:
        return self.plot.shapes

    @property
    def circles(self) -> list[Circle]:
        return self.plot.circles

    @property
    def outline(self) -> str:
        return self.plot.outline


@dataclass(frozen=True)
class Words:
    """What is written on a poster besides the maps and the legend; ``heads`` stand over the maps."""

    title: str
    heads: Sequence[str]
    said: Sequence[str]
    credit: Sequence[str]
    illustrative: bool
    description: str


@dataclass(frozen=True)
class Poster:
    """``top`` is where the maps begin, ``band`` says that the figures are made up."""

    height: float
    top: float
    panels: list[Panel]
    passages: list[Passage]
    band: Line | None
    legend: list[Line]


def draw(panels: Sequence[Panel], words: Words, together: Scene | None) -> str:
    """The maps with their words as one SVG, in the language of the answer; the parameters as of ``compose``."""
    poster, told = compose(panels, words, together), {"title": words.title, "description": words.description}
    return render_template("maps/poster.svg", poster=poster, width=round(WIDE), lang=language(), **told)


def compose(panels: Sequence[Panel], words: Words, together: Scene | None) -> Poster:
    """The maps with their words.

    :param together: a scene whose legend is that of all maps; None where there is none.
    """
    title = _text([words.title], 16, TITLE, weight=600)
    y = title.end(0) + 20
    band = Line(LEFT, y, wording.made_up()) if words.illustrative else None
    y += BAND + 10 if band else 0
    placed = [replace(panel, left=number * (WIDTH + GAP)) for number, panel in enumerate(panels)]
    pairs = zip(placed, words.heads, strict=True)
    heads = [lay([text], y, BIG, left=panel.left + LEFT, width=WIDTH - LEFT) for panel, text in pairs]
    top = max((head.end(y) for head in heads), default=y) + 20
    below = top + max((panel.plot.height for panel in placed), default=0) + 24
    legend, below = _legend(together, below) if together else ([], below)
    said = _text([text for text in words.said if text], below, TEXT)
    credit = _text([text for text in words.credit if text], said.end(below) + 10, SMALL, ink=SOFT)
    return Poster(credit.end(below) + 20, top, placed, [title, *heads, said, credit], band, legend)


def _text(texts: Sequence[str], y: float, size: float, weight: int = 400, **look: str) -> Passage:
    return lay(texts, y, size, left=LEFT, width=WIDE - 2 * LEFT, weight=weight, **look)


def _legend(scene: Scene, y: float) -> tuple[list[Line], float]:
    """The common scale in a row, below it the reasons why there is no value, and where both end."""
    legend, steps = wording.legend(scene), len(scene.scale.steps)
    return [*_row(legend[:steps], y), *_row(legend[steps:], y + ROW)], y + 2 * ROW


def _row(entries: Sequence[tuple[Paint, str]], y: float) -> list[Line]:
    """Texts with a swatch to the left of each, as far apart as they are wide."""
    found, left = [], LEFT
    for paint, text in entries:
        found.append(Line(round(left + SWATCH, 1), y + 34, text, paint))
        left += SWATCH + measure(text, TEXT) + 40
    return found
