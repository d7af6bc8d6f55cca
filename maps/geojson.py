"""A map as GeoJSON (RFC 7946): one feature a village, and one for the commune's outline."""

import json
from typing import Any

from maps import wording
from maps.forms import Kind
from maps.scene import Place, Scene
from portal.domain.boundaries import Outline
from portal.i18n import language, localized

MEDIA_TYPE = "application/geo+json"


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
        "status": place.status.value,
        "label": wording.label(place, scene),
        "class": place.paint.name,
        "boundary": placing.kind.value if placing else None,
        "illustrative": scene.illustrative,
    }
    return _feature(place.village.code, placing.geometry if placing else None, properties)


def _commune(scene: Scene, boundary: Outline) -> dict[str, Any]:
    properties = {
        "kind": "commune",
        "code": scene.commune.code,
        "name": localized(scene.commune),
        "boundary": boundary.kind,
        "source": boundary.source,
    }
    return _feature(scene.commune.code, boundary.geometry, properties)


def _feature(code: str, geometry: str | None, properties: dict[str, Any]) -> dict[str, Any]:
    drawn = json.loads(geometry) if geometry else None
    return {"type": "Feature", "id": code, "geometry": drawn, "properties": properties}
