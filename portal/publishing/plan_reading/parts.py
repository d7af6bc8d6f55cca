"""Which part of a plan a heading begins, by the words offices use for it."""

import re

from portal.domain.folding import fold
from portal.publishing.plan_reading.piece import Part

_PARTS = (
    (Part.GOALS, re.compile(r"\b(muc tieu|chi tieu)\b")),
    (Part.TASKS, re.compile(r"\b(nhiem vu|giai phap)\b")),
    (Part.DUTIES, re.compile(r"\b(to chuc thuc hien|kinh phi|phan cong|trach nhiem thuc hien|to chuc trien khai)\b")),
    (Part.PURPOSE, re.compile(r"\b(muc dich|yeu cau|quan diem|can cu|su can thiet|thuc trang)\b")),
)


def named_parts(title: str) -> tuple[Part, ...]:
    """In the order in which the title names them."""
    said = fold(title)
    found = [(match.start(), part) for part, words in _PARTS if (match := words.search(said))]
    return tuple(part for _, part in sorted(found))
