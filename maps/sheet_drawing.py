"""A commune's sheet of small maps as SVG, one page A4 upright: what goes where, in tenths of a millimetre."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template

from maps import sheet_wording, wording
from maps.overview import Atlas, SmallMap
from maps.passages import Line
from maps.shapes import WIDTH
from portal.formats.letters import SEMIBOLD, fold, measure
from portal.i18n import language, localized

PAGE, TALL = 2100.0, 2970.0
EDGE, GAP = 100.0, 40.0
TITLE, NAME, VALUE, TEXT = 52, 32, 40, 26  # sizes of letters
WORDS = 0.42  # of a map's width: for what is said beside it
CODE = 200.0  # across, of the quick response code
STEP = 1.3  # from line to line, in sizes
ROW = 50.0  # of the legend


@dataclass(frozen=True)
class Cell:
    """A small map with its words; ``scale`` shrinks the map's units to the page's."""

    small: SmallMap
    name: list[Line]
    value: list[Line]
    texts: list[Line]
    left: float
    top: float
    scale: float


@dataclass(frozen=True)
class Page:
    title: list[Line]
    band: Line | None  # that the figures are made up
    heading: list[Line]
    cells: list[Cell]
    legend: list[Line]
    notes: list[Line]


def draw(atlas: Atlas, address: str, *, unit: str = "mm") -> str:
    """The sheet in the language of the answer.

    :param address: of the page it is from, which is written on it, also for cameras.
    :param unit: of the sheet's size; without one for a program that knows no paper.
    """
    return render_template(
        "maps/sheet.svg",
        atlas=atlas,
        page=lay_out(atlas, address),
        words=sheet_wording,
        wording=wording,
        code=quick_response(address),
        unit=unit,
        code_left=PAGE - EDGE - CODE,
        lang=language(),
    )


def columns(count: int) -> int:
    """How many small maps stand beside each other, so that the rows fill a page."""
    return max(1, min(4, math.ceil(math.sqrt(count * 0.6))))


def quick_response(address: str) -> tuple[int, str]:
    """The address as a quick response code: how many squares across, and the ``d`` of the path of its dark squares."""
    import qrcode  # noqa: PLC0415 - loaded with the first sheet

    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    rows = code.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, square in enumerate(row) if square]
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)


def lay_out(atlas: Atlas, address: str) -> Page:
    """From the top: title, what is said of all maps, the maps in rows; at the bottom legend, notes and source."""
    beside = PAGE - 2 * EDGE - CODE - GAP
    title = _lines(fold(sheet_wording.title(atlas), beside, TITLE, SEMIBOLD), EDGE + TITLE, TITLE)
    heading = _lines(fold(sheet_wording.when(atlas), beside, NAME), title[-1].y + NAME * 1.8, NAME)
    band, *notes = sheet_wording.notes(atlas) if atlas.illustrative else ["", *sheet_wording.notes(atlas)]
    top = max(heading[-1].y, EDGE + CODE) + GAP
    said = Line(EDGE, top, band) if band else None
    top += 90 if said else 0
    foot = [" ".join(notes), sheet_wording.source(atlas), address]
    below = _from_below([line for text in foot for line in fold(text, PAGE - 2 * EDGE, TEXT)])
    legend = _legend(atlas, (below[0].y if below else TALL - EDGE) - TEXT - 20)
    bottom = min([line.y for line in legend], default=TALL - EDGE) - GAP
    return Page(title, said, heading, _cells(atlas, top, bottom), legend, below)


def _lines(texts: Sequence[str], y: float, size: float, left: float = EDGE) -> list[Line]:
    return [Line(left, round(y + n * size * STEP, 1), text) for n, text in enumerate(texts)]


def _from_below(texts: Sequence[str]) -> list[Line]:
    """Lines of which the last stands on the page's lower margin."""
    return _lines(texts, TALL - EDGE - (len(texts) - 1) * TEXT * STEP, TEXT)


def _legend(atlas: Atlas, bottom: float) -> list[Line]:
    """A row for each scale and one for the reasons why there is no value."""
    rows = [row for legend in sheet_wording.legends(atlas) for row in _legend_rows(legend)]
    top = bottom - len(rows) * ROW
    return [replace(line, y=round(top + n * ROW, 1)) for n, row in enumerate(rows) for line in row]


def _legend_rows(legend: sheet_wording.Legend) -> list[list[Line]]:
    """The colours beside each other, after them which maps they are of; that goes on below them."""
    left, row = EDGE, []
    for paint, text in legend.steps:
        row.append(Line(round(left, 1), 0, text, paint))
        left += max(250, 70 + measure(text, TEXT) + 40)
    texts = fold(legend.only, PAGE - EDGE - left, TEXT)
    return [[*row, *(Line(round(left, 1), 0, text) for text in texts[:1])], *([Line(left, 0, t)] for t in texts[1:])]


def _cells(atlas: Atlas, top: float, bottom: float) -> list[Cell]:
    across = columns(len(atlas.maps))
    rows = max(1, math.ceil(len(atlas.maps) / across))
    width, height = (PAGE - 2 * EDGE - (across - 1) * GAP) / across, (bottom - top) / rows
    corners = [(EDGE + n % across * (width + GAP), top + n // across * height) for n in range(len(atlas.maps))]
    return [_cell(atlas, small, corner, width, height - GAP) for small, corner in zip(atlas.maps, corners, strict=True)]


def _cell(atlas: Atlas, small: SmallMap, corner: tuple[float, float], width: float, height: float) -> Cell:
    """The name above, below it what is said beside the map."""
    (left, top), tall = corner, atlas.plot.height
    name = _lines(fold(localized(small.scene.indicator, "short"), width, NAME, SEMIBOLD), top + NAME, NAME, left)
    below, words = name[-1].y, width * WORDS
    value = _lines(fold(sheet_wording.value(small.scene), words, VALUE), below + VALUE * STEP, VALUE, left)
    texts = sheet_wording.beside(atlas, small.scene)
    said = [line for text in texts for line in fold(text, words, TEXT)]
    lines = _lines(said, (value[-1].y if value else below) + TEXT * STEP, TEXT, left)
    map_top, room = below + 20, width - words
    scale = min(room / WIDTH, (top + height - map_top) / tall) if tall else 0.0
    map_left = left + words + (room - WIDTH * scale) / 2
    return Cell(small, name, value, lines, round(map_left, 1), round(map_top, 1), round(scale, 5))
