"""The drawings of two communes beside each other: each in its own frame, and both as one SVG with one legend."""

from maps import crediting, neighbours_wording, posters, wording
from maps.neighbours import Beside
from maps.plotting import list_drawn_notes, plot
from maps.posters import Panel, Words


def lay_out_panels(found: Beside) -> list[Panel]:
    return [Panel(scene, plot(scene), f"map-{number}") for number, scene in enumerate(found.scenes)]


def list_notes(found: Beside, panels: list[Panel]) -> list[str]:
    """What must be said below the maps, beside what lacks."""
    return [*neighbours_wording.notes(found), *list_drawn_notes([panel.plot for panel in panels])]


def draw(found: Beside, address: str) -> str:
    """Both maps in one drawing, in the language of the answer.

    :param address: of the page it is from, which is written on it.
    """
    panels = lay_out_panels(found)
    return posters.draw(panels, _write(found, panels, address), found.together)


def _write(found: Beside, panels: list[Panel], address: str) -> Words:
    notes = wording.beside_band(list_notes(found, panels))
    return Words(
        title=neighbours_wording.title(found),
        heads=[neighbours_wording.heading(scene) for scene in found.scenes],
        said=[" ".join([*neighbours_wording.lacking(found), *notes])],
        credit=[" ".join(_credits(found)), address],
        illustrative=found.illustrative,
        description=neighbours_wording.description(found),
    )


def _credits(found: Beside) -> list[str]:
    """Whose figures these are, since when they are public, and where outlines are from; each said once."""
    told = [text for scene in found.scenes for text in (crediting.source(scene), crediting.outline_sources(scene))]
    dates = [crediting.published(scene) for scene in found.scenes if crediting.get_released(scene)]
    return [text for text in dict.fromkeys([*told, *dates]) if text]
