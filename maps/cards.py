"""A map as a picture to share, 1200 × 630: the map on the left, its most important number and its colours on the right.

It is only ever seen as PNG, so widths are reckoned in that font's own letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template

from maps import crediting, gap_words, telling, wording
from maps.asking import address
from maps.passages import Line, Passage
from maps.plotting import Plot, list_drawn_notes, plot
from maps.scene import Scene, View
from maps.shapes import WIDTH
from portal.addresses import public_url
from portal.domain.observations import Observation, Status
from portal.formats.letters import BOLD, SEMIBOLD, fold, measure, shorten
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_period, format_value
from portal.i18n.wording import status_name

ACROSS, TALL = 1200, 630
BAND = 58.0  # that the figures are made up, over all
EDGE, BETWEEN = 30.0, 34.0
MAP = 620.0  # the width of the left part
LEFT = EDGE + MAP + BETWEEN
ROOM = ACROSS - EDGE - LEFT
FOOT = TALL - 22.0
TITLE, NUMBER, TEXT, SMALL = 36.0, 76.0, 25.0, 20.0  # sizes of letters
ROW = 33.0  # of the legend, at most
SWATCH = 52.0  # from a colour to its text
SOFT = "#47524f"


@dataclass(frozen=True)
class Card:
    """``scale`` shrinks the map's units to pixels; it stands at ``corner``; ``marked`` names the village asked for."""

    places: Plot
    corner: tuple[float, float]
    scale: float
    band: str
    passages: list[Passage]
    legend: list[Line]
    row: float
    marked: Line | None


def draw(scene: Scene) -> str:
    """As SVG for ``png.render_png`` alone."""
    words = {"title": wording.title(scene), "lang": language()}
    return render_template("maps/card.svg", card=lay_out(scene), width=ACROSS, height=TALL, **words)


def lay_out(scene: Scene) -> Card:
    top = BAND + 14 if scene.illustrative else EDGE
    found = plot(scene, written=False)
    notes = _notes(scene, found)
    corner, scale = _fit(found, top, notes[0].y - SMALL - 8 if notes else FOOT - 30)
    said, marked = _words(scene, top)
    legend, row = _legend(scene, said[-1].lines[-1].y + 14, FOOT - 34)
    return Card(
        places=found,
        corner=corner,
        scale=scale,
        band=wording.made_up() if scene.illustrative else "",
        passages=[*said, Passage(SMALL, notes), Passage(SMALL, [_foot(scene)], 400, SOFT)],
        legend=legend,
        row=row,
        marked=marked,
    )


def _fit(found: Plot, top: float, bottom: float) -> tuple[tuple[float, float], float]:
    """Where the map stands, in the middle of what is free, and how much smaller than its units."""
    if not found.height:
        return (EDGE, top), 1.0
    scale = min(MAP / WIDTH, (bottom - top) / found.height)
    left, above = (MAP - WIDTH * scale) / 2, (bottom - top - found.height * scale) / 2
    return (round(EDGE + left, 1), round(top + above, 1)), round(scale, 4)


def _notes(scene: Scene, found: Plot) -> list[Line]:
    """Under the map, the last line over the foot: what must be known but what the band says, and what circles mean."""
    said = wording.beside_band(wording.notes(scene))
    text = " ".join([*said, *list_drawn_notes([found]), *_circles(scene)])
    lines = _lines(text, MAP, SMALL, 4)
    return _from(EDGE, lines, FOOT - 36 - (len(lines) - 1) * SMALL * 1.25, SMALL * 1.25)


def _circles(scene: Scene) -> list[str]:
    return [gap_words.title(scene.gaps) + "."] if scene.gaps else []


def _words(scene: Scene, top: float) -> tuple[list[Passage], Line | None]:
    """The indicator, place and time, the commune's figure, and the village that was asked for, with its line."""
    title = _from(LEFT, _lines(localized(scene.indicator), ROOM, TITLE, 3, SEMIBOLD), top + TITLE, TITLE * 1.2)
    said = _from(LEFT, _lines(wording.subtitle(scene), ROOM, TEXT, 3), title[-1].y + TEXT * 1.5, TEXT * 1.25)
    found = [Passage(TITLE, title, 600), Passage(TEXT, said), *_figure(scene, said[-1].y)]
    if scene.chosen is None:
        return found, None
    named = _lines(telling.chosen(scene), ROOM - SWATCH, TEXT, 2, SEMIBOLD)
    lines = _from(LEFT + SWATCH, named, found[-1].lines[-1].y + TEXT * 1.7, TEXT * 1.2)
    return [*found, Passage(TEXT, lines, 600)], lines[0]


def _figure(scene: Scene, y: float) -> list[Passage]:
    """The commune's figure, large, with what it is beside it; why it has none; nothing where there is none."""
    if scene.whole is None:
        return []
    if scene.whole.value is None:
        return [Passage(TEXT, _from(LEFT, _lines(telling.whole(scene), ROOM, TEXT, 2), y + TEXT * 1.6, TEXT * 1.25))]
    text = format_value(scene.whole.value, scene.indicator.unit, scene.indicator.decimals)
    number = Line(LEFT, y + NUMBER, text)
    left = LEFT + measure(text, NUMBER, BOLD, exact=True) + 18
    told = _lines(_about(scene, scene.whole), ACROSS - EDGE - left, SMALL, 3)
    beside = _from(left, told, number.y - (len(told) - 1) * SMALL * 1.25, SMALL * 1.25)
    return [Passage(SMALL, beside), Passage(NUMBER, [number], 700)]


def _about(scene: Scene, whole: Observation) -> str:
    """``tính chung Phường Trà Câu, sơ bộ; chỉ tiêu ≥ 95 % năm 2030``."""
    said = _("tính chung %(commune)s", commune=localized(scene.commune))
    said += f", {format_period(whole.period)}" if scene.view is View.CHANGE else ""
    said += "" if whole.status == Status.NORMAL else f", {status_name(whole.status)}"
    return said + ("; " + _("chỉ tiêu %(aim)s", aim=wording.aim(scene.target)) if scene.target else "")


def _legend(scene: Scene, top: float, bottom: float) -> tuple[list[Line], float]:
    """One line for each colour, as near to each other as they must be."""
    entries = wording.legend(scene)
    row = min(ROW, (bottom - top) / len(entries))
    size = min(SMALL, row * 0.8)
    texts = [shorten(text, ROOM - SWATCH, size, exact=True) for _paint, text in entries]
    pairs = zip(entries, texts, strict=True)
    return [
        Line(LEFT + SWATCH, round(top + row * (n + 0.8), 1), text, paint)
        for n, ((paint, _text), text) in enumerate(pairs)
    ], row


def _foot(scene: Scene) -> Line:
    credit = [crediting.published(scene), public_url(address(scene, "show"))]
    text = "Làng Số · " + " · ".join(part.rstrip(".") for part in credit if part)
    return Line(EDGE, FOOT, shorten(text, ACROSS - 2 * EDGE, SMALL, exact=True))


def _lines(text: str, width: float, size: float, most: int, weight: int = 0) -> list[str]:
    """So many lines at most; the last one says that there is more."""
    lines = fold(text, width, size, weight, exact=True)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size, weight, exact=True)]


def _from(left: float, texts: Sequence[str], y: float, step: float) -> list[Line]:
    return [Line(round(left, 1), round(y + n * step, 1), text) for n, text in enumerate(texts)]
