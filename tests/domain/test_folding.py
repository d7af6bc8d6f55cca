"""Vietnamese text without its marks."""

import unicodedata

import pytest

from portal.domain.folding import fold, slugify, sort_key


@pytest.mark.parametrize("text", ["duong", "đường", "Đường", "ĐƯỜNG", unicodedata.normalize("NFD", "Đường")])
def test_marks_case_and_unicode_form_do_not_matter(text):
    assert fold(text) == "duong"


@pytest.mark.parametrize("text", ["Hoà Bình", "Hòa Bình", "hoa binh", "  Hoà   Bình. "])
def test_the_two_places_of_a_tone_mark_are_one(text):
    assert fold(text) == "hoa binh"


def test_highland_names_fold_too():
    assert fold("Buôn Akŏ Dhŏng, KDũn, Đŭng") == "buon ako dhong kdun dung"


def test_a_slug_is_an_address():
    assert slugify("Tổ dân phố 7") == "to-dan-pho-7"


def test_names_sort_by_letters_then_marks_and_numbers_by_value():
    names = ["Thôn 10", "Thôn 2", "Buôn Đŭng", "Buôn Dur", "Thôn Ba"]
    assert sorted(names, key=sort_key) == ["Buôn Đŭng", "Buôn Dur", "Thôn 2", "Thôn 10", "Thôn Ba"]
