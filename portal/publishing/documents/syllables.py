"""How Vietnamese a text is: the part of its accented words that can be spoken in Vietnamese."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = ("c", "ch", "p", "t")
_HARD_TONES = ("\u0301", "\u0323")  # the two that a syllable ending in a stop can have
_ONSET = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
_RIME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|"
    "e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|"
    "o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|"
    "ooc|oong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uên|uênh|ui|um|un|"
    "ung|uơ|uôc|uôi|uôm|uôn|uông|uôt|up|ut|uy|uya|uych|uyên|uyêt|uynh|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ươc|ươi|ươm|ươn|"
    "ương|ươp|ươt|ươu|ưt|ưu|y|yêm|yên|yêt|yêu|êc|êng|ưp|uay|uan|uang|uanh|uao|uat|uăn|uăng|uăt|ue|uet"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})(?:{_RIME})")
_SIGNS = "\x01-\x08\x0e-\x1f\x80-\x9f\u00a1-\u00bf×÷€‚ƒ„†‡ˆ‰‹˜™›\u0300-\u0323"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}])+")
"""A word, with the signs that stand for letters where an old encoding is taken for Windows-1252."""


def score_text(text: str) -> tuple[float, int]:
    """The part (0 to 1) of the words with other than ASCII letters that are Vietnamese, and how many such there are.

    Capitals inside a word count as mistakes unless all of it is in capitals.
    """
    words = [word for word in _WORD.findall(text) if not (word.isascii() and word.isalpha())]
    good = sum(map(is_syllable, words))
    return (good / len(words) if words else 1.0), len(words)


def is_syllable(word: str) -> bool:
    """Whether the word, in NFC, can be a Vietnamese syllable; its case must be one that is written."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not plain.endswith(_STOPS) or bool(tones and tones[0] in _HARD_TONES)
