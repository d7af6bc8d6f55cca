"""Finding a village by the name an officer wrote.

Tried in this order, and only one village may fit: the code; the name with its marks, wherever the tone stands
(``Hoà``, ``Hòa``); the name without marks, the unit in any of its spellings (``TDP 7``, ``Tổ DP số 7``); the name
without its unit (``Hòa Bình``, ``7``).
"""

import datetime as dt
import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from portal.domain.folding import fold
from portal.domain.periods import Period
from portal.publishing.intake.context import Commune, Context, Village
from portal.publishing.workbooks.grid import Value

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NUMBERING = re.compile(r"^\s*\(?[0-9]{1,3}\s*[.)]\s+(?=\D)")
_UNITS = (
    ("to dan pho", "to dan pho|to dp|t dan pho|tdp|td pho|to"),
    ("khu pho", "khu pho|kp"),
    ("khu", "khu"),
    ("thon", "thon"),
    ("buon", "buon|bon"),
    ("lang", "lang"),
    ("ban", "ban"),
    ("ap", "ap"),
    ("xom", "xom"),
    ("khoi", "khoi"),
)
_UNIT = [(unit, re.compile(rf"(?:{words})(?:\s+so\s+(?=\d)|\s+|(?=\d))(?P<rest>\S.*)")) for unit, words in _UNITS]
_COMMUNE_UNITS = "phuong|xa|thi tran|dac khu"
_TOTAL = re.compile(
    rf"(tong|cong|tong cong|tong so|tong chung)( (toan|ca))?( ({_COMMUNE_UNITS}))?|(toan|ca) ({_COMMUNE_UNITS})|total"
)


@dataclass(frozen=True)
class Place:
    """What a name means: one village, with those that had its name before; the commune (a total); or neither, with the
    villages it could be.
    """

    village: Village | None = None
    is_commune: bool = False
    candidates: tuple[Village, ...] = ()

    def at(self, period: Period) -> Village | None:
        """The village meant by a figure of a period, where others had the name before."""
        there = [village for village in self.candidates if village.existed_on(period.end)]
        return there[0] if self.village and len(there) == 1 else self.village

    @property
    def known(self) -> bool:
        return self.village is not None or self.is_commune


UNKNOWN = Place()


def toned(text: str) -> str:
    """Lower case with each word's tone at its end, so that the two places of a tone mark are one spelling."""
    words = unicodedata.normalize("NFD", text.lower()).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    tones = "".join(c for c in word if c in _TONES)
    return "".join(c for c in word if c not in _TONES) + tones


def parted(text: str) -> tuple[str | None, str]:
    """Unit and own name without marks, numbers without leading zeros: ``TDP 07`` is ("to dan pho", "7")."""
    folded = " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in fold(text).split())
    for unit, pattern in _UNIT:
        if match := pattern.fullmatch(folded):
            return unit, re.sub(r"^0+(?=\d)", "", match["rest"])
    return None, folded


