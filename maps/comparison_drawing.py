"""The drawings of a comparison: each period's map and that of the change in one frame; and both periods as one SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template

from maps import comparison_wording, wording
from maps.colours import Paint
from maps.comparison import Comparison
from maps.letters import measure
from maps.passages import Line, Passage, lay
from maps.plotting import Circle, Plot, Shape, plot
from maps.scene import Place, Scene
from maps.shapes import WIDTH
from portal.i18n import language

GAP = 80.0
WIDE = 2 * WIDTH + GAP
LEFT = 16.0
TITLE, BIG, TEXT, SMALL = 48, 42, 34, 30  # sizes of letters
BAND, SWATCH, ROW = 70.0, 84.0, 60.0
SOFT = "#47524f"


@dataclass(frozen=True)
class Panel:
    """A map of a comparison; ids of its parts begin with its key."""

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
class Poster:
    """Both periods side by side; ``top`` is where the maps begin, ``band`` says that the figures are made up."""

    height: float
    top: float
    panels: list[Panel]
    passages: list[Passage]
    band: Line | None
    legend: list[Line]


def lay_out_panels(found: Comparison) -> list[Panel]:
    """The earlier period, the later one and the change, as far as they are there; every village in its one place."""
    panels = [_panel(scene, found, key) for scene, key in ((found.earlier, "before"), (found.later, "after")) if scene]
    return panels + ([_panel_of_change(found.change, found)] if found.change else [])


def _panel(scene: Scene, found: Comparison, key: str) -> Panel:
    """Laid out together with the other period's villages, which are then left out: so both have one frame."""
    laid = plot(replace(scene, places=[*scene.places, *_others(scene, found)]))
    return Panel(scene, replace(laid, shapes=laid.shapes[: len(scene.drawn)]), key)


def _others(scene: Scene, found: Comparison) -> list[Place]:
    here = {place.village.id for place in scene.places}
    return [place for other in found.scenes for place in other.places if place.village.id not in here]


def _panel_of_change(scene: Scene, found: Comparison) -> Panel:
    """Each village titled with what became of it."""
    panel = _panel(scene, found, "change")
    titles = {pair.place.id: comparison_wording.label(pair, scene.indicator) for pair in found.pairs}
    shapes = [
        replace(shape, title=titles.get(place.village.id, shape.title))
        for shape, place in zip(panel.shapes, scene.drawn, strict=True)
    ]
    return replace(panel, plot=replace(panel.plot, shapes=shapes))


def notes_of(found: Comparison, panels: Sequence[Panel]) -> list[str]:
    """What a reader must know besides the colours."""
    moved = [wording.moved_apart()] if any(panel.plot.moved for panel in panels) else []
    shortened = [wording.short_names()] if any(panel.plot.shortened for panel in panels) else []
    return [*comparison_wording.notes(found), *moved, *shortened]


def draw(found: Comparison, address: str) -> str:
    """Both periods in one drawing, in the language of the answer.

    :param address: of the page it is from, which is written on it.
    """
    words = {"title": comparison_wording.title(found), "description": comparison_wording.describe(found)}
    poster = _lay_out(found, address)
    return render_template("maps/compare.svg", poster=poster, width=round(WIDE), lang=language(), **words)


def _lay_out(found: Comparison, address: str) -> Poster:
    title = _text([comparison_wording.title(found)], 16, TITLE, weight=600)
    y = title.end(0) + 20
    band = Line(LEFT, y, wording.made_up()) if found.illustrative else None
    y += BAND + 10 if band else 0
    panels = lay_out_panels(found)[: len(found.scenes)]
    panels = [replace(panel, left=n * (WIDTH + GAP)) for n, panel in enumerate(panels)]
    heads = [
        lay([comparison_wording.heading(panel.scene)], y, BIG, left=panel.left + LEFT, width=WIDTH - LEFT)
        for panel in panels
    ]
    top = max(head.end(y) for head in heads) + 20
    legend, below = _legend(found.later, top + max(panel.plot.height for panel in panels) + 24)
    foot = _foot(found, panels, below, address)
    return Poster(foot[-1].end(below) + 20, top, panels, [title, *heads, *foot], band, legend)


def _foot(found: Comparison, panels: Sequence[Panel], y: float, address: str) -> list[Passage]:
    """How many rose and fell and what must be known; whose figures these are and where they stand."""
    notes = " ".join(note for note in notes_of(found, panels) if note != wording.made_up())
    said = _text([text for text in (comparison_wording.summary(found), notes) if text], y, TEXT)
    credit = " ".join(text for text in comparison_wording.credits(found) if text)
    return [said, _text([credit, address], said.end(y) + 10, SMALL, ink=SOFT)]


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
