"""Places as features: which geometry they have, which box they meet, how they are named."""

import datetime as dt
import json

import pytest

from portal.domain.boundaries import Boundary
from portal.domain.feature_places import feature_id
from portal.domain.features import (
    PORTION,
    Box,
    Span,
    Wanted,
    count_features,
    find_feature_key,
    list_feature_keys,
    list_features,
)
from portal.domain.localities import Locality, LocalityKind
from tests.builders import make_commune

TODAY = dt.date(2026, 11, 22)
VILLAGES = Wanted(LocalityKind.VILLAGE, TODAY)


@pytest.fixture
def session(public):
    with public.session() as session:
        yield session


def give_outline(session, place, corners):
    ring = [list(corner) for corner in [*corners, corners[0]]]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    text = json.dumps({"type": "Polygon", "coordinates": [ring]})
    sides = {"west": west, "south": south, "east": east, "north": north}
    session.add(Boundary(locality_id=place.id, kind="reference", geometry=text, source="a test", **sides))


def villages(session, number):
    commune = make_commune(session, villages=number)
    return session.query(Locality).filter_by(parent_id=commune.id).order_by(Locality.id).all()


def found(session, box):
    wanted = Wanted(LocalityKind.VILLAGE, TODAY, box=box)
    keys = list_feature_keys(session, wanted, offset=0, limit=100)
    return [place.locality.code[-2:] for place in list_features(session, wanted, keys)]


def test_the_geometry_is_the_outline_else_the_point_else_none(session):
    outlined, pointed, _, half = villages(session, 4)
    give_outline(session, outlined, [(106, 10), (107, 10), (107, 11)])
    outlined.lat = outlined.lon = pointed.lat = 10.5
    pointed.lon, half.lat = 106.25, 10.5
    session.flush()
    keys = list_feature_keys(session, VILLAGES, offset=0, limit=9)
    told = [place.geometry and json.loads(place.geometry) for place in list_features(session, VILLAGES, keys)]
    assert [geometry and geometry["type"] for geometry in told] == ["Polygon", "Point", None, None]
    assert told[1]["coordinates"] == [106.25, 10.5]


def test_a_box_beside_an_outline_but_within_its_rectangle_does_not_meet_it(session):
    triangle, pointed, nowhere = villages(session, 3)
    give_outline(session, triangle, [(106, 10), (107, 10), (107, 11)])
    pointed.lat, pointed.lon = 10.9, 106.1
    session.flush()
    beside, across, around = Box(106, 10.8, 106.2, 11), Box(106.4, 9, 106.6, 10.1), Box(105, 9, 108, 12)
    assert found(session, beside) == ["02", "03"]
    assert found(session, across) == ["01", "03"]
    assert found(session, around) == ["01", "02", "03"]
    assert nowhere.code.endswith("03")


def test_a_box_across_the_180th_meridian_is_two(session):
    east, west, middle = villages(session, 3)
    (east.lat, east.lon), (west.lat, west.lon), (middle.lat, middle.lon) = (0, 179), (0, -179), (0, 0)
    session.flush()
    assert found(session, Box(170, -10, -170, 10)) == ["01", "02"]
    assert found(session, Box(-170, -10, 170, 10)) == ["03"]


def test_more_outlines_along_an_edge_than_are_had_at_once(session):
    places = villages(session, PORTION + 5)
    for number, place in enumerate(places):
        shift = number / 1000
        give_outline(session, place, [(106 + shift, 10), (107 + shift, 10), (107 + shift, 11)])
    session.flush()
    wanted = Wanted(LocalityKind.VILLAGE, TODAY, box=Box(106, 10.9, 106.1, 11))
    assert count_features(session, wanted) == 0


def test_a_place_that_is_no_more_is_known_by_its_last_day_too(session):
    old, new, coming = villages(session, 3)
    old.code = new.code = coming.code = "99001-77"
    old.valid_from, old.valid_to = None, dt.date(2026, 6, 30)
    new.valid_from, new.valid_to = dt.date(2026, 7, 1), dt.date(2026, 12, 31)
    coming.valid_from = dt.date(2027, 1, 1)
    session.flush()
    names = ["99001-77~2026-06-30", "99001-77", "99001-77~2027-01-01"]
    assert [feature_id(place, TODAY) for place in (old, new, coming)] == names
    assert [find_feature_key(session, VILLAGES, name) for name in names] == [old.id, new.id, coming.id]
    always = Wanted(LocalityKind.VILLAGE, TODAY, span=Span(None, None))
    assert count_features(session, always) == 3
    assert find_feature_key(session, VILLAGES, "99001-77~2026-12-31") is None


def test_every_written_form_of_a_day_but_one_names_nothing(session):
    [old] = villages(session, 1)
    old.valid_to = dt.date(2026, 6, 30)
    session.flush()
    assert find_feature_key(session, VILLAGES, f"{old.code}~2026-06-30") == old.id
    for ref in (f"{old.code}~20260630", f"{old.code}~2026-W27-2", f"{old.code}~", f"{old.code}~x", old.code):
        assert find_feature_key(session, VILLAGES, ref) is None
