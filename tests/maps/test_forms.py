"""Which form a map has, and where it sets each village: by outline, by point or by tile."""

import json

import pytest

from maps.forms import VIET_NAM, Form, Kind, list_forms, place_villages
from portal.domain.boundaries import Outline
from portal.domain.localities import Locality

COMMUNE = Locality(id=1, code="99001", lat=14.87, lon=108.95, area_km2=54.0)
RING = [[108.9, 14.8], [109.0, 14.8], [109.0, 14.9], [108.9, 14.8]]
OUTLINE = Outline("reference", "a survey", json.dumps({"type": "Polygon", "coordinates": [RING]}), (108.95, 14.85))


def village(number, point=(None, None), name="Thôn"):
    lon, lat = point
    return Locality(id=number, code=f"99001-{number:02}", name=name, lat=lat, lon=lon)


def villages(count, points=0):
    return [village(n, (108.9 + n / 1000, 14.87) if n <= points else (None, None)) for n in range(1, count + 1)]


def outlines(count):
    return dict.fromkeys(range(1, count + 1), OUTLINE)


def point_of(placing):
    return tuple(json.loads(placing.geometry)["coordinates"])


@pytest.mark.parametrize(
    ("drawn", "points", "forms"),
    [
        (10, 0, ["outlines", "tiles"]),
        (5, 10, ["outlines", "points", "tiles"]),
        (4, 10, ["points", "tiles", "outlines"]),
        (0, 5, ["points", "tiles"]),
        (0, 4, ["tiles", "points"]),
        (4, 4, ["tiles", "outlines", "points"]),
        (0, 0, ["tiles"]),
    ],
)
def test_half_of_the_villages_must_be_known_for_outlines_or_points_to_come_first(drawn, points, forms):
    assert list_forms(COMMUNE, villages(10, points), outlines(drawn)) == forms


def test_a_commune_without_villages_has_only_its_outline_to_draw():
    assert list_forms(COMMUNE, [], {}) == [Form.OUTLINES]
    assert place_villages(Form.OUTLINES, COMMUNE, [], {}) == {}


def test_among_outlines_a_village_with_only_a_point_is_a_point_and_one_with_neither_lacks():
    placed = place_villages(Form.OUTLINES, COMMUNE, villages(3, points=2), outlines(1))
    assert {number: placing.kind for number, placing in placed.items()} == {1: Kind.REFERENCE, 2: Kind.POINT}
    assert placed[1].geometry == OUTLINE.geometry


def test_among_points_a_village_with_only_an_outline_stands_at_its_centre():
    placed = place_villages(Form.POINTS, COMMUNE, villages(3, points=1), {1: OUTLINE, 2: OUTLINE})
    assert {number: point_of(placing) for number, placing in placed.items()} == {
        1: (108.901, 14.87),
        2: (108.95, 14.85),
    }
    assert {placing.kind for placing in placed.values()} == {Kind.POINT}


def test_points_stay_where_they_are_even_at_one_spot():
    twins = [village(1, (108.95, 14.87)), village(2, (108.95, 14.87))]
    assert {point_of(p) for p in place_villages(Form.POINTS, COMMUNE, twins, {}).values()} == {(108.95, 14.87)}


@pytest.mark.parametrize("far", [(14.87, 108.95), (105.85, 21.03), (0.0, 0.0)])
def test_a_point_far_outside_of_the_commune_is_a_mistake_and_not_drawn(far):
    seen = [*villages(4, points=4), village(9, far)]
    assert set(place_villages(Form.POINTS, COMMUNE, seen, {})) == {1, 2, 3, 4}
    assert list_forms(COMMUNE, [village(9, far)], {}) == [Form.TILES]


def test_without_the_commune_s_own_point_the_middle_of_the_villages_tells_what_is_far():
    nowhere = Locality(id=1, code="99001")
    seen = [*villages(4, points=4), village(9, (105.85, 21.03))]
    assert set(place_villages(Form.POINTS, nowhere, seen, {})) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("commune", "points", "middle"),
    [
        (COMMUNE, 0, (108.95, 14.87)),
        (Locality(id=1, code="99001"), 3, (108.902, 14.87)),
        (Locality(id=1, code="99001"), 0, VIET_NAM[::-1]),
    ],
)
def test_tiles_lie_around_the_commune_else_its_villages_else_in_the_middle_of_the_country(commune, points, middle):
    placed = place_villages(Form.TILES, commune, villages(3, points=points), {})
    corners = [corner for tile in placed.values() for corner in json.loads(tile.geometry)["coordinates"][0]]
    for axis, value in enumerate(middle):
        assert (min(c[axis] for c in corners) + max(c[axis] for c in corners)) / 2 == pytest.approx(value, abs=1e-5)
    assert {tile.kind for tile in placed.values()} == {Kind.TILE}


def test_tiles_stand_by_outlines_where_no_point_is_known():
    west, east = OUTLINE._replace(centre=(108.9, 14.87)), OUTLINE._replace(centre=(109.0, 14.87))
    placed = place_villages(Form.TILES, COMMUNE, villages(2), {1: east, 2: west})
    first, second = (json.loads(placed[n].geometry)["coordinates"][0][0][0] for n in (1, 2))
    assert second < first


def test_a_name_of_300_letters_and_a_thousand_villages_change_nothing():
    many = [village(n, (108.9 + n / 10000, 14.87), name="Thôn " + "rất dài " * 40) for n in range(1, 1001)]
    assert len(place_villages(Form.TILES, COMMUNE, many, {})) == 1000
    assert len(place_villages(Form.POINTS, COMMUNE, many, {})) == 1000
