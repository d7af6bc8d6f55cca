"""The text of a cell is what its reader sees, or a flaw."""

import unicodedata

import pytest

from portal.publishing.workbooks.text import clean_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Thôn 1  ", "Thôn 1"),
        ("Thôn\u00a01", "Thôn 1"),
        ("Thôn\u20031\u202f", "Thôn 1"),
        ("dòng 1\r\ndòng 2\rdòng 3", "dòng 1\ndòng 2\ndòng 3"),
        (unicodedata.normalize("NFD", "Tổ dân phố Hòa Bình"), "Tổ dân phố Hòa Bình"),
        ("≤ 5 % → Ñ ŏ", "≤ 5 % → Ñ ŏ"),
        ("\n \t", ""),
    ],
)
def test_spaces_are_plain_and_letters_composed(text, kept):
    assert clean_text(text).text == kept


@pytest.mark.parametrize("number", [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
def test_what_turns_or_hides_text_is_a_flaw(number):
    clean = clean_text(f"Thôn{chr(number)} 1")
    assert clean.flaw in ("hidden-character", "control-character")
    assert (clean.text, clean.character) == ("", f"U+{number:04X}")


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ue000", "\udc80", "\uffff"])
def test_what_cannot_be_read_is_a_flaw(letter):
    assert clean_text(f"Thôn {letter}").flaw == "control-character"


@pytest.mark.parametrize("letter", ["\u3164", "\u2800", "\ufe0f", "\u034f", "\u00ad", "\u2028", "\U000e0041"])
def test_letters_and_marks_that_show_nothing_are_flaws(letter):
    assert clean_text(f"Thôn{letter}1").flaw == "hidden-character"


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "@SUM(1)|x!A0", "+cmd|' /C calc'!A0"])
def test_a_formula_kept_as_text_is_a_flaw(text):
    assert clean_text(text).flaw == "formula-text"
