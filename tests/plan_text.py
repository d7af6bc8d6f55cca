"""A plan's text as received, cut at its labels and bullets, so that a citation can be followed in it."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROMAN = re.compile(r"(I{1,3}|IV|VI{0,3})\.\s")
NUMBER = re.compile(r"([1-9]\d?(?:\.[1-9]\d?)+)\.?\s|([1-9]\d?)\.\s")
LETTER = re.compile(r"([a-zđ])\)\s")
BULLET = re.compile(r"-\s")
NOISE = re.compile(r"\[bookmark: \w+\]|[*#\\]+")


@dataclass
class PlanText:
    """Words by place: ``words["II.2.1.a"][2]`` is its second bullet, ``[0]`` what stands before the first."""

    words: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(str)))

    def at(self, section: str, item: str | None) -> str:
        """The words at a citation; empty where there is no such place."""
        bullets = self.words.get(section, {})
        if item:
            return bullets.get(int(item.partition(".")[0]), "")
        return " ".join(bullets.values())

    def headings_over(self, section: str) -> str:
        """What stands before the first bullet at the place and at every label above it."""
        parts = section.split(".")
        paths = [".".join(parts[:n]) for n in range(1, len(parts) + 1)]
        return " ".join(self.words[path][0] for path in paths if path in self.words)


def read_plan(path: Path) -> PlanText:
    text, roman, number, place, bullet = PlanText(), "", "", "", 0
    for raw in unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines():
        line = NOISE.sub("", raw).strip() + " "
        if match := ROMAN.match(line):
            roman, number, bullet = match[1], "", 0
            place = roman
        elif roman and (match := NUMBER.match(line)):
            number, bullet = match[1] or match[2], 0
            place = f"{roman}.{number}"
        elif number and (match := LETTER.match(line)):
            place, bullet = f"{roman}.{number}.{match[1]}", 0
        elif BULLET.match(line):
            bullet += 1
        if place:
            text.words[place][bullet] += line
    return text


def numbers_in(words: str) -> set[float]:
    """Numbers as Vietnamese writes them: ``1,5``, ``02``, ``100``."""
    return {float(token.replace(",", ".")) for token in re.findall(r"\d+(?:,\d+)?", words)}
