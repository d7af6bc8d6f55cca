"""Outlines that are thinned out stay neighbours, stay near where they were, and none vanishes."""

import math

import shapely

from maps.shapes import fit, snap
from maps.thinning import MOST_POINTS, TOLERANCES, count_points, thin
from tests.maps import ragged


def circle(radius, points, x=0, y=0):
    turns = (math.tau * n / points for n in range(points))
    return [(round(x + radius * math.cos(t)), round(y + radius * math.sin(t))) for t in turns]


def ragged_shapes():
    rings = [[[tuple(p) for p in f["geometry"]["coordinates"][0]]] for f in ragged.features()]
    frame = fit(ring for each in rings for ring in each)
    return [snap(each, frame, 0.1) for each in rings]


def polygons(shapes):
    return [shapely.Polygon(cells[0]) for cells in shapes]


def test_light_outlines_stay_as_they_are():
    shapes = [[circle(3000, 100)]]
    assert thin(shapes) == shapes


def test_heavy_outlines_get_few_enough_points_near_the_line_they_had():
    shapes = [[circle(4000, 9000)]]
    (thinned,) = thin(shapes)
    assert count_points([thinned]) <= MOST_POINTS
    was, now = shapely.Polygon(shapes[0][0]), shapely.Polygon(thinned[0])
    assert was.hausdorff_distance(now) <= TOLERANCES[0]


def test_neighbours_keep_one_common_border_without_gaps_and_slivers():
    shapes = ragged_shapes()
    assert count_points(shapes) > 2 * MOST_POINTS
    thinned = thin(shapes)
    assert count_points(thinned) <= MOST_POINTS
    before, after = shapely.union_all(polygons(shapes)), shapely.union_all([p.buffer(0) for p in polygons(thinned)])
    assert after.geom_type == "Polygon"
    assert not after.interiors
    assert before.symmetric_difference(after).area < 0.01 * before.area
    assert abs(sum(p.area for p in polygons(thinned)) - after.area) < 0.001 * after.area


def test_a_hole_and_the_island_in_it_stay_one_line():
    lake = circle(2000, 5000)
    around, island = thin([[circle(4000, 5000), lake], [lake[2500:] + lake[:2500]]])
    assert set(around[1]) == set(island[0])


def test_what_is_too_small_to_be_seen_is_drawn_all_the_same():
    heavy, speck = thin([[circle(4000, 9000)], [circle(2, 6, x=9000)]])
    assert len(heavy[0]) >= 3
    assert len(speck[0]) >= 3


def test_a_shape_keeps_its_islands_that_can_be_seen():
    (shape,) = thin([[circle(4000, 6000), circle(500, 900, x=9000), circle(1, 5, x=12000)]])
    assert len(shape) == 2
