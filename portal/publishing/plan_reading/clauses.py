"""Sentences of a piece, and the clause of each number in it: what the number is said of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.publishing.plan_reading.quantities import COUNT, PERCENT, Quantity

_SENTENCE = re.compile(
    r"(?<=[^\WA-ZĐ]{2}[.;!?])\s+(?=[^\W_])|(?<=[;])\s*|(?<=%[.;])\s*(?=[^\W_])|(?<=\d\d[.;])\s+(?=[^\W\d_])"
)
_CUT = re.compile(r"[,;]\s+|\s+(?:và|đồng thời|trong đó)\s+")


def list_half_sentences(text: str) -> list[str]:
    """The sentences of a paragraph, parted at semicolons too, each without the white space around it."""
    return [part for each in _SENTENCE.split(text) if (part := each.strip())]


@dataclass(frozen=True)
class Clause:
    """:param words: of the clause without its number; it stands from ``start`` to ``end`` of the sentence."""

    quantity: Quantity
    words: str
    start: int
    end: int


def list_clauses(sentence: str, quantities: Sequence[Quantity]) -> Iterator[Clause]:
    """Each number that is asked for, with the words that say what of.

    Beside a percentage a count is a property of what is counted (``100% người dân có 01 tài khoản``), not a number
    asked for. Where a sentence asks for several numbers it is cut at the last comma before the words that lead to the
    next number; where nothing stands between the comma and the number, at the number.
    """
    percents = [quantity for quantity in quantities if quantity.kind == PERCENT]
    asked = percents or list(quantities)
    cuts = [0, *(_cut(sentence, before, after) for before, after in pairwise(asked)), len(sentence)]
    for number, quantity in enumerate(asked):
        start, end = cuts[number], cuts[number + 1]
        words = f"{sentence[start : quantity.start]} {sentence[quantity.end : end]}"
        yield Clause(quantity, " ".join(words.split()), start, end)


def _cut(sentence: str, before: Quantity, after: Quantity) -> int:
    """Where the clause of one number ends and the next one's begins."""
    between = sentence[before.end : after.start]
    cuts = list(_CUT.finditer(between))
    return before.end + cuts[-1].end() if cuts else after.start


def is_per_year(clause: str) -> bool:
    """Whether a count is asked for every year."""
    return bool(re.search(r"(?:mỗi|hằng|hàng|từng|một)\s+năm|/\s*năm|bình\s+quân\s+năm", clause, re.IGNORECASE))


def units_of(quantity: Quantity, clause: str) -> tuple[str, ...]:
    """The units an indicator may have for this number: a percentage is of none but percent."""
    if quantity.kind == PERCENT:
        return ("percent",)
    if quantity.kind == COUNT:
        return ("count-per-year",) if is_per_year(clause) else ("count", "count-per-year")
    return ("index",)
