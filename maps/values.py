"""The figures of a map as its page and its ``.json`` carry them: what is said of each place, the legend and the whole.

The page's table and what the interactive map puts into it are of the same rows.
"""

from typing import Any

from flask import request

from maps import crediting, embedding, gap_words, telling, wording
from maps.asking import address, shapes_address
from maps.scene import Place, Scene
from maps.shapes import rings_of
from portal.domain.observations import Status
from portal.formats.citing import view_citation
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_number, format_period, format_value
from portal.i18n.wording import status_name
from portal.routing import in_language


def content(scene: Scene) -> dict[str, Any]:
    """What changes on the page when another period or view is asked for."""
    return {
        "title": wording.title(scene),
        "language": language(),
        "commune": scene.commune.code,
        "indicator": scene.indicator.code,
        "unit": scene.indicator.unit,
        "period": scene.period,
        "view": scene.view.value,
        "against": scene.against,
        "form": scene.form.value,
        "illustrative": scene.illustrative,
        "village": scene.chosen.village.code if scene.chosen else None,
        "address": address(scene, "show"),
        "drawing": address(scene, "svg", legend="none"),
        "shapes": shapes_address(scene),
        "bounds": _bounds(scene),
        "lead": lead(scene),
        "credits": crediting.tell(scene),
        "legend": [
            {"class": paint.name, "fill": paint.fill, "text": text, "count": scene.paint_counts[paint.name]}
            for paint, text in wording.legend(scene)
        ],
        "notes": wording.notes(scene),
        "gaps": gap_words.legend(scene.gaps) if scene.gaps else None,
        "cite": view_citation(address(scene, "show"), wording.title(scene), illustrative=scene.illustrative),
        "embed": [line.code for line in embedding.lines(scene)],
        "places": [row(place, scene) for place in scene.places],
    }


def _bounds(scene: Scene) -> list[float] | None:
    """West, south, east and north of what is drawn, in degrees."""
    drawn = [place.placing.geometry for place in scene.drawn if place.placing]
    around = [scene.boundary.geometry] if scene.boundary else []
    points = [point for geometry in [*drawn, *around] for ring in rings_of(geometry) for point in ring]
    if not points:
        return None
    lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
    return [round(edge, 4) for edge in (min(lons), min(lats), max(lons), max(lats))]


def lead(scene: Scene) -> str:
    """That all places are of one period, and the commune's own figure of it."""
    if scene.period is None:
        return ""
    said = _("Mọi thôn, tổ dân phố trên bản đồ cùng một kỳ: %(period)s.", period=format_period(scene.period))
    return f"{said} {telling.whole(scene)}".rstrip()


def row(place: Place, scene: Scene) -> dict[str, Any]:
    """A place: its published figure as numbers and in words; ``made`` is what the view makes of it."""
    observation = place.observation
    status = Status(observation.status) if observation else Status.MISSING
    return {
        "code": place.village.code,
        "name": localized(place.village),
        "page": _path(f"/localities/{scene.commune.slug}/{place.village.slug}"),
        "passport": _passport(place),
        "class": place.paint.name,
        "label": wording.label(place, scene),
        "value": observation.value if observation else None,
        "numerator": observation.numerator if observation else None,
        "denominator": observation.denominator if observation else None,
        "status": status.value,
        "figure": format_value(
            observation.value if observation else None, scene.indicator.unit, scene.indicator.decimals
        ),
        "parts": _parts(place),
        "state": status_name(status),
        "made": wording.figure_text(place, scene),
        **_gap(place, scene),
    }


def _passport(place: Place) -> str | None:
    found = place.observation
    if found is None:
        return None
    return _path(f"/observations/{found.indicator_code}/{place.village.code}/{found.period}")


def _path(path: str) -> str:
    """Below where the portal stands, as in a preview, and in the language of the answer."""
    return request.script_root + in_language(path, language())


def _parts(place: Place) -> str:
    """``28.914 / 34.051``; a withheld figure has neither."""
    found = place.observation
    if found is None or found.numerator is None or found.denominator is None:
        return ""
    return f"{format_number(found.numerator)} / {format_number(found.denominator)}"


def _gap(place: Place, scene: Scene) -> dict[str, Any]:
    if scene.gaps is None:
        return {"lacking": None, "gap": ""}
    lacking = scene.gaps.lacking.get(place.village.id)
    return {"lacking": lacking, "gap": gap_words.lacking_text(lacking, scene.gaps)}
