"""The page of a village that has nothing of its own yet but what its predecessors published."""

import datetime as dt

import pytest
from sqlalchemy import update

from portal.domain.datasets import Dataset
from portal.domain.localities import Locality, LocalityKind
from portal.publishing.places import import_places
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_indicator, make_installation, make_submission
from tests.html import check
from tests.publishing.places.lists import village, write_csv
from wsgi import create_app

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def read(public, desk, tmp_path):
    """The page of Thôn 4, which two villages with a figure of October became in November."""
    make_installation(public, indicators=[make_indicator(element="identity")])
    with public.begin() as session:
        province = {"unit": "tỉnh", "name": "Tỉnh Thử", "name_en": "Thu Province", "position": 0, "source": "test"}
        session.add(above := Locality(code="99", slug="thu", kind=LocalityKind.PROVINCE, **province))
        session.flush()
        session.execute(update(Locality).where(Locality.code == COMMUNE).values(parent_id=above.id))
    cells = [Cell("vneid-level2", f"{COMMUNE}-{number:02}", "2026-10", 60 + number, 100) for number in (1, 2, 3)]
    Publisher(desk, public, tmp_path, secret=b"a secret of tests").publish(make_submission(desk, cells))
    row = village(4, valid_from="01/11/2026", predecessors=f"{COMMUNE}-01; {COMMUNE}-02")
    import_places(public, desk, write_csv(tmp_path / "thon.csv", [row]), commune=COMMUNE, today=TODAY)
    settings = {"FILES_DIR": str(tmp_path), "SECRET_KEY": "for tests only", "TODAY": TODAY.isoformat()}
    app = create_app(DATABASE_URL=public.url.render_as_string(hide_password=False), RATE_LIMIT="", **settings)
    app.testing = True
    path = f"/localities/thu-nghiem/{COMMUNE}-04"

    def fetch(path=path):
        return check(app.test_client().get(path).get_data(as_text=True), path)

    yield fetch
    app.extensions["store"].close()


@pytest.mark.parametrize("made_up", [True, False])
def test_figures_restated_from_made_up_ones_are_said_to_be_made_up(read, public, made_up):
    with public.begin() as session:
        session.execute(update(Dataset).values(illustrative=made_up))
    page = read()
    assert "61,5" in page.text
    assert bool(page.find("p", class_="notice-illustrative")) is made_up


def test_a_village_that_has_yet_to_begin_is_none_that_has_ended(read, public, desk, tmp_path):
    row = village(5, "Thôn Mai Sau", valid_from="01/01/2027", predecessors=f"{COMMUNE}-03")
    import_places(public, desk, write_csv(tmp_path / "sau.csv", [row]), commune=COMMUNE, today=TODAY)
    page = read(f"/localities/thu-nghiem/{COMMUNE}-05")
    assert "Trước ngày 01/01/2027 mang tên" in page.text
    assert "Nơi này có đến hết ngày" not in page.text
