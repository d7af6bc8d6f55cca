"""The map as SVG: what goes where on the sheet. Presentation attributes only, as the content policy has no styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from flask import render_template

from maps import wording
from maps.colours import Paint
from maps.dots import Dots, set_dots
from maps.forms import Kind
from maps.scene import Place, Scene, View
from maps.shapes import MARGIN, WIDTH, Cells, Frame, Ring, choose_grid, disc, fit, label_spot, path, rings_of, snap
from portal.i18n import language
from portal.i18n.formats import format_number

TITLE_SIZE, TEXT_SIZE, LABEL_SIZE = 38, 30, 25
TITLE_LETTERS, TEXT_LETTERS = 43, 60  # that fit a line, at these sizes
LABEL_ROOM = 0.56  # the width of a letter, as a share of its size
LEFT, SWATCH = 16, 44
DOT_MARGIN = 40.0  # beside dots, which reach farther than their points


@dataclass(frozen=True)
class Shape:
    """A village on the sheet."""

    path: str
    paint: Paint
    title: str
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A line of text, with the swatch of the legend it explains where there is one."""

    x: float
    y: float
    text: str
    paint: Paint | None = None


@dataclass(frozen=True)
class Sheet:
    height: float
    top: float  # where the map begins
    shapes: list[Shape]
    outline: str
    heading: list[Line]
    scale: list[Line]
    reasons: list[Line]
    notes: list[Line]
    bottom: float = 0.0  # where the map ends
    moved: bool = False  # whether dots were moved apart
    key: str = "map"  # what the ids of its parts begin with: another one for each of several sheets in a drawing


def draw(scene: Scene, *, bare: bool = False) -> str:
    """The drawing in the language of the answer; ``bare`` leaves out heading and legend, never a note."""
    sheet = lay_out(scene, bare=bare)
    return render_template("maps/map.svg", scene=scene, sheet=sheet, wording=wording, lang=language())


def lay_out(scene: Scene, *, bare: bool = False) -> Sheet:
    """Heading, map, legend and notes, from top to bottom."""
    heading = [] if bare else _lines(wrap(wording.title(scene), TITLE_LETTERS), 48, TITLE_SIZE * 1.25)
    top = heading[-1].y + 24 if heading else 0
    shapes, outline, height, moved = _draw_places(scene)
    scale, reasons, below = ([], [], top + height) if bare else _lay_out_legend(scene, top + height + 24)
    said = wrap(" ".join([*wording.notes(scene), *([wording.moved_apart()] if moved else [])]), TEXT_LETTERS)
    notes = _lines(said, below + TEXT_SIZE * 1.2, TEXT_SIZE * 1.35)
    end = below + TEXT_SIZE * (1.35 * len(notes) + 0.5)
    return Sheet(end, top, shapes, outline, heading, scale, reasons, notes, top + height, moved)


def _lay_out_legend(scene: Scene, y: float) -> tuple[list[Line], list[Line], float]:
    """The scale in a row, the reasons below it one by one, and where they end."""
    legend = wording.legend(scene)
    steps = len(scene.scale.steps)
    scale = [Line(LEFT + n * 194, y, text, paint) for n, (paint, text) in enumerate(legend[:steps])]
    y += SWATCH + 62
    reasons = [Line(LEFT, y + n * 58, text, paint) for n, (paint, text) in enumerate(legend[steps:])]
    return scale, reasons, y + len(reasons) * 58


def _lines(texts: list[str], y: float, step: float) -> list[Line]:
    return [Line(LEFT, y + n * step, text) for n, text in enumerate(texts)]


def _draw_places(scene: Scene) -> tuple[list[Shape], str, float, bool]:
    """The villages, the commune's outline over them, how high both are, and whether dots had to be moved apart."""
    outlines = [rings_of(place.placing.geometry) for place in scene.drawn if place.placing]
    around = rings_of(scene.boundary.geometry) if scene.boundary else []
    everything = [ring for rings in [*outlines, around] for ring in rings]
    if not everything:
        return [], "", 0, False
    frame = fit(everything, DOT_MARGIN if any(map(_is_point, scene.drawn)) else MARGIN)
    grid = choose_grid([*outlines, around], frame)
    dots = _set_dots(scene, outlines, frame)
    discs = (disc(spot, dots.radius) for spot in dots.spots)
    areas = [
        next(discs) if _is_point(place) else snap(rings, frame, grid)
        for place, rings in zip(scene.drawn, outlines, strict=True)
    ]
    shapes = [_draw_place(place, scene, cells) for place, cells in zip(scene.drawn, areas, strict=True)]
    return shapes, path(snap(around, frame, grid)), frame.height, dots.moved


def _set_dots(scene: Scene, outlines: Sequence[Sequence[Ring]], frame: Frame) -> Dots:
    points = [rings[0][0] for place, rings in zip(scene.drawn, outlines, strict=True) if _is_point(place)]
    return set_dots([frame.place(point) for point in points], frame.height)


def _is_point(place: Place) -> bool:
    return place.placing is not None and place.placing.kind is Kind.POINT


def _draw_place(place: Place, scene: Scene, cells: Cells) -> Shape:
    number = _number(place, scene)
    spot = label_spot(cells)
    room = len(number) * LABEL_SIZE * LABEL_ROOM + 8
    fits = spot is not None and spot.width >= room
    return Shape(
        path=path(cells),
        paint=place.paint,
        title=wording.label(place, scene),
        label=number if fits else "",
        x=round(spot.x, 1) if spot else WIDTH / 2,
        y=round(spot.y + LABEL_SIZE * 0.35, 1) if spot else 0,
    )


def _number(place: Place, scene: Scene) -> str:
    """The bare figure as it is written on the place; nothing where there is none."""
    if place.figure is None:
        return ""
    if scene.view is View.VALUE:
        return format_number(place.observation.value if place.observation else None, scene.indicator.decimals)
    return format_number(place.figure, scene.indicator.decimals, sign=True)
