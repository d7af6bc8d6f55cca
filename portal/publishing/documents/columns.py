"""Cells that head the columns of a table, known by what offices write there."""

import re
from collections.abc import Sequence

from portal.domain.folding import fold

LONGEST = 60
"""Characters; a cell with more heads no column."""

_NUMBER = re.compile(r"tt|stt|so tt|so thu tu")
_NAMED = re.compile(
    r"(?:(?:noi dung|ten|nhom|cac|danh muc)\s+)*"
    r"(?:chi tieu|muc tieu|nhiem vu|giai phap|cong viec|noi dung|hoat dong)\b.*"
    r"|don vi(?: tinh)?|dvt"
    r"|(?:co quan|don vi|bo phan|ca nhan|nguoi|phong|ban|lanh dao|,|-|va|/|\s)*"
    r"\b(?:chu tri|thuc hien|phoi hop|dau moi|phu trach|tham muu)\b.*"
    r"|(?:thoi gian|thoi han|tien do)\b.*|(?:han|ngay)(?: (?:thuc hien|hoan thanh|bao cao|trien khai))*"
    r"|hoan thanh|(?:san pham|ket qua)\b.*|ghi chu|tham chieu"
)
_YEAR = re.compile(
    r"(?:(?:den|het|nam|cuoi|chi tieu|muc tieu|ke hoach|thuc hien|giai doan|uoc|dat)\s+)*20[2-9]\d(?:[\s-]+20[2-9]\d)?"
)
_ROLES = (
    ("number", _NUMBER),
    ("unit", re.compile(r"don vi|don vi tinh|dvt")),
    ("lead", re.compile(r".*\b(?:chu tri|thuc hien|dau moi|phu trach)\b.*")),
    ("partners", re.compile(r".*\bphoi hop\b.*")),
    ("due", re.compile(r".*\b(?:thoi gian|thoi han|tien do|hoan thanh|han)\b.*")),
    ("product", re.compile(r".*\b(?:san pham|ket qua)\b.*")),
    ("note", re.compile(r".*\b(?:ghi chu|tham chieu)\b.*")),
    ("task", re.compile(r".*\b(?:nhiem vu|giai phap|cong viec|noi dung cong viec)\b.*")),
    ("name", re.compile(r".*\b(?:chi tieu|muc tieu|noi dung)\b.*")),
)
_ASIDE = re.compile(r"\([^()]*\)|[*:.]")


def names_columns(cells: Sequence[str]) -> bool:
    """Whether the cells head columns: at least two say what stands below, and none is long.

    A letterhead and a signature name none.
    """
    told = [cell for cell in cells if cell]
    return len(told) > 1 and count_named(told) > 1 and all(len(cell) < LONGEST for cell in told)


def count_named(cells: Sequence[str]) -> int:
    """How many of the cells are headings of columns."""
    return sum(is_named(cell) for cell in cells)


def is_named(cell: str) -> bool:
    """Whether a cell is the heading of a column."""
    said = " ".join(fold(_ASIDE.sub(" ", cell)).split())
    return len(cell) < LONGEST and bool(_NUMBER.fullmatch(said) or _NAMED.fullmatch(said) or _YEAR.fullmatch(said))


def role_of(cell: str) -> str | None:
    """What a heading says of its column: ``number``, ``name``, ``task``, ``unit``, ``lead`` …; None where it says
    nothing known. Where ``is_named`` asks whether there is a table at all, this takes the headings of one as they come.
    """
    said = fold(cell)
    return next((name for name, words in _ROLES if words.fullmatch(said)), None) if len(cell) < LONGEST else None


def is_number_heading(cell: str) -> bool:
    """Whether the column numbers the rows: ``TT``, ``STT``."""
    return bool(_NUMBER.fullmatch(" ".join(fold(_ASIDE.sub(" ", cell)).split())))
