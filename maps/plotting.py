"""A scene's villages as shapes with their words, and the circles of its layer: what is where, in units of a drawing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from maps import gap_words, labels, wording
from maps.colours import Paint
from maps.dots import Dots, set_dots
from maps.forms import Kind
from maps.labels import Label
from maps.scene import Place, Scene, View
from maps.shapes import (
    MARGIN,
    Cells,
    Frame,
    Ring,
    disc,
    fit,
    label_spot,
    path,
    rings_of,
    snap,
)
from maps.thinning import thin
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.formats import format_number

DOT_MARGIN = 40.0  # beside dots, which reach farther than their points
NAMED_DOTS = 120  # dots that have names beside them, at most
FINEST = 0.1  # units: the grid that outlines are set on
CIRCLES = 1.4  # units of a drawing in a pixel of a screen, for circles
KIND = re.compile(r"^(?:thôn|bản|làng|buôn|ấp|khu phố|hamlet|village)\s+(?=\D)", re.IGNORECASE)
GROUP = re.compile(r"^(?:tổ dân phố|residential group)\s+", re.IGNORECASE)


Written = tuple[list[Label], list[Label]]
"""A village's words inside and beside its shape."""


@dataclass(frozen=True)
class Shape:
    """A village on the sheet.

    :param labels: inside the shape; ``beside`` it, dark on what is around.
    :param marked: whether it is the one that the reader asked for.
    :param dot: it lies over the commune's outline; an area lies under it.
    """

    path: str
    paint: Paint
    title: str
    labels: list[Label]
    beside: list[Label]
    marked: bool = False
    dot: bool = False

    @property
    def patterned(self) -> bool:
        """Words over it need a light ground of their own."""
        return self.paint.fill.startswith("url(")


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float

    @property
    def disc(self) -> labels.Disc:
        return self.x, self.y, self.radius


@dataclass(frozen=True)
class Plot:
    """Villages, circles, the commune's outline over them, and how high it all is.

    :param moved: whether dots had to be moved apart.
    :param shortened: whether a name is written short.
    """

    shapes: list[Shape] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    outline: str = ""
    height: float = 0.0
    moved: bool = False
    shortened: bool = False
    key: str = "map"  # as of ``drawing.Sheet``


def plot(scene: Scene, *, written: bool = True) -> Plot:
    """Lay a scene out.

    :param written: whether names and figures are wanted: finding room for them is most of the work.
    """
    outlines = [rings_of(place.placing.geometry) for place in scene.drawn if place.placing]
    around = rings_of(scene.boundary.geometry) if scene.boundary else []
    everything = [ring for rings in [*outlines, around] for ring in rings]
    if not everything:
        return Plot()
    frame = fit(everything, DOT_MARGIN if any(map(_is_point, scene.drawn)) else MARGIN)
    dots = _set_dots(scene, outlines, frame)
    areas, border = _areas(scene, [*outlines, around], dots, frame)
    circles = _circles(scene, areas)
    words: list[Written] = [([], []) for _area in areas]
    shortened = False
    if written:
        words, shortened = _write_alike(scene, areas, [*map(circles.get, range(len(areas)))], dots, frame.height)
    shapes = [_shape(*each, scene) for each in zip(scene.drawn, areas, words, strict=True)]
    largest_first = sorted(circles.values(), key=lambda circle: -circle.radius)
    return Plot(shapes, largest_first, path(border), frame.height, dots.moved, shortened)


def list_drawn_notes(plots: Sequence[Plot]) -> list[str]:
    """What must be said of how maps are drawn."""
    moved = [wording.moved_apart()] if any(found.moved for found in plots) else []
    return moved + ([wording.short_names()] if any(found.shortened for found in plots) else [])


def _areas(scene: Scene, outlines: Sequence[Sequence[Ring]], dots: Dots, frame: Frame) -> tuple[list[Cells], Cells]:
    """What each village covers, and the commune's outline, which is the last of the outlines."""
    dotted = [_is_point(place) for place in scene.drawn]
    snapped = [
        [] if is_dot else snap(rings, frame, FINEST) for is_dot, rings in zip([*dotted, False], outlines, strict=True)
    ]
    *areas, border = thin(snapped)
    discs = (disc(spot, dots.radius) for spot in dots.spots)
    return [next(discs) if is_dot else cells for is_dot, cells in zip(dotted, areas, strict=True)], border


