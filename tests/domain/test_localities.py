"""Codes and dates: a code alone names two places."""

import datetime as dt

import pytest

from portal.domain.localities import get_commune, get_locality, list_communes, list_namesakes

BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture
def session(bare):
    with bare.public.session() as session:
        yield session


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("23284", "Phường Duy Tân", "Phường Đăk Cấm"),
        ("21451", "Phường Phổ Văn", "Phường Trà Câu"),
        ("10993", "Xã Thái Hòa", "Xã Thượng Hồng"),
        ("25220", "Phường Long Phước", "Phường Phước Bình"),
        ("24121", "Phường Tân Hòa", "Phường Tân Lập"),
    ],
)
def test_a_reused_code_resolves_by_date(session, code, old, new):
    assert get_commune(session, code, on=BEFORE).name == old
    assert get_commune(session, code, on=AFTER).name == new


def test_a_name_that_lived_on_is_another_place_than_before(session):
    new = get_commune(session, "tan-lap", on=AFTER)
    old = get_commune(session, "24118", on=BEFORE)
    assert (old.name, new.name) == ("Phường Tân Lập", "Phường Tân Lập")
    assert old in new.predecessors
    assert [p.name for p in new.predecessors] == ["Phường Tân Lập", "Phường Tân Hòa", "Xã Hòa Thắng"]
    assert [s.slug for s in old.successors] == ["tan-lap"]
    assert [n.name for n in list_namesakes(session, new)] == ["Phường Tân Hòa"]


def test_dong_nai_is_a_province_until_29_april_2026_and_a_city_since(session):
    assert get_locality(session, "75", on=dt.date(2026, 4, 29)).name == "Tỉnh Đồng Nai"
    assert get_locality(session, "75", on=dt.date(2026, 4, 30)).name == "Thành phố Đồng Nai"


def test_the_communes_are_the_five_of_today(session, now):
    communes = list_communes(session, on=now)
    assert [c.slug for c in communes] == ["dak-cam", "tra-cau", "thuong-hong", "phuoc-binh", "tan-lap"]
    assert sum(c.population for c in communes) == 29_799 + 45_524 + 24_584 + 44_771 + 73_316


def test_what_does_not_exist_is_none(session, now):
    assert get_commune(session, "khong-co", on=now) is None
    assert get_commune(session, "51", on=now) is None, "a province is not a commune"
