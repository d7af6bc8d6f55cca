"""How wide text is, and that every letter of Vietnamese is drawn, the same on every machine."""

import unicodedata

import pytest

from portal.formats.letters import BOLD, REGULAR, SEMIBOLD, _widths, fold, measure, shorten
from portal.formats.png import FONTS, render_png

VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
ALL = "".join(LETTERS) + "đbcdghklmnpqrstvxŏĕñ"
SIGNS = "≤≥<>→−–—±·…“”’%0123456789,.;:()/"


def letter(text, font="sans-serif"):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60" width="60" height="60">'
    return render_png(f'{svg}<text x="8" y="44" font-size="36" font-family="{font}">{text}</text></svg>', width=60)


@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD, BOLD])
def test_the_fonts_have_every_vietnamese_letter_and_sign_that_drawings_write(weight):
    assert [c for c in ALL + ALL.upper() + SIGNS if ord(c) not in _widths(FONTS[weight])] == []


def test_every_letter_is_drawn_as_itself_and_not_as_a_box():
    drawn = {each: letter(each) for each in ALL + ALL.upper() + "≤≥→"}
    assert len(set(drawn.values())) == len(drawn)
    assert letter("\U00010348") not in drawn.values()


def test_letters_are_the_font_s_own_on_every_machine():
    assert letter("Ự", "system-ui, sans-serif") == letter("Ự", "Source Sans Pro")


def test_a_width_is_that_of_the_font():
    assert measure("n", 1000, exact=True) == 547
    assert measure("Thôn", 10, exact=True) * 2 == pytest.approx(measure("Thôn", 20, exact=True))
    assert measure("Thôn", 10, BOLD, exact=True) > measure("Thôn", 10, exact=True)


def test_lines_are_folded_at_spaces_and_words_only_where_they_must_be():
    lines = fold("Người dân có định danh điện tử", 120, 20, exact=True)
    assert " ".join(lines) == "Người dân có định danh điện tử"
    assert all(measure(line, 20, exact=True) <= 120 for line in lines)
    cut = fold("x" * 50, 120, 20, exact=True)
    assert "".join(cut) == "x" * 50
    assert len(cut) > 1
    assert fold("", 120, 20) == []


def test_an_address_is_cut_after_its_marks():
    lines = fold("https://so.example.vn/maps/tra-cau/vneid-level2?period=2026-10&view=change", 400, 20, exact=True)
    assert len(lines) > 1
    assert all(line[-1] in "/?&=" for line in lines[:-1])


def test_what_is_too_long_is_shortened_to_what_fits():
    text = shorten("Người dân có định danh điện tử", 120, 20, exact=True)
    assert text.endswith("…")
    assert measure(text, 20, exact=True) <= 120
    assert shorten("ngắn", 120, 20) == "ngắn"


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="never closed"):
        render_png("<p>", width=10)
