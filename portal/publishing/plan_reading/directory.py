"""The bodies of one plan, under one name each, however the plan shortens it from place to place."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from portal.domain.folding import fold
from portal.publishing.plan_reading.bodies import leading_names, mentioned_names
from portal.publishing.plan_reading.body_names import OF_EVERY_LEVEL, OWN_UNITS, BodyName, spell, tidy
from portal.publishing.plan_reading.body_words import MENTION
from portal.publishing.plan_reading.piece import Part, Piece

_FRONT = {"mat tran", "mat tran to quoc", "mat tran to quoc viet nam", "uy ban mat tran to quoc viet nam"}
_OWN_UNIT = re.compile(r"(?<!các )\b(phường|xã|đặc khu)\b(?! hội)")
_IS_STANDING = re.compile(r"\s*(?:\(|,|\blà\s+)\s*[Cc]ơ quan [Tt]hường trực")
_STANDING_BODY = re.compile(r"Cơ quan [Tt]hường trực(?: (?:của )?[Bb]an [Cc]hỉ đạo\w*)?", re.IGNORECASE)


class Directory:
    """The bodies of one plan: a short form of a name is that of the one full form the plan has.

    :param unit: the commune's own kind, for bodies that every level has.
    :param standing: the body that serves the steering committee (``cơ quan thường trực``).
    """

    def __init__(self, names: Iterable[str], unit: str = "", standing: str = "") -> None:
        self._full: dict[str, str] = {}
        self._unit, self._standing = unit, ""
        for name in dict.fromkeys(self._of_level(name) for name in names):
            body = spell(name)
            shorts = _short_forms(body) if body.unit in {"", *OWN_UNITS} else set()
            for short in {fold(name), *shorts}:
                if len(name) > len(self._full.get(short, "")):
                    self._full[short] = name
        self._standing = self.name(standing) if standing else ""

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> "Directory":
        """Of all bodies named in a plan, its list of recipients left out."""
        text = [tidy(piece.text) for piece in pieces if piece.part is not Part.TAIL]
        units = Counter(unit for said in text for unit in _OWN_UNIT.findall(said))
        unit = units.most_common(1)[0][0] if units else ""
        standing = next((name for said in text for name in _standing_names(said)), "")
        return cls((name for said in text for name in mentioned_names(said)), unit, standing)

    def name(self, name: str) -> str:
        """The name as this plan has it in full."""
        if _STANDING_BODY.match(name) and self._standing:
            return self._standing
        if full := self._full.get(fold(name)):
            return full
        name = self._of_level(name)
        body = spell(name)
        return self._full.get(fold(body.core), name) if body.unit in OWN_UNITS else name

    def names(self, names: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.name(name) for name in names))

    def _of_level(self, name: str) -> str:
        return f"{name} {self._unit}".strip() if name in OF_EVERY_LEVEL else name


def _standing_names(said: str) -> list[str]:
    """The body of which a sentence says that it is the standing one."""
    if not (found := _IS_STANDING.search(said)):
        return []
    before = said[: found.start()]
    starts = [mention.start() for mention in MENTION.finditer(before)]
    return leading_names(before[starts[-1] :]) if starts else []


def _short_forms(body: BodyName) -> set[str]:
    """What else the body is called: the Front in its many forms, a committee without its number, ``các đoàn thể``."""
    core = fold(body.core)
    return {core, re.sub(r" \d+$| chinh tri xa hoi$", "", core)} | (_FRONT if core in _FRONT else set())
