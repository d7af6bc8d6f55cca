"""Thinned outlines: neighbours stay neighbours, nothing strays further than it may, and nothing is kept in vain."""

import json

import pytest
import shapely
import shapely.affinity
from sqlalchemy import select

from portal.domain.boundaries import TOLERANCES, Boundary, SimplifiedBoundary
from portal.publishing.boundaries import geometry_text, import_boundaries
from tests.builders import COMMUNE
from tests.conftest import NOW
from tests.publishing.boundaries.making import KM2, LAT, LON, draw, make_place, metres_apart, write_geojson


def take(store, path):
    with store.begin() as session:
        return import_boundaries(session, path, today=NOW)


def thinned(store, metres):
    """Shapes by code, the precise one where no thinned one is kept, as readers take them."""
    with store.session() as session:
        rows = {b.locality_id: b for b in session.scalars(select(Boundary))}
        lighter = dict(
            session.execute(
                select(SimplifiedBoundary.locality_id, SimplifiedBoundary.geometry).where(
                    SimplifiedBoundary.tolerance == metres
                )
            ).all()
        )
        return {b.locality.code: shapely.from_geojson(lighter.get(n, b.geometry)) for n, b in rows.items()}


def stored(store):
    with store.session() as session:
        return {b.locality.code: shapely.from_geojson(b.geometry) for b in session.scalars(select(Boundary))}


def neighbours(shapes):
    tree = shapely.STRtree(shapes)
    pairs = zip(*tree.query(shapes, predicate="intersects").tolist(), strict=True)
    return {(a, b) for a, b in pairs if a < b and shapely.intersection(shapes[a], shapes[b]).length > 0}


@pytest.mark.parametrize("count", [2, 40, 300])
def test_neighbours_stay_neighbours_without_a_gap_or_a_sliver(public, tmp_path, count):
    with public.begin() as session:
        codes = [place.code for place in make_place(session, count)]
    shapes = [shapely.segmentize(shape, 0.0002) for shape in draw(count)]
    done = take(public, write_geojson(tmp_path / "a.geojson", shapes, {"code": codes}))
    assert done.simplified == count + 1
    before = [stored(public)[code] for code in codes[1:]]
    for metres in TOLERANCES.values():
        found = thinned(public, metres)
        after = [found[code] for code in codes[1:]]
        assert shapely.coverage_is_valid(after)
        together = shapely.union_all(after)
        assert together.area == pytest.approx(sum(shape.area for shape in after), rel=1e-9)
        assert shapely.get_num_interior_rings(together) == 0
        assert neighbours(after) == neighbours(before)
        assert max(map(metres_apart, before, after)) <= metres * 1.01
        assert sum(map(shapely.get_num_coordinates, after)) < sum(map(shapely.get_num_coordinates, before)) / 3


def test_two_communes_that_meet_keep_one_border_whichever_came_last(public, tmp_path):
    """The second commune's villages bring corners to the border that the first one's were thinned without."""
    with public.begin() as session:
        first = [place.code for place in make_place(session, 30)][1:]
        second = [place.code for place in make_place(session, 30, code="99002", slug="ben-canh")][1:]
    everything = [shapely.segmentize(shape, 0.0003) for shape in draw(60, km2=2 * KM2)[1:]]
    west = sorted(everything, key=lambda shape: shape.centroid.x)
    for codes, shapes in ((first, west[:30]), (second, west[30:])):
        take(public, write_geojson(tmp_path / "a.geojson", shapes, {"code": codes}))
    for metres in TOLERANCES.values():
        found = thinned(public, metres)
        after = [found[code] for code in first + second]
        assert shapely.coverage_is_valid(after)
        assert shapely.get_num_interior_rings(shapely.union_all(after)) == 0


def test_an_outline_that_cannot_be_made_lighter_has_no_thinned_form(public, tmp_path):
    with public.begin() as session:
        make_place(session, 1)
    square = shapely.box(LON, LAT, LON + 0.05, LAT + 0.05)
    done = take(public, write_geojson(tmp_path / "a.geojson", [square], {"code": [COMMUNE]}))
    assert done.simplified == 0
    with public.session() as session:
        assert session.scalars(select(SimplifiedBoundary)).all() == []


def test_importing_again_leaves_no_old_thinned_form(public, tmp_path):
    with public.begin() as session:
        codes = [place.code for place in make_place(session, 3)]
    dense = [shapely.segmentize(shape, 0.0002) for shape in draw(3)]
    take(public, write_geojson(tmp_path / "a.geojson", dense, {"code": codes}))
    first = {metres: thinned(public, metres) for metres in TOLERANCES.values()}
    take(public, write_geojson(tmp_path / "a.geojson", dense, {"code": codes}))
    assert {metres: thinned(public, metres) for metres in TOLERANCES.values()} == first
    boxes = [shapely.box(LON + n / 100, LAT, LON + n / 100 + 0.01, LAT + 0.01) for n in range(4)]
    assert take(public, write_geojson(tmp_path / "a.geojson", boxes, {"code": codes})).simplified == 0
    with public.session() as session:
        assert session.scalars(select(SimplifiedBoundary)).all() == []


def test_a_gap_too_narrow_to_be_seen_does_not_keep_neighbours_from_being_thinned(public, tmp_path):
    with public.begin() as session:
        codes = [place.code for place in make_place(session, 20)][1:]
    shapes = [shapely.segmentize(shape, 0.0002) for shape in draw(20)[1:]]
    for apart in (1e-7, 1e-6):  # degrees: 1 cm, 10 cm
        torn = [shapely.affinity.translate(shape, n % 3 * apart) for n, shape in enumerate(shapes)]
        assert not shapely.coverage_is_valid(torn)
        assert take(public, write_geojson(tmp_path / "a.geojson", torn, {"code": codes})).simplified == 20
        for metres in TOLERANCES.values():
            after = list(thinned(public, metres).values())
            assert shapely.coverage_is_valid(after)
            assert shapely.get_num_interior_rings(shapely.union_all(after)) == 0


def test_outlines_drawn_over_each_other_stay_as_they_are_where_thinning_would_move_a_border(public, tmp_path):
    with public.begin() as session:
        codes = [place.code for place in make_place(session, 2)][1:]
    whole, *parts = draw(2)
    shapes = [shapely.segmentize(shape, 0.0002) for shape in parts]
    smaller = min(shape.area for shape in shapes)
    over = shapely.intersection(shapes[0].buffer(0.002), whole)
    assert 0.02 < shapely.intersection(over, shapes[1]).area / smaller < 0.2
    done = take(public, write_geojson(tmp_path / "a.geojson", [over, shapes[1]], {"code": codes}))
    assert (done.simplified, len(done.comparison.overlaps)) == (0, 1)


def test_seven_decimals_are_kept_and_more_where_these_would_break_the_shape():
    shape = shapely.Polygon([(108, 15), (108.12345678, 15), (108.1, 15.1)])
    assert json.loads(geometry_text(shape))["coordinates"][0][1] == [108.1234568, 15]
    thin = shapely.Polygon([(108, 15), (108.1, 15), (108.1, 15.00000001), (108, 15.000000005)])
    assert shapely.from_geojson(geometry_text(thin)).is_valid
