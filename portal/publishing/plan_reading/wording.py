"""Which indicator a sentence speaks of, by its wording, with a score from 0 to 1; what is not sure is not guessed.

Known wordings stand in ``data/indicator_wordings.csv`` beside each indicator's own name; what an office says in other
words, and its abbreviations, in ``data/plan_synonyms.csv``. A word weighs the more the fewer indicators have it
(inverse document frequency, Spärck Jones 1972); pairs of neighbours weigh as words do.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from portal.publishing.plan_reading.spelling import list_words
from portal.publishing.reading import read_rows
from portal.publishing.reference import INDICATOR_COLUMNS

KNOWN = 0.5
"""A match below this score is not filled in: the reviewer is shown what comes near."""
SURE = 0.6
"""A match below this score is filled in and marked."""
APART = 0.04
"""As much better than the second the first has to be."""
NEAR = 0.3
"""Below this score an indicator is not even near."""
NEAREST = 3
BARE = 3  # words and their pairs: two words
_PAIRS = 0.6  # how much of a pair's weight counts beside its words
_BREADTH = 0.35  # how much it matters that the sentence says nothing of another indicator
_IDLE = frozenset(
    list_words(
        "có và của các cho trên trong địa bàn phường xã với được đến tỷ tỉ lệ đạt tổng là theo từ một những về tại khi "
        "này do hoặc thuộc năm hết phấn đấu ít nhất tối thiểu mỗi"
    )
)


@dataclass(frozen=True)
class Measure:
    """What is known of an indicator here: ``unit`` is ``percent``, ``count``, ``count-per-year`` or ``index``."""

    code: str
    unit: str
    direction: str
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """:param code: of the indicator; None where none is sure; :param nearest: codes that come near, in order."""

    code: str | None
    score: float
    nearest: tuple[str, ...]
    close: bool = False


def read_measures(data: Path) -> list[Measure]:
    """The indicators of ``data/indicators.csv`` with the wordings known for each.

    :raises Refused: a file is not as it must be, or a wording names no indicator.
    """
    known: dict[str, list[str]] = {}
    for row in read_rows(data / "indicator_wordings.csv", ("indicator", "wording")):
        known.setdefault(row.required("indicator"), []).append(row.required("wording"))
    return [
        Measure(
            row.required("code"),
            row.required("unit"),
            row.required("direction"),
            (row.required("name_vi"), row.required("short_vi"), *known.get(row.required("code"), ())),
        )
        for row in read_rows(data / "indicators.csv", INDICATOR_COLUMNS)
    ]


def read_synonyms(data: Path) -> dict[str, str]:
    """What is said and what is meant, both spelled as ``spelling`` does."""
    rows = read_rows(data / "plan_synonyms.csv", ("said", "meant"))
    return {_joined(row.required("said")): _joined(row.required("meant")) for row in rows}


def _joined(text: str) -> str:
    return " ".join(list_words(text))


class Wordings:
    """The wordings of all indicators, made ready once."""

    def __init__(self, measures: Iterable[Measure], synonyms: Mapping[str, str]) -> None:
        self.measures = {measure.code: measure for measure in measures}
        longest_first = sorted(synonyms, key=lambda said: -len(said))
        self._synonyms = dict(synonyms)
        self._said = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b") if synonyms else None
        self._terms = [
            (measure.code, frozenset(self._terms_of(wording)))
            for measure in self.measures.values()
            for wording in dict.fromkeys(measure.wordings)
        ]
        in_indicators: dict[str, set[str]] = {}
        for code, terms in self._terms:
            for term in terms:
                in_indicators.setdefault(term, set()).add(code)
        total = len(self.measures)
        self._weights = {term: self._weight(term, len(codes), total) for term, codes in in_indicators.items()}
        self._wholes = {terms: self._sum(terms) for _code, terms in self._terms}

    def find(self, said: str, *, units: Sequence[str]) -> Match:
        """The indicator that a sentence speaks of, among those with one of the units."""
        spoken = self._weights.keys() & self._terms_of(said)
        scores: dict[str, float] = {}
        known = self._sum(spoken)
        for code, terms in self._terms:
            if self.measures[code].unit in units:
                score = self._score(terms, spoken, known)
                scores[code] = max(score, scores.get(code, 0.0))
        ranked = Counter(scores).most_common(NEAREST)
        nearest = tuple(code for code, score in ranked if score >= NEAR)
        if not nearest:
            return Match(None, round(ranked[0][1], 2) if ranked else 0.0, ())
        best, score = ranked[0]
        close = len(ranked) > 1 and score - ranked[1][1] < APART
        return Match(best if score >= KNOWN and not close else None, round(score, 2), nearest, close)

    def is_bare(self, said: str) -> bool:
        """Whether the words say nothing of what is measured: hardly any, and none that indicators are known by."""
        words = [word for word in self._terms_of(said) if not any(letter.isdecimal() for letter in word[:1])]
        return len(words) <= BARE and not self._weights.keys() & words

    def _score(self, terms: frozenset[str], spoken: Set[str], known: float) -> float:
        shared = self._sum(terms & spoken)
        if not shared:
            return 0.0
        return float((shared / self._wholes[terms]) ** (1 - _BREADTH) * (shared / known) ** _BREADTH)

    def _sum(self, terms: Iterable[str]) -> float:
        """The same in whatever order they come."""
        return math.fsum(self._weights[term] for term in terms)

    def _terms_of(self, said: str) -> list[str]:
        words = [word for word in self._meant(said).split() if word not in _IDLE]
        return [*words, *(f"{one} {two}" for one, two in pairwise(words))]

    def _meant(self, said: str) -> str:
        spelled = _joined(said)
        return self._said.sub(lambda found: self._synonyms[found.group()], spelled) if self._said else spelled

    @staticmethod
    def _weight(term: str, count: int, total: int) -> float:
        weight = math.log(1 + total / count)
        return weight * _PAIRS if " " in term else weight