def _set_dots(scene: Scene, outlines: Sequence[Sequence[Ring]], frame: Frame) -> Dots:
    points = [rings[0][0] for place, rings in zip(scene.drawn, outlines, strict=True) if _is_point(place)]
    return set_dots([frame.place(point) for point in points], frame.height)


def _is_point(place: Place) -> bool:
    return place.placing is not None and place.placing.kind is Kind.POINT


def _shape(place: Place, cells: Cells, words: tuple[list[Label], list[Label]], scene: Scene) -> Shape:
    marked = scene.chosen is not None and place.village.id == scene.chosen.village.id
    return Shape(path(cells), place.paint, wording.place_title(place, scene), *words, marked, _is_point(place))


def _write_alike(
    scene: Scene, areas: Sequence[Cells], circles: Sequence[Circle | None], dots: Dots, height: float
) -> tuple[list[Written], bool]:
    """The words of each village, and whether names are short: of groups that are numbered, all or none of them."""
    names = [_names(localized(place.village)) for place in scene.drawn]
    full = _write(scene, names, areas, circles, dots, height)
    written = {label.text for inside, beside in full for label in [*inside, *beside]}
    if all(kinds[0] in written for kinds in names) or all(kinds[0] == kinds[-1] for kinds in names):
        return full, False
    short = _write(scene, [kinds[1:] or kinds for kinds in names], areas, circles, dots, height)
    return short, any(label.text.startswith(f"{_group()} ") for each in short for label in [*each[0], *each[1]])


def _write(
    scene: Scene,
    names: Sequence[Sequence[str]],
    areas: Sequence[Cells],
    circles: Sequence[Circle | None],
    dots: Dots,
    height: float,
) -> list[Written]:
    """Never over a circle; names beside dots where there are no shapes in the way."""
    figures = [_number(place, scene) for place in scene.drawn]
    inside = [
        labels.write_inside(
            cells, labels.choices([] if _is_point(place) else called, figure), circle.disc if circle else None
        )
        for place, cells, called, figure, circle in zip(scene.drawn, areas, names, figures, circles, strict=True)
    ]
    if len(dots.spots) != len(inside) or len(inside) > NAMED_DOTS:
        return [(words, []) for words in inside]
    lacking = ["" if words else figure for figure, words in zip(figures, inside, strict=True)]
    wanted = [labels.choices(called, figure) for called, figure in zip(names, lacking, strict=True)]
    reach = [max(dots.radius, circle.radius if circle else 0.0) for circle in circles]
    discs = [(x, y, radius) for (x, y), radius in zip(dots.spots, reach, strict=True)]
    return list(zip(inside, labels.write_beside(discs, wanted, height), strict=True))


def _names(name: str) -> list[str]:
    """As a map may write it, the full name first: ``Tổ dân phố 7``, ``TDP 7``; ``Thôn Bình An``, ``Bình An``."""
    return list(dict.fromkeys([name, KIND.sub("", name), GROUP.sub(f"{_group()} ", name)]))


def _group() -> str:
    return _("TDP")


def _number(place: Place, scene: Scene) -> str:
    """The bare figure as it is written on the place; nothing where there is none."""
    if place.figure is None:
        return ""
    if scene.view is View.VALUE and place.observation is not None and place.observation.value is not None:
        return format_number(place.observation.value, scene.indicator.decimals)
    return format_number(place.figure, scene.indicator.decimals, sign=True)


def _circles(scene: Scene, areas: Sequence[Cells]) -> dict[int, Circle]:
    """In the middle of each village that lacks something, by its number among those drawn."""
    if scene.gaps is None:
        return {}
    lacking = [scene.gaps.lacking.get(place.village.id) for place in scene.drawn]
    spots = [(n, label_spot(cells), count) for n, (cells, count) in enumerate(zip(areas, lacking, strict=True))]
    return {n: Circle(round(s.x, 1), round(s.y, 1), radius(count)) for n, s, count in spots if s and count}


def radius(households: int) -> float:
    """Of a circle, in units of a drawing."""
    return round(gap_words.radius(households) * CIRCLES, 1)
