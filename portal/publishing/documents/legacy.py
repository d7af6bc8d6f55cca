"""The two encodings Vietnamese offices used before Unicode, TCVN3 (fonts .Vn…) and VNI (fonts VNI-…).

Both are kept here as what a program that knows nothing of them shows: the characters of Windows-1252. So one table
serves the bytes of an old file, the same bytes taken for Latin-1 on the way, and the runs of a Word document.

TCVN3 as its main fonts have it (VN3) holds small letters with tones and seven capitals without (Ă Â Đ Ê Ô Ơ Ư); a
capital with a tone was another font (.VnTimeH) or a small letter among capitals. ``mend_capitals`` gives back what
the words around tell; a single capital at the head of a name (“ủy ban” for “Ủy ban”) is lost for good. The full set
of the standard (VN1) has all 134 letters, the capitals where Windows has its quotation marks.
"""

import re

_SMALL = (
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ",
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ",
)
_PLAIN_CAPITALS = ("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦")
VN3 = dict(zip(_SMALL[1] + _PLAIN_CAPITALS[1], _SMALL[0] + _PLAIN_CAPITALS[0], strict=True))
"""The letter for each character of Windows-1252, in the order of the main fonts."""

_VN1_BYTES = (
    (0x80, "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"),
    (0xBF, "ẴẮẦẨẪẤỀ"),
    (0xD9, "ỄẾỒ"),
    (0x13, "ỲỶỸÝỴ"),
    (0x04, "ỪỬỮ"),
    (0x11, "ỨỰ"),
    (0x01, "ÚỤ"),
    *((byte, letter) for byte, letter in zip((0xAF, 0xBA, 0xCD, 0xE0, 0xF0, 0xFF), "ẰẲỂỔỖỐ", strict=True)),
    (0xB0, "\u0300\u0309\u0303\u0301\u0323"),  # tones that stand after their letter
)

_VNI_MARKS = {
    "a": ("áàảãạăắằẳẵặâấầẩẫậ", "ùøûõïêéèúüëâáàåãä"),
    "e": ("éèẻẽẹêếềểễệ", "ùøûõïâáàåãä"),
    "o": ("óòỏõọôốồổỗộ", "ùøûõïâáàåãä"),
    "ô": ("ớờởỡợ", "ùøûõï"),
    "u": ("úùủũụ", "ùøûõï"),
    "ö": ("ứừửữự", "ùøûõï"),
    "y": ("ýỳỷỹ", "ùøûõ"),
}
_VNI_ALONE = ("đíìỉĩịơưỵ", "ñíìæóòôöî")


def show_byte(byte: int) -> str:
    """The character Windows-1252 shows for a byte, of the five it leaves free the one of Latin-1."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _full_table() -> dict[str, str]:
    """VN1: VN3 and all the capitals; both the Windows-1252 and the Latin-1 look of a byte."""
    table = dict(VN3)
    for first, letters in _VN1_BYTES:
        for byte, letter in enumerate(letters, start=first):
            table[show_byte(byte)] = table[chr(byte)] = letter
    return table


def _vni_table() -> dict[str, str]:
    """One or two characters to a letter; the case of the base is the letter's, whatever the mark's case is."""
    table = {}
    for base, (letters, marks) in _VNI_MARKS.items():
        for letter, mark in zip(letters, marks, strict=True):
            for sign in (mark, mark.upper()):
                table[base + sign], table[base.upper() + sign] = letter, letter.upper()
    for letter, sign in zip(*_VNI_ALONE, strict=True):
        table[sign], table[sign.upper()] = letter, letter.upper()
    return table


VN1 = _full_table()
VNI = _vni_table()
_VNI_SIGN = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_VN3_SIGNS, _VN1_SIGNS = str.maketrans(VN3), str.maketrans(VN1)

_LOST = "([àáãèéìíòóõùúýĩũạ-ỹ])"  # letters whose capitals the main fonts lack
_LIST_START = re.compile(rf"^(\s*(?:[-+•*]|\(?[0-9A-Za-zđ]{{1,4}}(?:\.[0-9]{{1,2}})*[.)])\s+){_LOST}", re.MULTILINE)
_SENTENCE_START = re.compile(rf"(\w[.!?] ){_LOST}")
_SMALL_KEPT = re.compile("[a-zăâđêôơư]")  # letters whose capitals they have
_HIGH_RUN = re.compile(r"(?<!\S)(?:[^\sa-zăâđêôơư]+(?:\s+|$))+")
_HIGH_WORD = re.compile(r"(?<![^\W\d_])(?:(?![a-zăâđêôơư])[^\W\d_])+(?![^\W\d_])")


def from_tcvn3(text: str) -> str:
    """The text shown for TCVN3 bytes, in Unicode; capitals with tones as ``mend_capitals`` finds them."""
    return mend_capitals(text.translate(_VN3_SIGNS))


def from_full_tcvn3(text: str) -> str:
    """The same for a file that uses all the places of the standard, quotation marks among them."""
    return text.translate(_VN1_SIGNS)


def from_vni(text: str) -> str:
    """The text shown for VNI bytes, in Unicode."""
    return _VNI_SIGN.sub(lambda found: VNI[found[0]], text)


def mend_capitals(text: str) -> str:
    """Give capitals back to words written “HOạCH”, to whole lines of capitals, and to the start of a list item."""
    text = "\n".join(_mend_line(line) for line in text.split("\n"))
    for start in (_LIST_START, _SENTENCE_START):
        text = start.sub(lambda found: found[1] + found[2].upper(), text)
    return text


def _mend_line(line: str) -> str:
    """Whole runs of words without a small letter where one of them is surely meant in capitals, else such words."""
    if _is_high(line):
        return line.upper()
    line = _HIGH_RUN.sub(lambda run: run[0].upper() if any(map(_is_mixed, run[0].split())) else run[0], line)
    return _HIGH_WORD.sub(lambda word: word[0].upper() if _is_high(word[0]) else word[0], line)


def _is_mixed(word: str) -> bool:
    return _is_high(word) and not word.isupper()


def _is_high(text: str) -> bool:
    """No small letter that has a capital in TCVN3, and two capitals, or one that is not the first letter."""
    if _SMALL_KEPT.search(text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isascii() or letter in "ĂÂĐÊÔƠƯ" for letter in letters)
    return capitals > 1 or (capitals == 1 and not letters[0].isupper())
