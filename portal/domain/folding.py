"""Vietnamese text without its marks, for finding and for addresses.

``đường``, ``Đường`` and ``duong`` fold to the same; so do the two places of a tone mark, ``hoà`` and ``hòa``,
and the letters of highland names (``Akŏ Dhŏng`` → ``ako dhong``).
"""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower-case base letters and digits, words parted by one space."""
    return _NOT_WORD.sub(" ", without_marks(text.lower())).strip()


def without_marks(text: str) -> str:
    """The text in plain letters, its case and its signs kept, as English writes Vietnamese names: ``M'Drắk`` →
    ``M'Drak``."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slugify(text: str) -> str:
    """The folded text as an address: ``Tổ dân phố 7`` → ``to-dan-pho-7``."""
    return fold(text).replace(" ", "-")


def sort_key(text: str) -> tuple[tuple[object, ...], str]:
    """Vietnamese order: base letters first, then marks; numbers by value (``thôn 2`` before ``thôn 10``)."""
    words = tuple((0, int(w), "") if w.isdigit() else (1, 0, w) for w in fold(text).split())
    return words, unicodedata.normalize("NFC", text.lower())
