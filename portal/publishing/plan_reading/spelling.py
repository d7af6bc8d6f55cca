"""Words of Vietnamese in one spelling: small letters, the tone told apart from the vowel it stands on.

``hoà`` and ``hòa``, composed or not, are one word; ``ký`` and ``kỹ`` stay two.
"""

import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_WORD = re.compile(r"[^\W_]+")


def list_words(text: str) -> list[str]:
    """The words and numbers of a text in their order."""
    return _WORD.findall(spell(text))


def spell(text: str) -> str:
    """Each word with its tone written at its end (``hòa`` and ``hoà`` → ``hoa`` and the grave accent's digit)."""
    return _WORD.sub(lambda found: _spell_word(found.group()), unicodedata.normalize("NFC", text.lower()))


def _spell_word(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    tones = [mark for mark in marks if mark in _TONES]
    if not tones:
        return word
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return bare + "".join(str(ord(tone) - 0x2FF) for tone in tones)
