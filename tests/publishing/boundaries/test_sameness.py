"""The same outlines come in from every format and every zone, within a metre."""

import json

import pytest
import shapely
import shapely.affinity
from sqlalchemy import select

from portal.domain.boundaries import Boundary
from portal.publishing.boundaries import Wanted, import_boundaries
from portal.publishing.reference import load_localities
from portal.settings import DATA
from tests.builders import COMMUNE
from tests.conftest import NOW, SHARED, lacking
from tests.publishing.boundaries.making import (
    WRITERS,
    draw,
    in_system,
    make_place,
    metres_apart,
    write_geojson,
    write_layer,
    write_zip,
)

ZONES = (9216, 5898, 9209, 9212, 9218)


@pytest.fixture(scope="module")
def communes():
    """Codes, names and shapes of the five real communes."""
    path = SHARED / "geo" / "communes.geojson"
    if not path.is_file():
        lacking("the real commune outlines (../shared/geo)")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    told = [feature["properties"] for feature in features]
    return {"mã xã": [one["code"] for one in told], "tên": [one["name"] for one in told]}, shapes


@pytest.fixture
def register(public):
    with public.begin() as session:
        load_localities(session, DATA)
    return public


def take(store, path, **more):
    with store.begin() as session:
        return import_boundaries(session, path, today=NOW, wanted=Wanted(**more))


def stored(store):
    with store.session() as session:
        return {b.locality.code: shapely.from_geojson(b.geometry) for b in session.scalars(select(Boundary))}


def distances(found, codes, shapes):
    assert set(found) == set(codes)
    return [metres_apart(found[code], shape) for code, shape in zip(codes, shapes, strict=True)]


def test_the_real_communes_are_the_same_from_every_format_in_every_zone(register, communes, tmp_path):
    table, shapes = communes
    assert take(register, SHARED / "geo" / "communes.geojson").crs == "EPSG:4326"
    apart = {"as they are": distances(stored(register), table["mã xã"], shapes)}
    for number in ZONES:
        moved = in_system(shapes, number)
        for ending, write in WRITERS.items():
            done = take(register, write(tmp_path / f"xã-{number}{ending}", moved, table, number))
            assert (done.count, done.replaced, done.crs) == (5, 5, f"EPSG:{number}")
            apart[f"EPSG:{number} {ending}"] = distances(stored(register), table["mã xã"], shapes)
    print("\nmetres between the outline and what was stored:", *table["mã xã"], sep="  ")
    for name, metres in apart.items():
        print(f"{name:<22}", *(f"{one:.4f}" for one in metres), sep="  ")
    assert max(map(max, apart.values())) < 1


@pytest.mark.parametrize("number", [5898, 4756, 4326])
def test_two_hundred_villages_come_in_from_a_shapefile_with_a_vietnamese_table(public, tmp_path, number):
    with public.begin() as session:
        places = make_place(session, 200)[1:]
    shapes = draw(200)[1:]
    table = {
        "ma_thon": [place.code for place in places],
        "ten_thon": [f"Thôn Đồng Dạ số {n} – Hoà Bình" for n in range(200)],
        "loai": ["thôn"] * 200,
        "so_ho": [100 + n for n in range(200)],
        "ghi_chu": ["ranh giới theo hồ sơ 364, chỉnh lý năm 2025"] * 200,
    }
    done = take(public, write_zip(tmp_path / "thôn.zip", in_system(shapes, number), table, number))
    assert (done.count, done.crs) == (200, f"EPSG:{number}")
    assert max(distances(stored(public), table["ma_thon"], shapes)) < 0.05
    assert done.comparison.overlaps == []


def test_villages_are_known_by_their_names_within_a_commune(public, tmp_path):
    with public.begin() as session:
        places = make_place(session, 30)
    shapes = draw(30)
    names = ["XÃ THỬ NGHIỆM", *(f"thôn  0{n}" if n < 10 else f"Thon {n}" for n in range(1, 31))]
    path = write_zip(tmp_path / "ten.zip", in_system(shapes, 5898), {"ten_thon": names}, 5898)
    assert take(public, path, commune=COMMUNE).count == 31
    assert max(distances(stored(public), [place.code for place in places], shapes)) < 0.05


def test_one_village_comes_in(public, tmp_path):
    with public.begin() as session:
        make_place(session, 1)
    whole, village = draw(1)
    path = write_layer(tmp_path / "một thôn.gpkg", in_system([village], 9216), {"ma": [f"{COMMUNE}-01"]}, 9216)
    done = take(public, path)
    assert (done.count, done.comparison.gaps) == (1, [])
    assert distances(stored(public), [f"{COMMUNE}-01"], [whole])[0] < 0.05


def test_a_thousand_villages_of_ten_communes_come_in(public, tmp_path):
    codes, shapes = [], []
    with public.begin() as session:
        for number in range(10):
            places = make_place(session, 100, code=f"9900{number}", slug=f"xa-{number}")
            codes += [place.code for place in places[1:]]
            places[0].lon += number * 0.2
            drawn = draw(100)[1:]
            shapes += [shapely.affinity.translate(shape, number * 0.2) for shape in drawn]
    done = take(public, write_geojson(tmp_path / "nghìn.geojson", in_system(shapes, 5898), {"code": codes}, 5898))
    assert (done.count, done.simplified, len(done.homes)) == (1000, 1000, 10)
    assert max(distances(stored(public), codes, shapes)) < 0.05
