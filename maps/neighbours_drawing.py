"""The drawings of two communes beside each other: each in its own frame, and both as one SVG with one legend."""

from dataclasses import dataclass, replace
from textwrap import wrap

from flask import render_template

from maps import drawing, neighbours_wording, wording
from maps.drawing import Line, Sheet
from maps.neighbours import Beside
from maps.scene import Scene
from maps.shapes import WIDTH
from portal.i18n import language

GAP = 80.0
WIDE = 2 * WIDTH + GAP
LEFT = 16.0
TITLE, BIG, TEXT = 54, 44, 34  # sizes of letters
LETTER = 0.53  # the width of a letter, as a share of its size
STEP = 1.5  # from line to line, in sizes
SWATCH, REASON = 240, 60  # from step to step of the legend, from reason to reason


@dataclass(frozen=True)
class Panel:
    """One commune's map; ``height`` is of its places alone."""

    scene: Scene
    sheet: Sheet
    left: float

    @property
    def height(self) -> float:
        return self.sheet.bottom


@dataclass(frozen=True)
class Poster:
    height: float
    top: float  # where the maps begin
    heading: list[Line]
    panels: list[Panel]
    subtitles: list[Line]
    scale: list[Line]
    reasons: list[Line]
    notes: list[Line]


def lay_out_panels(found: Beside) -> list[Panel]:
    return [
        Panel(scene, replace(drawing.lay_out(scene, bare=True), key=f"map-{number}"), number * (WIDTH + GAP))
        for number, scene in enumerate(found.scenes)
    ]


def list_notes(found: Beside, panels: list[Panel]) -> list[str]:
    """What must be said below the maps, beside what lacks."""
    moved = [wording.moved_apart()] if any(panel.sheet.moved for panel in panels) else []
    return [*neighbours_wording.notes(found), *moved]


def draw(found: Beside, address: str) -> str:
    """Both maps in one drawing, in the language of the answer.

    :param address: of the page it is from, which is written on it.
    """
    words = {"title": neighbours_wording.title(found), "description": neighbours_wording.description(found)}
    poster = _lay_out(found, address)
    return render_template("maps/compare.svg", poster=poster, width=round(WIDE), lang=language(), **words)


def _lay_out(found: Beside, address: str) -> Poster:
    panels = lay_out_panels(found)
    heading = _lines([neighbours_wording.title(found)], 70, TITLE)
    y = heading[-1].y + BIG * 2
    subtitles = [Line(panel.left + LEFT, y, neighbours_wording.heading(panel.scene)) for panel in panels]
    top = y + 24
    below = max((top + panel.height + 24 for panel in panels), default=y - BIG)
    scale, reasons, below = _legend(found, below)
    said = [*neighbours_wording.lacking(found), *list_notes(found, panels)]
    notes = _lines([" ".join(said), address], below + TEXT * 1.2, TEXT)
    return Poster(notes[-1].y + TEXT, top, heading, panels, subtitles, scale, reasons, notes)


def _lines(texts: list[str], y: float, size: float) -> list[Line]:
    """The texts below each other, as many lines each as it needs."""
    letters = int((WIDE - 2 * LEFT) / size / LETTER)
    wrapped = [line for text in texts for line in wrap(text, letters)]
    return [Line(LEFT, y + n * size * STEP, text) for n, text in enumerate(wrapped)]


def _legend(found: Beside, y: float) -> tuple[list[Line], list[Line], float]:
    """The common scale in a row, beside it the reasons why there is no value below each other, and where both end."""
    if found.together is None:
        return [], [], y
    legend = wording.legend(found.together)
    steps = len(found.together.scale.steps)
    left = LEFT + steps * SWATCH + 40
    scale = [Line(LEFT + n * SWATCH, y, text, paint) for n, (paint, text) in enumerate(legend[:steps])]
    reasons = [Line(left, y + n * REASON, text, paint) for n, (paint, text) in enumerate(legend[steps:])]
    return scale, reasons, y + max(120, REASON * len(reasons)) + 20
