"""The figures that a map shows, as a table: the villages of its page, in their order, at its period and in its view."""

from flask import Response

from maps import wording
from maps.asking import find_scene
from maps.blueprint import pages
from maps.scene import Place, Scene
from portal.domain.observations import Status
from portal.formats import Table
from portal.formats.http import table_answer
from portal.i18n import localized

FIELDS = (
    "locality",
    "name",
    "indicator",
    "period",
    "numerator",
    "denominator",
    "value",
    "status",
    "on_map",
    "release",
    "illustrative",
)


@pages.get("/maps/<commune>/<indicator>.<any(csv,xlsx,embed):suffix>")
def rows(commune: str, indicator: str, suffix: str) -> Response:
    scene = find_scene(commune, indicator)
    name = "-".join(part for part in (scene.commune.slug, scene.indicator.code, scene.period) if part)
    table = Table(name, FIELDS, [figure_row(place, scene) for place in scene.places], wording.title(scene))
    return table_answer(table, suffix)


def figure_row(place: Place, scene: Scene) -> tuple[object, ...]:
    found = place.observation
    return (
        place.village.code,
        localized(place.village),
        scene.indicator.code,
        scene.period,
        found.numerator if found else None,
        found.denominator if found else None,
        found.value if found else None,
        (found.status if found else Status.MISSING.value),
        wording.figure_text(place, scene),
        found.release.id if found else None,
        scene.illustrative,
    )
