"""Units and names as officers write them."""

import pytest

from portal.publishing.places.columns import COLUMNS, meaning_of
from portal.publishing.places.units import UNITS, english_name, full_name, name_key, split_name, unit_of
from portal.settings import ROOT


@pytest.mark.parametrize(
    ("text", "unit"),
    [("TDP", "tổ dân phố"), ("To DP", "tổ dân phố"), ("KP.", "khu phố"), ("Buon", "buôn"), ("Ấp", "ấp"), ("Hội", None)],
)
def test_a_unit_has_many_spellings(text, unit):
    assert unit_of(text) == unit


def test_every_unit_is_read_back_from_a_name():
    assert {unit: split_name(f"{unit.capitalize()} Sông Mã")[0] for unit in UNITS} == {unit: unit for unit in UNITS}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Tổ dân phố số 03", ("tổ dân phố", "03")),
        ("TDP7", ("tổ dân phố", "7")),
        ("Khu vực 3", ("khu vực", "3")),
        ("Thôn Buôn Ky", ("thôn", "Buôn Ky")),
        ("Phú An", (None, "Phú An")),
        ("Thôn", (None, "Thôn")),
    ],
)
def test_a_name_is_parted_into_its_unit_and_its_own(name, parts):
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("name", "unit", "full"),
    [
        ("TDP 3", "tổ dân phố", "Tổ dân phố 3"),
        ("TDP số 3", "tổ dân phố", "Tổ dân phố 3"),
        ("Tổ 3", "tổ dân phố", "Tổ 3"),
        ("Phú An", "thôn", "Thôn Phú An"),
        ("Thôn Phú An", "thôn", "Thôn Phú An"),
    ],
)
def test_short_units_are_written_out_and_lacking_ones_put_before(name, unit, full):
    assert full_name(name, unit) == full


@pytest.mark.parametrize(
    ("name", "unit", "english"),
    [
        ("Tổ dân phố 3", "tổ dân phố", "Residential group 3"),
        ("Thôn Phú An", "thôn", "Phu An Village"),
        ("Buôn Akŏ Dhŏng", "buôn", "Buon Ako Dhong"),
        ("Bản Đông", "bản", "Ban Dong"),
        ("Tổ dân phố 9 mới", "tổ dân phố", "Residential group 9 moi"),
    ],
)
def test_an_english_name_is_made_without_marks(name, unit, english):
    assert english_name(name, unit) == english


def test_two_names_of_one_place_have_one_key():
    assert len({name_key(name, "tổ dân phố") for name in ("TDP 3", "Tổ dân phố 03", "tổ 3", "Tổ DP số 3", "3")}) == 1
    assert name_key("Thôn An Hoà", "thôn") == name_key("An Hòa", "thôn") != name_key("An Hoa", "thôn")


def test_every_heading_of_the_template_means_its_column():
    for column in COLUMNS:
        for heading in (column.key, column.title, column.title_en, column.title.upper(), f"{column.title} (*)"):
            assert meaning_of(heading) == column.key, heading
    assert meaning_of("Trưởng thôn") is None
    assert meaning_of(12) is None


def test_every_column_is_in_the_documentation():
    told = (ROOT / "docs" / "places.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"| {column.title} | {column.title_en} |" in told
