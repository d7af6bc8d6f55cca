"""What number formats tell that values do not: percent signs, and codes padded with zeros; lengths of shared texts."""

import re
from dataclasses import dataclass

from portal.publishing.problems import Refused
from portal.publishing.workbooks.archive import Archive
from portal.publishing.workbooks.limits import Limits
from portal.publishing.workbooks.markup import Attributes, scan_part
from portal.publishing.workbooks.words import about_file

PERCENTS = {"9": "0%", "10": "0.00%"}  # the built-in numbers
CODE = re.compile(r"0{4,}")
_LITERAL = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True)
class Style:
    """``percent``: the cell shows 0.5 as 50 %. ``padded``: it shows 4012 as 04012, to this many digits."""

    percent: bool
    padded: int


def read_styles(archive: Archive, part: str) -> dict[str, Style]:
    """The styles that tell something, by the number cells call them by."""
    if not part:
        return {}
    scan = _StyleScan()
    scan_part(archive, part, scan)
    found = {}
    for number, form in enumerate(scan.cells):
        code = scan.codes.get(form, "")
        style = Style("%" in _LITERAL.sub("", code), len(code) if CODE.fullmatch(code) else 0)
        if style.percent or style.padded:
            found[str(number)] = style
    return found


class _StyleScan:
    def __init__(self) -> None:
        self.codes = dict(PERCENTS)
        self.cells: list[str] = []
        self._within = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "cellXfs":
            self._within = True
        elif tag == "xf" and self._within:
            self.cells.append(attributes.get("numFmtId", ""))
        elif tag == "numFmt":
            self.codes.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", "")[:200])

    def end(self, tag: str) -> None:
        self._within = self._within and tag != "cellXfs"

    def characters(self, text: str) -> None:
        """Everything is in attributes."""


def read_lengths(archive: Archive, part: str, limits: Limits) -> list[int]:
    """How long each shared text is.

    :raises Refused: one alone, or all together, are too long.
    """
    if not part:
        return []
    scan = _LengthScan(archive.file, limits)
    scan_part(archive, part, scan)
    return scan.lengths


class _LengthScan:
    def __init__(self, file: str, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self.lengths: list[int] = []
        self._length = self._total = self._marks = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        self._marks += 1
        if self._marks > self.limits.marks:
            raise Refused([about_file("too-many-marks", self.file, limit=self.limits.marks)])
        if tag == "si":
            self._length = 0

    def end(self, tag: str) -> None:
        if tag == "si":
            self.lengths.append(self._length)

    def characters(self, text: str) -> None:
        self._length += len(text)
        self._total += len(text)
        if self._total > self.limits.texts:
            code, limit = ("text-too-long", "text") if self._length > self.limits.text else ("too-much-text", "texts")
            raise Refused([about_file(code, self.file, limit=getattr(self.limits, limit))])
