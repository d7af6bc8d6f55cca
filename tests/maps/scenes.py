"""Maps that no store holds: as many villages as wanted, of any shape, name and status."""

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction

from maps.colours import scale_of_changes, scale_of_distances, scale_of_values
from maps.forms import Kind, Placing
from maps.scene import Place, Scene, View
from portal.domain.boundaries import Outline
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.domain.observations import Observation, Status
from portal.domain.plans import Target
from portal.domain.releases import Release
from tests.builders import make_indicator

PERIOD = "2026-10"
RELEASED = dt.datetime(2026, 11, 9, 20, 0, tzinfo=dt.UTC)  # the 10th, by Viet Nam's clocks
INDICATOR = make_indicator(name="Người dân dùng VNeID", name_en="Residents using VNeID")
COMMUNE = Locality(code="99001", slug="thu-nghiem", kind="commune", name="Xã Thử Nghiệm", name_en="Thu Nghiem Commune")


def square(west=0.0, south=0.0, wide=0.02, high=0.02):
    """A GeoJSON Polygon, in degrees east and north of a corner."""
    west, south = 108 + west, 15 + south
    ring = [[west, south], [west + wide, south], [west + wide, south + high], [west, south + high], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def row(count):
    """Squares beside each other."""
    return [square(west=number * 0.02) for number in range(count)]


def make_place(
    number, geometry, *, percent=None, status=Status.NORMAL, name=None, kind=Kind.REFERENCE, view=View.VALUE
):
    """``percent``: what the map paints; points from a target or of a change in those views; None: no value."""
    village = Locality(
        id=number,
        code=f"99001-{number:02}",
        slug=f"thon-{number}",
        kind="village",
        name=name or f"Thôn {number}",
        name_en=name or f"Village {number}",
        illustrative=False,
    )
    figure = None if percent is None else Fraction(percent)
    placing = geometry and Placing(kind, json.dumps(geometry), "a survey")
    paint = SCALES[view].paint(status, figure)
    return Place(village, _observe(percent, status), placing, status, figure, paint)


SCALES = {
    View.VALUE: scale_of_values(INDICATOR),
    View.TARGET: scale_of_distances(),
    View.CHANGE: scale_of_changes(INDICATOR),
}


def _observe(percent, status):
    if status is Status.MISSING:
        return None
    known = percent is not None
    return Observation(
        indicator_code=INDICATOR.code,
        period=PERIOD,
        numerator=abs(percent) * 3 if known else None,
        denominator=300 if known else None,
        value=float(abs(percent)) if known else None,
        status=status.value,
        dataset=Dataset(
            slug="d", title="Xã hội số", title_en="Digital society", licence="CC-BY-4.0", illustrative=False
        ),
        release=Release(released_at=RELEASED),
    )


def make_scene(places, *, view=View.VALUE, border=None, **parts):
    around = Outline("reference", "a survey", json.dumps(border), (108.0, 15.0)) if border else None
    scene = Scene(COMMUNE, INDICATOR, PERIOD, [PERIOD], list(places), around, None, SCALES[view], view)
    return replace(scene, **parts)


def make_target(value=80, year=2030):
    return Target(indicator=INDICATOR, comparator=">=", value=value, value_high=None, year=year)


def illustrate(scene):
    """The same, made up."""
    for place in scene.places:
        place.village.illustrative = True
    return scene
