"""A plan in other words or other signs that mean the same; the tables stay as they are."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

from bench.plans.plan import Plan
from bench.plans.synonyms import pairs

SHARE = 0.6
"""So many of the places where a word could be replaced are."""

ABBREVIATIONS = (
    ("Ủy ban nhân dân", "UBND"),
    ("Uỷ ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Mặt trận Tổ quốc", "MTTQ"),
    ("thủ tục hành chính", "TTHC"),
    ("cán bộ, công chức, viên chức", "CBCCVC"),
    ("cán bộ, công chức", "CBCC"),
    ("dịch vụ công", "DVC"),
    ("cơ sở dữ liệu", "CSDL"),
    ("công nghệ thông tin", "CNTT"),
    ("chuyển đổi số", "CĐS"),
    ("đổi mới sáng tạo", "ĐMST"),
    ("khoa học và công nghệ", "KH&CN"),
    ("khoa học, công nghệ", "KHCN"),
)

TONES = "".join(map(unicodedata.lookup, ("COMBINING GRAVE ACCENT", "COMBINING ACUTE ACCENT", "COMBINING TILDE")))
TONES += "".join(map(unicodedata.lookup, ("COMBINING HOOK ABOVE", "COMBINING DOT BELOW")))
_FIRST_VOWEL = re.compile(rf"(?<![qQ])([oO](?=.[aeAE])|[uU](?=.[yY]))([{TONES}])([aeyAEY])(?!\w)")
_SECOND_VOWEL = re.compile(rf"(?<![qQ])([oO](?=[aeAE])|[uU](?=[yY]))([aeyAEY])([{TONES}])(?!\w)")


def replace_synonyms(plan: Plan, chance: random.Random, *, harsh: bool = False) -> Plan:
    """Words of the list in ``synonyms`` replaced in most places."""
    return plan.with_words(_replacer(pairs(harsh=harsh), chance))


def contract(plan: Plan, chance: random.Random) -> Plan:
    """What offices abbreviate, abbreviated everywhere."""
    return plan.with_words(_replacer(ABBREVIATIONS, chance, share=1))


def expand(plan: Plan, chance: random.Random) -> Plan:
    """What offices abbreviate, written out everywhere."""
    return plan.with_words(_replacer([(short, long) for long, short in ABBREVIATIONS], chance, share=1))


def _replacer(words: Sequence[tuple[str, str]], chance: random.Random, share: float = SHARE) -> Callable[[str], str]:
    """A function that replaces each word once, the longest first, and begins with a capital what began with one."""
    known = {before.lower(): after for before, after in words}
    longest = sorted(known, key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        if chance.random() >= share or _is_other_sense(match):
            return match[0]
        after = known[match[0].lower()]
        if match[0].isupper() and len(match[0]) > 6:
            return after.upper()
        return after[0].upper() + after[1:] if match[0][0].isupper() else after

    return lambda text: found.sub(other, text)


def _is_other_sense(match: re.Match[str]) -> bool:
    """``trên`` is replaced before a number only (``trên 90%``), nowhere where it tells a place."""
    return match[0].lower() in {"trên", "dưới"} and not re.match(r"\s\d", match.string[match.end() :])


def set_tone_on_first(text: str) -> str:
    """``hoà`` as ``hòa``, ``thuỷ`` as ``thủy``."""
    return unicodedata.normalize("NFC", _SECOND_VOWEL.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))


def set_tone_on_second(text: str) -> str:
    """``hòa`` as ``hoà``, ``thủy`` as ``thuỷ``."""
    return unicodedata.normalize("NFC", _FIRST_VOWEL.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))


def use_ascii_signs(text: str) -> str:
    """``≥`` as ``>=``, dashes as ``-``, round quotation marks as straight ones."""
    return text.translate(str.maketrans({"≥": ">=", "≤": "<=", "–": "-", "“": '"', "”": '"', "…": "..."}))


def use_long_dashes(text: str) -> str:
    """Every dash between spaces, or at the beginning, as ``–``."""
    return re.sub(r"(?:^|(?<=\s))-(?=\s)", "–", text)


def use_hard_spaces(text: str) -> str:
    """No-break spaces around numbers and after labels."""
    return re.sub(r"(?<=\d) | (?=\d)|(?<=^-) ", "\N{NO-BREAK SPACE}", text)


def part_percent(text: str) -> str:
    """``85%`` as ``85 %``."""
    return re.sub(r"(?<=\d)%", " %", text)


def spell_percent(text: str) -> str:
    """``85%`` as ``85 phần trăm``."""
    return re.sub(r"(?<=\d)\s?%", " phần trăm", text)


def blur(text: str, chance: random.Random, share: float = 0.004) -> str:
    """Letters as bad recognition of a scan has them: marks lost, look-alikes, here and there."""
    alike = {"l": "1", "1": "l", "0": "O", "O": "0", "ă": "a", "ơ": "o", "ư": "u", "rn": "m", "%": "o/o", ",": "."}
    return "".join(alike.get(letter, letter) if chance.random() < share * 5 else letter for letter in text)
