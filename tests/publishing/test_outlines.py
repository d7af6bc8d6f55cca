"""The demonstration's drawn outlines: believable sizes, no gaps, the same bytes twice."""

import json

import pytest
import shapely

from portal.publishing.outlines import degree_lengths, draw_outlines

PLACES = [
    (14.4090, 108.0080, 66.33),
    (14.8656, 108.9494, 54.46),
    (20.8396, 106.1681, 24.01),
    (11.8340, 106.9405, 72.60),
    (12.6647, 108.0967, 46.70),
]
CASES = [(place, count) for place in PLACES for count in (1, 2, 20, 45)]


def shapes(texts):
    return [shapely.from_geojson(text) for text in texts]


def area_km2(shape, lat):
    along, across = degree_lengths(lat)
    return shape.area * along * across


@pytest.mark.parametrize(("place", "count"), CASES)
def test_a_commune_has_its_real_area_and_as_many_villages_as_asked_for(place, count):
    commune, villages = draw_outlines(*place, count, seed=7)
    assert area_km2(shapely.from_geojson(commune), place[0]) == pytest.approx(place[2], rel=0.005)
    assert len(set(villages)) == len(villages) == count


@pytest.mark.parametrize(("place", "count"), CASES)
def test_villages_fill_the_commune_without_gaps_or_overlaps(place, count):
    commune, villages = draw_outlines(*place, count, seed=11)
    parts = shapes(villages)
    assert all(part.is_valid and part.geom_type == "Polygon" and not part.interiors for part in parts)
    assert shapely.coverage_is_valid(parts)
    assert shapely.coverage_union_all(parts).equals(shapely.from_geojson(commune))


@pytest.mark.parametrize("place", PLACES)
def test_no_village_is_a_scrap_of_land(place):
    areas = [area_km2(part, place[0]) for part in shapes(draw_outlines(*place, 45, seed=3)[1])]
    assert min(areas) > place[2] / 45 / 8


@pytest.mark.parametrize("place", PLACES)
def test_the_commune_lies_around_its_real_centre(place):
    middle = shapely.from_geojson(draw_outlines(*place, 20, seed=5)[0]).centroid
    assert (middle.y, middle.x) == pytest.approx(place[:2], abs=1e-4)


def test_the_same_seed_draws_the_same_bytes_and_another_seed_others():
    first = draw_outlines(*PLACES[1], 30, seed=1)
    assert draw_outlines(*PLACES[1], 30, seed=1) == first
    assert draw_outlines(*PLACES[1], 30, seed=2) != first


def test_rings_are_closed_and_run_counter_clockwise_with_six_decimals():
    commune, villages = draw_outlines(*PLACES[0], 25, seed=4)
    for text in [commune, *villages]:
        (ring,) = json.loads(text)["coordinates"]
        assert ring[0] == ring[-1]
        assert shapely.is_ccw(shapely.LinearRing(ring))
        assert all(number == round(number, 6) for point in ring for number in point)


def test_a_commune_without_villages_is_not_drawn():
    with pytest.raises(ValueError, match="at least one"):
        draw_outlines(*PLACES[0], 0, seed=1)
