"""The cell of predecessors: ``21451-03; 21451-04=60%``, with shares there or in a column of their own."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.domain.folding import fold
from portal.domain.localities import Basis
from portal.publishing.places.problems import Report
from portal.publishing.places.table import Line
from portal.publishing.places.values import text_in
from portal.publishing.workbooks import Value

CODE = re.compile(r"[0-9]{1,10}-[0-9]{2,8}")
LAST_NUMBER = 99_999_999  # that a code has room for
_UNKNOWN = "?"
_SHARE = r"[0-9.,]+\s*%?|\?"
_REF = re.compile(
    r"(?P<code>[0-9]+\s*[-–]\s*[0-9]+)\s*"
    rf"(?:[=:]\s*(?P<share>{_SHARE})\s*(?P<basis>[^\W\d]*)|\((?P<inside>{_SHARE})\))?"
)
_BETWEEN = re.compile(r";|[,\s]\s*(?=[0-9]{4,}\s*[-–]\s*[0-9])")  # a comma may be a decimal's, unless a code follows
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_BASES = {
    "nguoi": Basis.PEOPLE,
    "dan": Basis.PEOPLE,
    "so nguoi": Basis.PEOPLE,
    "dan so": Basis.PEOPLE,
    "so dan": Basis.PEOPLE,
    "nhan khau": Basis.PEOPLE,
    "people": Basis.PEOPLE,
    "population": Basis.PEOPLE,
    "ho": Basis.HOUSEHOLDS,
    "so ho": Basis.HOUSEHOLDS,
    "ho dan": Basis.HOUSEHOLDS,
    "ho gia dinh": Basis.HOUSEHOLDS,
    "households": Basis.HOUSEHOLDS,
}
BASIS_WORDS: dict[str | None, str] = {Basis.PEOPLE: "người", Basis.HOUSEHOLDS: "hộ"}
"""How a basis is written in a list."""
_WHOLE = frozenset({"whole", "toan bo", "ca", "nguyen"})
_NONE = frozenset({"khong", "khong co", "none"})


@dataclass(frozen=True)
class Ref:
    """A predecessor as a row names it; without a share the row says nothing of it.

    :param unknown: the row takes back what was told of the share.
    """

    code: str
    weight: float | None = None
    basis: str | None = None
    unknown: bool = False

    @property
    def share(self) -> float | str | None:
        return _UNKNOWN if self.unknown else self.weight


def says_none(line: Line) -> bool:
    """Whether a word says that there are no predecessors."""
    return any(fold(part) in _NONE for part in _parts(line.cells.get("predecessors")))


def read_refs(line: Line, report: Report) -> tuple[Ref, ...]:
    """The predecessors of a row; those that are wrong are reported and left out."""
    given = _basis(text_in(line.cells.get("basis")), line, report)
    parts = _parts(line.cells.get("predecessors"))
    if says_none(line) and len(parts) > 1:
        report.add("none-and-more", line, "predecessors")
        return ()
    named = [text for text in parts if fold(text) not in _NONE]
    refs = [ref for text in named if (ref := _read(text, given, line, report))]
    refs = _with_column(refs, given, line, report)
    seen: dict[str, Ref] = {}
    for ref in refs:
        if ref.code in seen:
            report.add("predecessor-twice", line, "predecessors", code=ref.code)
        seen.setdefault(ref.code, ref)
    if any(ref.weight is not None and ref.basis is None for ref in seen.values()):
        report.add("no-basis", line, "basis" if "basis" in line.table.columns else "predecessors")
    return tuple(seen.values())


def _parts(value: Value) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text_in(value)) if part.strip()]


def _basis(text: str, line: Line, report: Report, column: str = "basis") -> str | None:
    words = fold(text).removeprefix("theo ")
    if not words or words in _WHOLE:
        return None
    if words not in _BASES:
        report.add("unknown-basis", line, column, value=text)
    return _BASES.get(words)


def _read(text: str, basis: str | None, line: Line, report: Report) -> Ref | None:
    match = _REF.fullmatch(text)
    code = re.sub(r"\s", "", match["code"]).replace("–", "-") if match else ""
    if match is None or not CODE.fullmatch(code):
        report.add("predecessor-form", line, "predecessors", value=text)
        return None
    share = match["share"] or match["inside"]
    if share is None:
        return Ref(code)
    own = _basis(match["basis"] or "", line, report, "predecessors")
    return _weighed(Ref(code), share, own or basis, line, "predecessors", report)


def _weighed(ref: Ref, share: str, basis: str | None, line: Line, column: str, report: Report) -> Ref:
    if share.strip() == _UNKNOWN:
        return replace(ref, unknown=True)
    weight = share_of(share)
    if weight is None:
        report.add("weight", line, column, value=share)
        return ref
    return replace(ref, weight=weight, basis=basis or (Basis.WHOLE if weight == 1 else None))


def share_of(text: str) -> float | None:
    """``60%``, ``0,6`` and ``0.6`` are 0.6; None when it is no share above 0 and at most 1."""
    bare = text.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    number = Decimal(bare.replace(",", ".")) / (100 if text.strip().endswith("%") else 1)
    return float(number) if 0 < number <= 1 else None


def _with_column(refs: list[Ref], basis: str | None, line: Line, report: Report) -> list[Ref]:
    """The predecessors with the shares of the column of weights, in their order."""
    value = line.cells.get("weights")
    shares = [str(value)] if isinstance(value, int | float) else _parts(value)
    if not shares or report.is_wrong(line):
        return refs
    if len(shares) != len(refs):
        report.add("weights-count", line, "weights", count=len(shares), wanted=len(refs))
        return refs
    pairs = zip(refs, shares, strict=True)
    found = [_weighed(Ref(ref.code), share, basis, line, "weights", report) for ref, share in pairs]
    for before, after in zip(refs, found, strict=True):
        if before.share is not None and after.share is not None and before.share != after.share:
            report.add("weights-both", line, "weights", code=before.code)
    return found
