"""From degrees to paths: pure arithmetic."""

import json
import math
import re

import pytest
import shapely

from maps.shapes import MARGIN, TALLEST, WIDTH, disc, fit, label_spot, path, rings_of, snap
from portal.publishing.outlines import draw_outlines

SQUARE = [(108.0, 15.0), (108.1, 15.0), (108.1, 15.1), (108.0, 15.1), (108.0, 15.0)]


def geojson(*rings, kind="Polygon"):
    coordinates = [[list(point) for point in ring] for ring in rings]
    return json.dumps({"type": kind, "coordinates": [coordinates] if kind == "MultiPolygon" else coordinates})


def corners(d):
    """The points of a path, whose steps are relative."""
    rings = []
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", d):
        x, y = map(float, start.split())
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", steps)]
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((round(x, 1), round(y, 1)))
        rings.append(ring)
    return rings


def test_a_multipolygon_and_a_hole_give_all_their_rings():
    assert rings_of(geojson(SQUARE)) == [SQUARE]
    assert len(rings_of(geojson(SQUARE, SQUARE, kind="MultiPolygon"))) == 2


def test_the_drawing_fills_its_width_with_north_up():
    frame = fit([SQUARE])
    west, top = frame.place((108.0, 15.1))
    east, bottom = frame.place((108.1, 15.0))
    assert top == pytest.approx(MARGIN)
    assert bottom == pytest.approx(frame.height - MARGIN)
    assert (west + east) / 2 == pytest.approx(WIDTH / 2)
    assert frame.height == pytest.approx(TALLEST)


def test_longitudes_shrink_by_the_cosine_of_the_latitude():
    frame = fit([[(106.0, 20.0), (106.1, 20.2)]])
    assert frame.across / frame.down == pytest.approx(math.cos(math.radians(20.1)))


def test_nothing_to_draw_is_said():
    with pytest.raises(ValueError, match="nothing to draw"):
        fit([])


def test_a_wider_margin_leaves_room_on_every_side():
    frame = fit([SQUARE], 60)
    west, top = frame.place((108.0, 15.1))
    east, bottom = frame.place((108.1, 15.0))
    assert min(west, top, WIDTH - east, frame.height - bottom) == pytest.approx(60)


def test_one_point_stands_in_the_middle_of_a_kilometre():
    frame = fit([[(108.0, 15.0)]])
    assert frame.place((108.0, 15.0)) == pytest.approx((WIDTH / 2, frame.height / 2))
    assert frame.down * 0.01 <= TALLEST


def test_a_disc_looks_round_and_has_room_for_its_number():
    cells = disc((500.0, 300.0), 34.0)
    circle = shapely.Polygon(cells[0])
    assert circle.area == pytest.approx(math.pi * 340**2, rel=0.02)
    assert circle.centroid.distance(shapely.Point(5000, 3000)) < 1
    assert label_spot(cells).width == pytest.approx(68, abs=1)


def test_a_path_closes_and_comes_back_to_its_corners():
    frame = fit([SQUARE])
    (ring,) = corners(path(snap([SQUARE], frame, 0.1)))
    assert ring == [tuple(round(v, 1) for v in frame.place(point)) for point in SQUARE[:-1]]


def test_a_path_has_one_decimal_and_no_needless_zero():
    assert path([[(0, 0), (5, -3), (10, 100)]]) == "M0 0l.5-.3 .5 10.3z"


def test_a_ring_too_small_for_the_grid_is_left_out():
    frame = fit([SQUARE])
    speck = [(x / 1e6 + 108.05, y / 1e6 + 15.05) for x, y in ((0, 0), (1, 0), (1, 1), (0, 0))]
    assert snap([speck], frame, 1) == []


def test_neighbours_keep_one_common_border_on_any_grid():
    _, villages = draw_outlines(14.87, 108.95, 54.46, 30, seed=8)
    outlines = [rings_of(village) for village in villages]
    frame = fit(ring for rings in outlines for ring in rings)
    for grid in (0.1, 2.0):
        places = [shapely.Polygon(cells[0]) for cells in (snap(rings, frame, grid) for rings in outlines)]
        assert shapely.coverage_is_valid(places)


def test_a_label_stands_inside_even_a_crescent():
    crescent = [(0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 900), (900, 900), (900, 100), (0, 100)]
    spot = label_spot([crescent])
    assert shapely.Polygon(crescent).contains(shapely.Point(spot.x * 10, spot.y * 10))
    assert spot.width == pytest.approx(10)


def test_what_is_not_drawn_has_no_label():
    assert label_spot([]) is None
    assert label_spot([[(0, 0), (10, 10), (20, 20)]]) is None
