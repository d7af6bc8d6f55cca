import pytest

from portal.plain_text import plain_text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (" Vì sao số giảm?\r\n", "Vì sao số giảm?"),
        ("một\vhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("\u202egnourht\u2066 x\u2069", "gnourht x"),
        ("Tab\tgiữ, tiếng Việt giữ: ờ, nhóm 👨\u200d👩", "Tab\tgiữ, tiếng Việt giữ: ờ, nhóm 👨\u200d👩"),
        ("\ufffe\ud800", ""),
    ],
)
def test_what_nobody_can_see_does_not_stay(sent, kept):
    assert plain_text(sent) == kept
    assert plain_text(kept) == kept
