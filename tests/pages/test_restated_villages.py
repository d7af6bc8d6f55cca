"""The pages of villages that came out of others: what they tell before they have anything of their own."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from portal.domain.datasets import Dataset
from portal.domain.localities import Locality, LocalityChange, LocalityKind
from portal.publishing.places import import_places
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_indicator, make_installation, make_submission, make_village
from tests.conftest import Installation
from tests.html import check
from tests.publishing.places.lists import village, write_csv

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
    path = f"/localities/thu-nghiem/{COMMUNE}-04"
    with Installation(public, desk, tmp_path).running_app() as app:

        def fetch(path=path):
            return check(app.test_client().get(path).get_data(as_text=True), path)

        yield fetch


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


def test_a_village_that_has_yet_to_begin_says_from_when(read, public, desk, tmp_path):
    rows = [village(5, "Thôn Mai Sau", valid_from="01/01/2027")]
    import_places(public, desk, write_csv(tmp_path / "sau.csv", rows), commune=COMMUNE, today=TODAY)
    assert "Nơi này có từ ngày 01/01/2027." in read(f"/localities/thu-nghiem/{COMMUNE}-05").text
    assert "Nơi này có từ ngày" not in read().text


FORMER = {"unit": "xã", "valid_to": dt.date(2025, 6, 30), "source": "test"}


@pytest.fixture
def read_former(read, public):
    """The same where Thôn 3 was made of the Thôn 1 of each of two communes, which ended in June 2025."""
    with public.begin() as session:
        above, new = (
            session.scalars(select(Locality).where(Locality.code == c)).one() for c in ("99", f"{COMMUNE}-03")
        )
        for code, place in (("90001", "an"), ("90002", "binh")):
            texts = {"slug": f"cu-{place}", "name": f"Xã Cũ {place.title()}", "name_en": f"Cu {place.title()} Commune"}
            commune = Locality(code=code, kind=LocalityKind.COMMUNE, parent_id=above.id, **texts, **FORMER)
            session.add(commune)
            session.flush()
            session.add(old := make_village(commune, 1))
            old.valid_to = commune.valid_to
            session.flush()
            session.add(LocalityChange(predecessor_id=old.id, successor_id=new.id, weight=1, basis="whole"))
    return read


def test_villages_of_communes_that_are_no_more_are_led_to_there_and_told_apart(read_former):
    old = {"/localities/cu-an/thon-1", "/localities/cu-binh/thon-1"}
    new = read_former(f"/localities/thu-nghiem/{COMMUNE}-03")
    assert old <= set(new.links)
    assert "sáp nhập từ Thôn 1 (Xã Cũ An) và Thôn 1 (Xã Cũ Binh)." in new.text
    commune = read_former("/localities/thu-nghiem")
    assert old <= set(commune.links)
    assert "Thôn 1 (Xã Cũ An)" in commune.text


def test_a_village_of_a_commune_that_is_no_more_leads_to_the_commune_of_today(read_former):
    page = read_former("/localities/cu-an/thon-1")
    assert "/localities/thu-nghiem/thon-3" in page.links
    assert "cùng Thôn 1 (Xã Cũ Binh) sáp nhập thành Thôn 3 (Xã Thử Nghiệm)." in page.text
    assert "/localities/cu-an#villages" not in page.links
