"""Villages found by the names officers write."""

import pytest

from portal.publishing.intake.names import VillageNames, is_other_commune
from tests.publishing.intake.places import COMMUNE, make_context

NAMES = VillageNames(make_context(before={}))


@pytest.mark.parametrize(
    "text",
    ["Tổ dân phố 7", "TDP 7", "Tổ DP 7", "tổ dân phố số 7", "Tổ 7", "TDP7", "tdp-07", "TỔ DÂN PHỐ 07", "7. Tổ 7",
     "Tổ  dân\nphố 7", "99002-07", "to dan pho 7"],
)  # fmt: skip
def test_a_residential_group_has_many_spellings(text):
    village = NAMES.find(text).village
    assert village
    assert village.name == "Tổ dân phố 7"


@pytest.mark.parametrize("text", ["Thôn Hòa Bình", "Thôn Hoà Bình", "thon hoa binh", "Hòa Bình", "THÔN HÒA BÌNH"])
def test_marks_their_place_and_the_unit_may_be_left_out(text):
    village = NAMES.find(text).village
    assert village
    assert village.name == "Thôn Hòa Bình"


def test_letters_and_marks_in_pieces_are_the_same_name():
    import unicodedata

    assert NAMES.find(unicodedata.normalize("NFD", "Thôn Đức Thủy")).village == NAMES.find("Thôn Đức Thuỷ").village
    assert NAMES.find("Thôn Đức Thủy").village


@pytest.mark.parametrize(
    "text", ["Tổng", "TỔNG CỘNG", "Toàn phường", "Phường Trà Mai", "Trà Mai", "99002", "Cộng toàn phường"]
)
def test_totals_and_the_commune_are_no_village(text):
    assert NAMES.find(text).is_commune


@pytest.mark.parametrize("text", ["Tổ dân phố 97", "Thôn VII", "Xóm 3", "UBND", "", "Tổ dân phố"])
def test_what_fits_nothing_is_unknown(text):
    assert not NAMES.find(text).known


def test_a_number_that_two_units_bear_is_not_enough():
    assert {village.name for village in NAMES.find("3").candidates} == {"Tổ dân phố 3", "Thôn 3"}
    assert NAMES.find("14").village


def test_another_number_is_never_suggested():
    assert NAMES.suggest("Tổ dân phố 97") is None
    assert NAMES.suggest("Tổ dân phó 7").name == "Tổ dân phố 7"  # type: ignore[union-attr]
    assert NAMES.suggest("Xóm 9").name == "Tổ dân phố 9"  # type: ignore[union-attr]


def test_titles_name_this_commune_or_another():
    assert is_other_commune("UBND XÃ TÂN LẬP", COMMUNE)
    assert is_other_commune("Đơn vị: phường Trà Câu", COMMUNE)
    assert not is_other_commune("Đơn vị: phường Trà Mai, tỉnh Quảng Ngãi", COMMUNE)
    assert not is_other_commune("Đơn vị tính: người", COMMUNE)
