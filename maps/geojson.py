"""A map as GeoJSON (RFC 7946): one feature a village, and one for the commune's outline; with figures, or for drawing.

For drawing, an answer has no figures and is of no indicator, so that all maps of a commune share it. A geometry is read
and written once for as long as it is at hand, and spliced into every answer as it lies.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import orjson

from maps import wording
from maps.forms import Kind, Placing
from maps.laying import Layout
from maps.scene import Place, Scene
from portal.domain.boundaries import Outline
from portal.domain.localities import Locality
from portal.domain.observations import Status
from portal.i18n import language, localized

MEDIA_TYPE = "application/geo+json"
DECIMALS = {12: 4, 14: 5, None: 6}
"""Of degrees, in what is thinned out for the zoom of a web map: finer than one of its pixels."""
OUTLINES = 2048
"""Written geometries that a process holds, of some kilobytes each."""


def collection(scene: Scene, *, tiles: bool = False) -> dict[str, Any]:
    """The FeatureCollection; a village of which neither outline nor point is known has ``geometry: null``.

    :param tiles: whether tiles, which are no places on the ground, may stand for the geometry.
    """
    features = [_village(place, scene, tiles=tiles) for place in scene.places]
    if scene.boundary is not None:
        features.append(_commune(scene, scene.boundary))
    return {
        "type": "FeatureCollection",
        "title": wording.title(scene),
        "language": language(),
        "commune": scene.commune.code,
        "indicator": scene.indicator.code,
        "unit": scene.indicator.unit,
        "period": scene.period,
        "illustrative": scene.illustrative,
        "notes": wording.notes(scene),
        "features": features,
    }


def _village(place: Place, scene: Scene, *, tiles: bool) -> dict[str, Any]:
    observation = place.observation
    placing = place.placing if place.placing and (tiles or place.placing.kind is not Kind.TILE) else None
    properties = {
        "kind": "village",
        "code": place.village.code,
        "name": localized(place.village),
        "period": scene.period,
        "value": observation.value if observation else None,
        "numerator": observation.numerator if observation else None,
        "denominator": observation.denominator if observation else None,
        "status": observation.status if observation else Status.MISSING.value,
        "label": wording.label(place, scene),
        "class": place.paint.name,
        "boundary": placing.kind.value if placing else None,
        "illustrative": scene.illustrative,
    }
    return _feature(place.village.code, _written(placing.geometry) if placing else None, properties)


def _commune(scene: Scene, boundary: Outline) -> dict[str, Any]:
    properties = {
        "kind": "commune",
        "code": scene.commune.code,
        "name": localized(scene.commune),
        "boundary": boundary.kind,
        "source": boundary.source,
    }
    return _feature(scene.commune.code, _written(boundary.geometry), properties)


def shapes(commune: Locality, villages: Sequence[Locality], layout: Layout, zoom: int | None) -> dict[str, Any]:
    """The FeatureCollection of what is drawn, and of nothing else.

    :param zoom: of a web map, that it is fit for; None: as precise as it came.
    """
    drawn = [(village, layout.placed[village.id]) for village in villages if village.id in layout.placed]
    features = [_shape(village, placing, zoom) for village, placing in drawn]
    if layout.around is not None:
        around = {"kind": "commune", "name": localized(commune), "boundary": layout.around.kind}
        features.append(_feature(commune.code, _rounded(layout.around.geometry, zoom), around))
    return {"type": "FeatureCollection", "form": layout.form.value, "features": features}


def _shape(village: Locality, placing: Placing, zoom: int | None) -> dict[str, Any]:
    properties = {"kind": "village", "name": localized(village), "boundary": placing.kind.value}
    return _feature(village.code, _rounded(placing.geometry, zoom), properties)


@lru_cache(maxsize=OUTLINES)
def _written(geometry: str) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(orjson.loads(geometry)))


@lru_cache(maxsize=OUTLINES)
def _rounded(geometry: str, zoom: int | None) -> orjson.Fragment:
    found: dict[str, Any] = orjson.loads(geometry)
    return orjson.Fragment(orjson.dumps(found | {"coordinates": _round(found["coordinates"], DECIMALS[zoom])}))


def _round(part: Any, decimals: int) -> Any:
    """Coordinates of any depth; a corner that falls on the one before is left out, unless the ring ends with it."""
    if not isinstance(part, list):
        return round(part, decimals)
    rounded = [_round(inner, decimals) for inner in part]
    return [here for n, here in enumerate(rounded) if n in {0, len(rounded) - 1} or here != rounded[n - 1]]


def _feature(code: str, geometry: orjson.Fragment | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": code, "geometry": geometry, "properties": properties}
