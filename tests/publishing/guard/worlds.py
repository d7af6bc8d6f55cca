"""Small communes for the guard: what was published, release by release, and every solution of what is withheld.

``Oracle`` tries out every whole number, with none of the guard's code: it is told what anyone can read and lists the
values that each withheld figure could have.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portal.domain.disclosure import is_sensitive
from portal.domain.periods import parse_period
from portal.publishing.guard import Count, Level, Protection, PublishedTable, Series, protect

SECRET = b"of nobody"
VNEID = Series("vneid", protected=True, stock=True, cumulative=True, population="eligible")
PHONES = Series("phones", protected=True, stock=True, cumulative=False, population="households")
COVERAGE = Series("coverage", protected=False, stock=True, cumulative=False, population="households")
DOSSIERS = Series("dossiers", protected=True, stock=False, cumulative=False, population="dossiers")
ALL = {series.code: series for series in (VNEID, PHONES, COVERAGE, DOSSIERS)}

Table = tuple[str, str]
Pairs = Mapping[str, tuple[int, int]]


@dataclass
class World:
    """A commune's publications so far."""

    threshold: int = 5
    history: list[PublishedTable] = field(default_factory=list)
    last: Protection | None = None

    def release(self, tables: Mapping[Table, Pairs]) -> Protection:
        """Protect and publish; counts are (numerator, denominator) by village."""
        new = {name: {village: Count(*pair) for village, pair in pairs.items()} for name, pairs in tables.items()}
        protection = protect(ALL, self.history, new, threshold=self.threshold, secret=SECRET)
        for (code, period), cells in new.items():
            published = {village: (count, protection.level(code, period, village)) for village, count in cells.items()}
            shown = (code, period) not in protection.totals_withheld
            self.history.append(PublishedTable(code, parse_period(period), published, shown))
        self.last = protection
        return protection

    def hidden(self, code: str, period: str) -> set[str]:
        """The villages withheld now."""
        live = [table for table in self.history if (table.series, table.period.text) == (code, period)][-1]
        return {village for village, (_, level) in live.cells.items() if level}

    def oracle(self) -> "Oracle":
        return Oracle(self.history, self.threshold)


@dataclass(frozen=True)
class Line:
    """low ≤ sum of coefficient × unknown ≤ high."""

    terms: tuple[tuple[object, int], ...]
    low: int
    high: int


