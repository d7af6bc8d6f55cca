"""TCVN3 and VNI, letter by letter and in words whose bytes are known."""

import unicodedata

import pytest

from portal.publishing.documents.encodings import convert_text
from portal.publishing.documents.legacy import VN1, VN3, VNI, from_full_tcvn3, from_tcvn3, from_vni
from tests.publishing.documents.making import encode, show_as

SMALL = {
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
} - set("aeiouy") | {"đ"}
CAPITALS = {letter.upper() for letter in SMALL}


def test_the_alphabet_has_134_letters_that_ascii_lacks():
    assert len(SMALL | CAPITALS) == 134


def test_vni_has_every_letter():
    assert set(VNI.values()) == SMALL | CAPITALS
    assert all(from_vni(show_as(letter, "vni")) == letter for letter in SMALL | CAPITALS)


def test_the_standard_of_tcvn3_has_every_letter():
    assert set(VN1.values()) >= SMALL | CAPITALS
    assert all(from_full_tcvn3(show_as(letter, "tcvn3-full")) == letter for letter in SMALL | CAPITALS)


def test_the_main_fonts_of_tcvn3_have_every_small_letter_and_seven_capitals():
    assert set(VN3.values()) == SMALL | set("ĂÂĐÊÔƠƯ")
    assert all(from_tcvn3(show_as(letter, "tcvn3")) == letter for letter in SMALL)


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"K\xd5 ho\xb9ch chuy\xd3n \xae\xe6i s\xe8 c\xf1a x\xb7", "Kế hoạch chuyển đổi số của xã", "tcvn3"),
        (b"C\xe9ng ho\xb5 x\xb7 h\xe9i", "Cộng hoà xã hội", "tcvn3"),
        (b"Ke\xe1 hoa\xefch chuye\xe5n \xf1o\xe5i so\xe1 cu\xfba xa\xf5", "Kế hoạch chuyển đổi số của xã", "vni"),
        (b"U\xdbY BAN NHA\xc2N DA\xc2N, Ng\xf6\xf4\xf8i \xf4\xfb", "ỦY BAN NHÂN DÂN, Người ở", "vni"),
    ],
)
def test_bytes_of_old_files_are_read(content, text, encoding):
    assert convert_text(content.decode("cp1252")) == (text, encoding)
    assert convert_text(content.decode("latin-1")) == (text, encoding)


def test_a_soft_hyphen_is_a_letter_of_tcvn3():
    assert convert_text("ng\u00ad\u00eai d\u00adíi n\u00adíc") == ("người dưới nước", "tcvn3")


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch chuyển đổi số của xã",
        "hoà, là, có, không, trên toàn xã",
        "Cà phê, sô cô la và pa tê",
        "Une école à côté du café où l’été dure",
        "The café’s naïve résumé — ½ £5 © 2026 ®",
        "Xin chào",
        "Đắk Lắk, Ðăk Cấm: m², 5°, «ghi chú»",
        "5%",
    ],
)
def test_text_that_is_unicode_already_is_never_converted(text):
    assert convert_text(text) == (text, "utf-8")


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("KÕ HO¹CH", "KẾ HOẠCH"),
        ("ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"),
        ("KÕ ho¹ch HO¹T §éNG", "Kế hoạch HOẠT ĐỘNG"),
        ("ng\u00ad\u00eai ë UBND x·", "người ở UBND xã"),
        ("a) øng dông. æn ®Þnh", "a) Ứng dụng. Ổn định"),
        ("1.1. ®æi míi", "1.1. đổi mới"),
    ],
)
def test_capitals_that_tcvn3_lacks_are_given_back_where_the_words_around_tell(shown, text):
    assert from_tcvn3(shown) == text


@pytest.mark.parametrize("old", ["tcvn3-full", "vni"])
def test_a_paragraph_goes_there_and_back(old):
    text = "ĐẢNG ỦY XÃ Ý YÊN: Kỳ lạ lý lỵ lươn, thuở khuya khuỷu tay, Ngoằn ngoèo, xoáy"
    assert convert_text(show_as(text, old)) == (text, old.removesuffix("-full"))
    assert encode(text, f"{old}-mojibake") == show_as(text, old).encode()
