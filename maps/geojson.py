"""A map as GeoJSON (RFC 7946): one feature a village, and one for the commune's outline."""

import json
from typing import Any

from maps import wording
from maps.scene import Place, Scene
from portal.domain.boundaries import Boundary
from portal.i18n import language, localized

MEDIA_TYPE = "application/geo+json"


def collection(scene: Scene) -> dict[str, Any]:
    """The FeatureCollection; a village without an outline has ``geometry: null``."""
    features = [_village(place, scene) for place in scene.places]
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


def _village(place: Place, scene: Scene) -> dict[str, Any]:
    observation = place.observation
    properties = {
        "kind": "village",
        "code": place.village.code,
        "name": localized(place.village),
        "period": scene.period,
        "value": observation.value if observation else None,
        "status": place.status.value,
        "label": wording.label(place, scene.indicator),
        "class": place.paint.name,
        "boundary": place.boundary.kind if place.boundary else None,
        "illustrative": scene.illustrative,
    }
    return _feature(place.village.code, place.boundary, properties)


def _commune(scene: Scene, boundary: Boundary) -> dict[str, Any]:
    properties = {
        "kind": "commune",
        "code": scene.commune.code,
        "name": localized(scene.commune),
        "boundary": boundary.kind,
        "source": boundary.source,
    }
    return _feature(scene.commune.code, boundary, properties)


def _feature(code: str, boundary: Boundary | None, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = json.loads(boundary.geometry) if boundary else None
    return {"type": "Feature", "id": code, "geometry": geometry, "properties": properties}
