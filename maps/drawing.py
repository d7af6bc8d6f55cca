"""The map as SVG: what goes where on the sheet. Presentation attributes only, as the content policy has no styles."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import render_template

from maps import crediting, telling, wording
from maps.asking import address
from maps.legends import BESIDE, Legend, lay_legend
from maps.passages import Line, Passage, lay
from maps.plotting import Circle, Plot, Shape, list_drawn_notes, plot
from maps.scene import Scene
from maps.shapes import WIDTH
from portal.addresses import public_url
from portal.i18n import language, localized

TITLE, TEXT, SMALL = 38, 28, 23  # sizes of letters
LEFT = 16.0
ROOM = WIDTH - 2 * LEFT
GAP = 20.0
BAND = 56.0
SOFT = "#47524f"
PAPER = (714, 1040)  # A4 upright less 10 mm on each side, in pixels of 1/96 inch


@dataclass(frozen=True)
class Sheet:
    """``top`` is where the map begins.

    :param band: that the figures are made up, over the map or, without a heading, under it.
    :param marked: the line that names the village marked on the map.
    :param key: what the ids of its parts begin with: another one for each of several sheets in a drawing.
    """

    height: float
    top: float
    shapes: list[Shape]
    circles: list[Circle]
    outline: str
    heading: list[Passage]
    below: list[Passage]
    band: Line | None = None
    legend: Legend = field(default_factory=lambda: Legend([], [], 0))
    marked: Line | None = None
    key: str = "map"


def draw(scene: Scene, *, bare: bool = False) -> str:
    """The drawing in the language of the answer; ``bare`` leaves out heading and legend, never a note."""
    return render(scene, lay_out(scene, bare=bare))


def render(scene: Scene, sheet: Sheet) -> str:
    words = {"title": wording.title(scene), "description": telling.tell(scene)}
    return render_template("maps/map.svg", sheet=sheet, scale=_scale(sheet), lang=language(), **words)


def _scale(sheet: Sheet) -> float:
    """Of the sheet's units to pixels, so that a browser prints the drawing on one page A4 with its usual margins."""
    return min(PAPER[0] / WIDTH, PAPER[1] / sheet.height)


def lay_out(scene: Scene, *, bare: bool = False) -> Sheet:
    """Heading, map, legend, notes and source, from top to bottom."""
    return _lay_bare(scene) if bare else _lay_whole(scene)


def _lay_bare(scene: Scene) -> Sheet:
    found = plot(scene)
    band = _band(found.height + 8) if scene.illustrative else None
    y = found.height + (BAND + 8 if band else 0)
    notes = _text([" ".join(notes_of(scene, found))], y + 6, TEXT)
    return _sheet(found, 0, [], [notes], height=notes.end(y) + 12, band=band)


def _lay_whole(scene: Scene) -> Sheet:
    found, heading = plot(scene), _heading(scene)
    y = heading[-1].end(0) + GAP
    band = _band(y) if scene.illustrative else None
    top = y + (BAND + 8 if band else 0)
    legend = lay_legend(scene, top + found.height + GAP, left=LEFT, width=ROOM, size=TEXT)
    below = _below(scene, found, legend.height + 8)
    marked = heading[-1].lines[0] if scene.chosen else None
    return _sheet(found, top, heading, below, height=below[-1].end(0) + 16, band=band, legend=legend, marked=marked)


def _sheet(found: Plot, top: float, heading: list[Passage], below: list[Passage], **parts: object) -> Sheet:
    places = {"shapes": found.shapes, "circles": found.circles, "outline": found.outline}
    return Sheet(top=top, heading=heading, below=below, **places, **parts)  # type: ignore[arg-type]


def _heading(scene: Scene) -> list[Passage]:
    """The indicator, then place and time with the commune's figure, then the village that is marked."""
    title = _text([localized(scene.indicator)], 8, TITLE, weight=600)
    said = _text([wording.subtitle(scene), telling.whole(scene)], title.end(8) + 4, TEXT)
    if scene.chosen is None:
        return [title, said]
    chosen = [telling.chosen(scene)]
    return [title, said, lay(chosen, said.end(0) + 8, TEXT, left=LEFT + BESIDE, width=ROOM - BESIDE, weight=600)]


def _below(scene: Scene, found: Plot, y: float) -> list[Passage]:
    """What must be known, then whose figures these are and where they stand."""
    notes = _text([" ".join(notes_of(scene, found))], y, TEXT)
    return [
        notes,
        _text([crediting.tell(scene), public_url(address(scene, "show"))], notes.end(y) + 8, SMALL, ink=SOFT),
    ]


def notes_of(scene: Scene, found: Plot) -> list[str]:
    """All that must be known but what the band says."""
    return [*wording.beside_band(wording.notes(scene)), *list_drawn_notes([found])]


def _text(texts: Sequence[str], y: float, size: float, **look: object) -> Passage:
    return lay(texts, y, size, left=LEFT, width=ROOM, **look)  # type: ignore[arg-type]


def _band(y: float) -> Line:
    return Line(LEFT, y, wording.made_up())
