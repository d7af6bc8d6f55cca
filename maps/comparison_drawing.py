"""The drawings of a comparison: each period's map and that of the change in one frame; and both periods as one SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from flask import render_template

from maps import comparison_wording, drawing, wording
from maps.comparison import Comparison
from maps.drawing import Line, Sheet
from maps.scene import Place, Scene
from maps.shapes import WIDTH
from portal.i18n import language

GAP = 80.0
WIDE = 2 * WIDTH + GAP
LEFT = 16.0
TITLE, BIG, TEXT = 54, 44, 34  # sizes of letters
LETTER = 0.53  # the width of a letter, as a share of its size
STEP = 1.5  # from line to line, in sizes


@dataclass(frozen=True)
class Panel:
    """A map of a comparison: places alone, on a sheet that begins at its top."""

    scene: Scene
    sheet: Sheet
    left: float = 0.0

    @property
    def key(self) -> str:
        return self.sheet.key


@dataclass(frozen=True)
class Poster:
    """Both periods side by side."""

    height: float
    top: float  # where the maps begin
    heading: list[Line]
    panels: list[Panel]
    subtitles: list[Line]
    scale: list[Line]
    reasons: list[Line]
    notes: list[Line]


def lay_out_panels(found: Comparison) -> list[Panel]:
    """The earlier period, the later one and the change, as far as they are there; every village in its one place."""
    panels = [_panel(scene, found, key) for scene, key in ((found.earlier, "before"), (found.later, "after")) if scene]
    return panels + ([_panel_of_change(found.change, found)] if found.change else [])


def _panel(scene: Scene, found: Comparison, key: str) -> Panel:
    """Laid out together with the other period's villages, which are then left out: so both have one frame."""
    sheet = drawing.lay_out(replace(scene, places=[*scene.places, *_others(scene, found)]), bare=True)
    kept = replace(sheet, shapes=sheet.shapes[: len(scene.drawn)], key=key)
    return Panel(scene, kept)


def _others(scene: Scene, found: Comparison) -> list[Place]:
    here = {place.village.id for place in scene.places}
    return [place for other in found.scenes for place in other.places if place.village.id not in here]


def _panel_of_change(scene: Scene, found: Comparison) -> Panel:
    """Each village titled with what became of it."""
    panel = _panel(scene, found, "change")
    titles = {pair.place.id: comparison_wording.label(pair, scene.indicator) for pair in found.pairs}
    shapes = [
        replace(shape, title=titles.get(place.village.id, shape.title))
        for shape, place in zip(panel.sheet.shapes, scene.drawn, strict=True)
    ]
    return replace(panel, sheet=replace(panel.sheet, shapes=shapes))


def draw(found: Comparison, address: str) -> str:
    """Both periods in one drawing, in the language of the answer.

    :param address: of the page it is from, which is written on it.
    """
    poster = _lay_out(found, address)
    words = {"title": comparison_wording.title(found), "description": _describe(found)}
    return render_template("maps/compare.svg", poster=poster, width=round(WIDE), lang=language(), **words)


def _describe(found: Comparison) -> str:
    headings = [comparison_wording.heading(scene) for scene in found.scenes]
    return " ".join(
        [
            *(f"{text}." for text in headings if text),
            comparison_wording.summary(found),
            *comparison_wording.notes(found),
        ]
    )


def _lay_out(found: Comparison, address: str) -> Poster:
    heading = _lines(_wrapped([comparison_wording.title(found)], TITLE), 70, TITLE)
    y = heading[-1].y + BIG * 2
    panels = lay_out_panels(found)[: len(found.scenes)]
    panels = [replace(panel, left=n * (WIDTH + GAP)) for n, panel in enumerate(panels)]
    subtitles = [Line(panel.left + LEFT, y, comparison_wording.heading(panel.scene)) for panel in panels]
    top = y + 24
    below = top + max(panel.sheet.bottom for panel in panels) + 24
    scale, reasons, below = _legend(found.later, below)
    texts = [comparison_wording.summary(found), " ".join(notes_of(found, panels)), address]
    notes = _lines(_wrapped(texts, TEXT), below + TEXT * 1.2, TEXT)
    return Poster(notes[-1].y + TEXT, top, heading, panels, subtitles, scale, reasons, notes)


def notes_of(found: Comparison, panels: Sequence[Panel]) -> list[str]:
    """What a reader must know besides the colours."""
    moved = any(panel.sheet.moved for panel in panels)
    return comparison_wording.notes(found) + ([wording.moved_apart()] if moved else [])


def _wrapped(texts: Sequence[str], size: float) -> list[str]:
    letters = int((WIDE - 2 * LEFT) / size / LETTER)
    return [line for text in texts for line in wrap(text, letters)]


def _lines(texts: Sequence[str], y: float, size: float) -> list[Line]:
    return [Line(LEFT, y + n * size * STEP, text) for n, text in enumerate(texts)]


def _legend(scene: Scene, y: float) -> tuple[list[Line], list[Line], float]:
    """The common scale in a row, beside it the reasons why there is no value below each other, and where both end."""
    legend = wording.legend(scene)
    steps = len(scene.scale.steps)
    scale = [Line(LEFT + n * 240, y, text, paint) for n, (paint, text) in enumerate(legend[:steps])]
    left = LEFT + steps * 240 + 40
    reasons = [Line(left, y + n * 60, text, paint) for n, (paint, text) in enumerate(legend[steps:])]
    return scale, reasons, y + max(120, 60 * len(reasons)) + 20