class Oracle:
    """Every way in which the withheld figures could be filled in."""

    def __init__(self, history: Iterable[PublishedTable], threshold: int) -> None:
        self.history, self.threshold = list(history), threshold
        self.truth: dict[object, int] = {}
        self.known: set[object] = set()
        self.sensitive: set[object] = set()
        self.most = 1 + max(count.denominator for table in self.history for count, _ in table.cells.values())
        for table in self.history:
            for village, (count, level) in table.cells.items():
                self._read(table, village, count, level)
        lines = dict.fromkeys(self._without_known(line) for line in self._lines())
        self.lines = [*lines, *_differences([line for line in lines if line.low == line.high])]
        self.found: list[dict[object, int]] = []
        self.unknown = sorted((each for each in self.truth if each not in self.known), key=str)

    def _when(self, table: PublishedTable) -> object:
        return table.period.end if ALL[table.series].stock else table.period.text

    def _names(self, table: PublishedTable, village: str, count: Count) -> tuple[object, object]:
        series, when = ALL[table.series], self._when(table)
        numerator = ("n", series.code, when, village, count.numerator, count.denominator)
        return numerator, ("d", series.population, when, village, count.denominator)

    def _read(self, table: PublishedTable, village: str, count: Count, level: Level) -> None:
        numerator, denominator = self._names(table, village, count)
        self.truth[numerator], self.truth[denominator] = count.numerator, count.denominator
        if level is Level.SHOWN:
            self.known.add(numerator)
        if level < Level.EVERYTHING:
            self.known.add(denominator)
        if is_sensitive(count.numerator, count.denominator, self.threshold) and ALL[table.series].protected:
            self.sensitive.add(numerator)
        if count.denominator < self.threshold:
            self.sensitive.add(denominator)

    def _lines(self) -> Iterator[Line]:
        for table in self.history:
            names = [self._names(table, village, count) for village, (count, _) in table.cells.items()]
            yield from (Line(((d, 1), (n, -1)), 0, self.most) for n, d in names)
            if table.total_shown:
                for column in zip(*names, strict=True):
                    total = sum(self.truth[name] for name in column)
                    yield Line(tuple((name, 1) for name in column), total, total)
        yield from self._growth()
        yield from self._adding_up()

    def _columns(self, code: str, part: int) -> dict[str, dict[object, set[object]]]:
        """The indicator's numbers by village and period; part 0 the numerators, 1 the denominators."""
        found: dict[str, dict[object, set[object]]] = defaultdict(lambda: defaultdict(set))
        for table in self.history:
            if table.series == code:
                for village, (count, _) in table.cells.items():
                    found[village][table.period].add(self._names(table, village, count)[part])
        return found

    def _growth(self) -> Iterator[Line]:
        for periods in self._columns(VNEID.code, 0).values():
            by_end: dict[object, set[object]] = defaultdict(set)
            for period, names in periods.items():
                by_end[period.end] |= names
            for one, other in itertools.pairwise(sorted(by_end)):
                for old, new in itertools.product(by_end[one], by_end[other]):
                    if self.truth[old] <= self.truth[new]:
                        yield Line(((new, 1), (old, -1)), 0, self.most)

    def _adding_up(self) -> Iterator[Line]:
        for part in (0, 1):
            for periods in self._columns(DOSSIERS.code, part).values():
                for coarse, wholes in periods.items():
                    inside = [
                        p
                        for p in periods
                        if p.months < coarse.months and coarse.start <= p.start <= p.end <= coarse.end
                    ]
                    for months in {period.months for period in inside}:
                        parts = [periods[period] for period in inside if period.months == months]
                        for whole, *fine in itertools.product(wholes, *parts):
                            if self.truth[whole] == sum(self.truth[each] for each in fine):
                                yield Line(((whole, 1), *((each, -1) for each in fine)), 0, 0)

    def _without_known(self, line: Line) -> Line:
        sure = sum(sign * self.truth[name] for name, sign in line.terms if name in self.known)
        rest = tuple((name, sign) for name, sign in line.terms if name not in self.known)
        return Line(rest, line.low - sure, line.high - sure)

    def values(self, name: object, insider: str | None = None) -> set[int]:
        """Values that a figure could have, for all that a stranger or the head of a village can tell: enough of them,
        or else all.
        """
        start = dict.fromkeys(self.unknown, (0, self.most))
        sure = {each: self.truth[each] for each in self.unknown if each[3] == insider}
        start.update({each: (value, value) for each, value in sure.items()})
        fitting = [found for found in self.found if sure.items() <= found.items()]
        values = {found[name] for found in fitting}
        for value in range(self.most + 1):
            if len(values) < self.threshold and value not in values:
                found = self._solution({**start, name: (value, value)})
                if found is not None:
                    self.found.append(found)
                    values.add(value)
        return values

    def _solution(self, ranges: dict[object, tuple[int, int]]) -> dict[object, int] | None:
        narrowed = self._narrow(ranges)
        if narrowed is None:
            return None
        wide = [name for name, (low, high) in narrowed.items() if low < high]
        if not wide:
            return {name: low for name, (low, _) in narrowed.items()}
        name = min(wide, key=lambda each: narrowed[each][1] - narrowed[each][0])
        low, high = narrowed[name]
        tries = (self._solution({**narrowed, name: (value, value)}) for value in range(low, high + 1))
        return next((found for found in tries if found is not None), None)

    def _narrow(self, ranges: dict[object, tuple[int, int]]) -> dict[object, tuple[int, int]] | None:
        """The ranges that each equation by itself leaves; None where one has no solution."""
        ranges, changed = dict(ranges), True
        while changed:
            changed = False
            for line in self.lines:
                for name, sign in line.terms:
                    others = [(ranges[o], s) for o, s in line.terms if o != name]
                    least = sum(s * (low if s > 0 else high) for (low, high), s in others)
                    most = sum(s * (high if s > 0 else low) for (low, high), s in others)
                    first, last = sorted(((line.low - most) / sign, (line.high - least) / sign))
                    low, high = max(ranges[name][0], math.ceil(first)), min(ranges[name][1], math.floor(last))
                    if low > high:
                        return None
                    if (low, high) != ranges[name]:
                        ranges[name], changed = (low, high), True
        return ranges

    def too_narrow(self) -> list[tuple[object, str | None, set[int]]]:
        """Withheld figures of protected people that a stranger, or sensitive ones that a village head, can pin down."""
        found = []
        villages = {name[3] for name in self.unknown}
        for name in self.unknown:
            if name[0] == "n" and not ALL[name[1]].protected:
                continue
            for insider in (None, *(villages - {name[3]} if name in self.sensitive else ())):
                values = self.values(name, insider)
                if len(values) < self.threshold:
                    found.append((name, insider, values))
        return found


def _differences(lines: list[Line]) -> Iterator[Line]:
    """What one equation less another says, where that is shorter: without it the trying takes minutes."""
    for one, other in itertools.combinations(lines, 2):
        signs: dict[object, int] = defaultdict(int)
        for sign, line in ((1, one), (-1, other)):
            for name, coefficient in line.terms:
                signs[name] += sign * coefficient
        terms = tuple((name, sign) for name, sign in signs.items() if sign)
        if 0 < len(terms) < max(len(one.terms), len(other.terms)):
            yield Line(terms, one.low - other.low, one.low - other.low)
