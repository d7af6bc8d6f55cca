"""The drawings of a comparison: each period's map and that of the change in one frame; and both periods as one SVG."""

from collections.abc import Sequence
from dataclasses import replace

from maps import comparison_wording, crediting, posters, wording
from maps.comparison import Comparison
from maps.plotting import list_drawn_notes, plot
from maps.posters import Panel, Words
from maps.scene import Place, Scene


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
    return [*comparison_wording.notes(found), *list_drawn_notes([panel.plot for panel in panels])]


def draw(found: Comparison, address: str) -> str:
    """Both periods in one drawing, in the language of the answer.

    :param address: of the page it is from, which is written on it.
    """
    panels = lay_out_panels(found)[: len(found.scenes)]
    return posters.draw(panels, _write(found, panels, address), found.later)


def _write(found: Comparison, panels: Sequence[Panel], address: str) -> Words:
    """How many rose and fell and what must be known; whose figures these are and where they stand."""
    notes = " ".join(wording.beside_band(notes_of(found, panels)))
    return Words(
        title=comparison_wording.title(found),
        heads=[comparison_wording.heading(scene) for scene in found.scenes],
        said=[comparison_wording.summary(found), notes],
        credit=[crediting.tell(found.later), address],
        illustrative=found.illustrative,
        description=comparison_wording.describe(found),
    )
