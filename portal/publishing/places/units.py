"""What villages are called: their unit, their own name, when two names are one, and how a name is written in English.

Two names are one when officers could not tell them apart in a workbook: case, spaces, the place of a tone mark, leading
zeros and the spellings of a unit (``TDP 3``, ``Tổ dân phố số 03``) make no difference. Marks do: An Hòa is not An Hoa.
"""

import re
import unicodedata

from portal.domain.folding import fold, without_marks
from portal.publishing.intake.names import parted, toned

UNITS = (
    "thôn, buôn, bon, làng, plei, bản, ấp, sóc, phum, tổ dân phố, khu phố, khu dân cư, khu vực, khu, khối phố, khối, "
    "khóm, xóm, tiểu khu, cụm dân cư, tổ nhân dân, đội"
).split(", ")
_KNOWN = {fold(unit): unit for unit in UNITS}
_SHORT = {"tdp": "tổ dân phố", "to dp": "tổ dân phố", "td pho": "tổ dân phố", "kp": "khu phố", "kdc": "khu dân cư"}
_OTHER = {"to": "tổ dân phố"}
_MEANS = _KNOWN | _SHORT | _OTHER
_MOST_WORDS = 3
_GLUED = re.compile(r"(?P<unit>[^\W\d]+?)\s*-?\s*(?P<number>\d+)")
_BETWEEN = re.compile(r"(?:[^\w\u0300-\u036f]|_)+")  # a tone at a word's end may have no letter to join
_NUMBER_SIGN = re.compile(r"^(?:số|so)\s+(?=\d)", re.IGNORECASE)
ENGLISH = {
    "thôn": "Village",
    "tổ dân phố": "Residential group",
    "khu phố": "Neighbourhood",
    "khu dân cư": "Residential area",
}


def unit_of(text: str) -> str | None:
    """The unit that a text names, as it is written: ``TDP`` is ``tổ dân phố``; None when it is none."""
    return _MEANS.get(fold(text))


def split_name(name: str) -> tuple[str | None, str]:
    """Unit and own name: ``TDP số 3`` is ("tổ dân phố", "3"); a name without a unit is its own."""
    words = name.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        unit = unit_of(" ".join(words[:count]))
        if unit:
            return unit, _NUMBER_SIGN.sub("", " ".join(words[count:]))
    glued = _GLUED.fullmatch(name)
    unit = unit_of(glued["unit"]) if glued else None
    return (unit, glued["number"]) if glued and unit else (None, name)


def full_name(name: str, unit: str) -> str:
    """The name with its unit before it, a shortened unit written out: ``TDP 3`` → ``Tổ dân phố 3``."""
    found, own = split_name(name)
    if found is None:
        return f"{_capital(unit)} {name}"
    written = fold(name.removesuffix(own)).removesuffix(" so")
    return f"{_capital(found)} {own}" if written in _SHORT else name


def name_key(name: str, unit: str) -> tuple[str, str]:
    """Equal for two names that are one."""
    found, own = split_name(name)
    if found is None:
        own, found = _without(own, unit), unit
    own_unit, rest = parted(f"{fold(found)} {own}")
    marked = " ".join(w.lstrip("0") or "0" if w.isdigit() else w for w in _BETWEEN.split(_composed(own)) if w)
    return own_unit or fold(found), marked if fold(marked) == rest or own_unit is None else rest


def english_name(name: str, unit: str) -> str:
    """``Village 3``, ``Phu An Village``; of highland and other units the name without marks: ``Buon Ako Dhong``."""
    found, own = split_name(name)
    word = ENGLISH.get(found or unit)
    if word is None or found is None:
        return without_marks(name)
    return f"{word} {without_marks(own)}" if own[:1].isdigit() else f"{without_marks(own)} {word.title()}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _without(name: str, unit: str) -> str:
    """The name without a unit that is none of the known ones."""
    begun = f"{fold(unit)} "
    return " ".join(name.split()[len(unit.split()) :]) if fold(name).startswith(begun) else name


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", toned(text))