def plain_name(value: Value) -> str:
    """The text of a cell that names something; whole numbers lose their ``.0``."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(unicodedata.normalize("NFC", str(value)).split()) if value is not None else ""


def closest(text: str, names: Iterable[str]) -> str | None:
    """The name that a text most likely means; numbers in it must be the same."""
    folded = fold(text)
    digits = re.findall(r"\d+", folded)
    keys = {fold(name): name for name in names if re.findall(r"\d+", fold(name)) == digits}
    found = difflib.get_close_matches(folded, keys, n=1, cutoff=0.72)
    return keys[found[0]] if found else None


class VillageNames:
    """The villages of a commune, to be found by name or code."""

    def __init__(self, context: Context) -> None:
        self.villages = context.villages
        self._commune = context.commune
        self._ways = [
            _index(self.villages, lambda v: [v.code.casefold()]),
            _index(self.villages, lambda v: [toned(v.name)]),
            _index(self.villages, _own_parts),
        ]
        self._by_rest = _index(self.villages, lambda v: [parted(v.name)[1]])
        self._short_codes = _index(self.villages, lambda v: [v.code.rpartition("-")[2]])
        self._commune_names = _commune_names(self._commune)
        self.find = cache(self._find)

    def _find(self, text: str, code: bool = False) -> Place:
        """:param code: the text stands in a column of codes."""
        text = _NUMBERING.sub("", text)
        if code:
            return self._chosen(self._by_code(text))
        if self._is_commune(text):
            return Place(is_commune=True)
        ways = (text.casefold(), toned(text), parted(text))
        for index, key in zip(self._ways, ways, strict=True):
            if found := index.get(key):
                return self._chosen(found)
        return self._by_own_name(text)

    def _by_own_name(self, text: str) -> Place:
        unit, rest = parted(text)
        if unit is not None:
            return UNKNOWN
        found = dict.fromkeys(self._by_rest.get(rest, ()))
        if re.fullmatch(r"0[0-9]+", text.strip()):  # "07" is a number, or the end of a code
            found |= dict.fromkeys(self._by_code(text.strip()))
        if not found and fold(text) == fold(_bare(self._commune)):
            return Place(is_commune=True)
        return self._chosen(tuple(found))

    def _by_code(self, text: str) -> tuple[Village, ...]:
        text = text.strip()
        if text.casefold() == self._commune.code.casefold():
            return ()
        return self._ways[0].get(text.casefold()) or self._short_codes.get(text.rjust(2, "0"), ())

    def _is_commune(self, text: str) -> bool:
        if text.strip() == self._commune.code or toned(text) == toned(self._commune.name):
            return True
        folded = fold(text)
        bare = fold(_bare(self._commune))
        return folded in self._commune_names or bool(_TOTAL.fullmatch(folded.removesuffix(f" {bare}")))

    def _chosen(self, found: tuple[Village, ...]) -> Place:
        """The village found; of several of one name, of which all but one are no more, the last with the others."""
        if len(found) == 1:
            return Place(village=found[0])
        there = [village for village in found if village.valid_to is None]
        if not found or len(there) > 1:
            return Place(candidates=found)
        last = there[0] if there else max(found, key=lambda village: village.valid_to or dt.date.max)
        return Place(village=last, candidates=found)

    def suggest(self, text: str) -> Village | None:
        """The village that an unknown name most likely means."""
        unit, rest = parted(_NUMBERING.sub("", text))
        named = self._by_rest.get(rest, ()) if unit is not None else ()
        if len(named) == 1:
            return named[0]
        by_name = {village.name: village for village in self.villages}
        name = closest(text, by_name)
        return by_name[name] if name else None


def _own_parts(village: Village) -> list[object]:
    unit, rest = parted(village.name)
    return [(unit, rest)] if unit else [(None, rest), (fold(village.unit), rest)]


def _index(
    villages: Iterable[Village], keys: Callable[[Village], Iterable[object]]
) -> dict[object, tuple[Village, ...]]:
    found: dict[object, list[Village]] = defaultdict(list)
    for village in villages:
        for key in keys(village):
            found[key].append(village)
    return {key: tuple(those) for key, those in found.items()}


def _bare(commune: Commune) -> str:
    """The commune's name without its unit."""
    return re.sub(r"^(phường|xã|thị trấn|đặc khu)\s+", "", commune.name, flags=re.IGNORECASE)


def _commune_names(commune: Commune) -> set[str]:
    return {fold(commune.name), fold(f"toàn {commune.name}"), fold(f"tổng {commune.name}")}


def is_other_commune(text: str, commune: Commune) -> bool:
    """Whether a title names a phường or xã that is not this one."""
    pattern = rf"(?:^|\b(?:don vi|ubnd|uy ban nhan dan|dia ban|dia phuong) )(?:{_COMMUNE_UNITS}) (?P<name>.+)"
    match = re.search(pattern, fold(text))
    if match is None:
        return False
    bare = fold(_bare(commune))
    return not f"{match['name']} ".startswith(f"{bare} ")
