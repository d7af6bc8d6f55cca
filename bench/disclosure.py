"""How much disclosure control withholds, how long it takes, and whether what it publishes can be reckoned back.

``python -m bench.disclosure --communes 1000`` makes seeded communes, publishes a year of three indicators month by
month with corrections, lets the guard decide what is withheld of each release, and attacks everything published.
"""

import argparse
import math
import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from portal.domain.disclosure import is_sensitive
from portal.domain.periods import parse_period
from portal.publishing.attack import Exposure, PublicRow, Rule, attack_rows
from portal.publishing.demo_figures import FLOWS, PER_HOUSEHOLD, SHARES, STOCKS, curve
from portal.publishing.guard import Count, Level, Protection, PublishedTable, Series, Unprotectable, protect

THRESHOLD = 5
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
GROWING = ("vneid-level2", "digital-accounts")
CHANGING = ("smartphone-households", "adults-digital-services", "telehealth-access", "digital-skills")

Table = tuple[str, str]
Cells = dict[str, Count]


@dataclass(frozen=True)
class Place:
    code: str
    households: int
    lead: float


@dataclass
class Commune:
    """A made-up commune: its villages, three indicators and the true counts of a year."""

    seed: str
    places: list[Place]
    series: dict[str, Series]
    truth: dict[Table, Cells]
    mistakes: dict[Table, dict[str, tuple[Count, int]]]  # what was first reported, and in which month it is corrected

    def releases(self) -> Iterator[dict[Table, Cells]]:
        """The tables that each of the year's releases writes."""
        for month in range(1, 13):
            yield {table: self._known(table, month) for table in sorted(self.truth) if self._is_due(table, month)}

    def _is_due(self, table: Table, month: int) -> bool:
        if parse_period(table[1]).end.month == month:
            return True
        return any(mended == month for _, mended in self.mistakes.get(table, {}).values())

    def _known(self, table: Table, month: int) -> Cells:
        wrong = {village: count for village, (count, mended) in self.mistakes.get(table, {}).items() if month < mended}
        return self.truth[table] | wrong


def make_commune(seed: str) -> Commune:
    rng = random.Random(seed)  # noqa: S311 - made-up figures
    places = [_make_place(rng, number) for number in range(rng.randint(10, 120))]
    smallest = min(places, key=lambda place: place.households)
    places[places.index(smallest)] = Place(smallest.code, smallest.households, 40.0)  # as in the demonstration
    growing, changing, flow = rng.choice(GROWING), rng.choice(CHANGING), rng.choice(sorted(FLOWS))
    series = {
        growing: Series(growing, True, True, True, STOCKS[growing][2]),
        changing: Series(changing, True, True, False, STOCKS[changing][2]),
        flow: Series(flow, True, False, False, flow),
    }
    truth = {
        **_stock(rng, places, series[growing]),
        **_stock(rng, places, series[changing]),
        **_flow(rng, places, flow),
    }
    return Commune(seed, places, series, truth, _mistakes(rng, truth))


def _make_place(rng: random.Random, number: int) -> Place:
    households = min(800, max(40, round(rng.lognormvariate(math.log(190), 0.6))))
    return Place(f"v{number:03}", households, rng.gauss(0, 4.5))


def _whole(place: Place, whom: str) -> int:
    return place.households if whom == "households" else round(place.households * PER_HOUSEHOLD * SHARES[whom])


def _stock(rng: random.Random, places: Sequence[Place], series: Series) -> dict[Table, Cells]:
    start, end, whom = STOCKS[series.code]
    shift = rng.gauss(0, 3.0)
    tables: dict[Table, Cells] = {(series.code, month): {} for month in MONTHS}
    for place in places:
        own = (place.lead + shift) * min(start, 100 - end, 20) / 20 + rng.gauss(0, 1.5)
        before = 0
        for n, month in enumerate(MONTHS):
            whole = _whole(place, whom)
            whole = whole if whom == "households" else round(whole * (1 + 0.0007 * n))
            rate = curve(start, end, n / 15) + own + rng.gauss(0, 0.5)
            count = round(whole * min(99.4, max(0.0, rate)) / 100)
            before = count = min(whole, max(count, before)) if series.cumulative else count
            if rng.random() >= 0.012:
                tables[series.code, month][place.code] = Count(count, whole)
    return tables


def _flow(rng: random.Random, places: Sequence[Place], code: str) -> dict[Table, Cells]:
    start, end, each = FLOWS[code]
    shift = rng.gauss(0, 3.0)
    tables: dict[Table, Cells] = {(code, f"2026-Q{n}"): {} for n in range(1, 5)} | {(code, "2026"): {}}
    for place in places:
        quarters = []
        for n in range(4):
            whole = max(0, round(place.households * PER_HOUSEHOLD * each * rng.gauss(1, 0.08)))
            rate = curve(start, end, n / 4) + place.lead + shift + rng.gauss(0, 1.2)
            if rng.random() >= 0.012:
                quarters.append(Count(round(whole * min(99.0, max(0.0, rate)) / 100), whole))
                tables[code, f"2026-Q{n + 1}"][place.code] = quarters[-1]
        if len(quarters) == 4:
            year = Count(sum(count.numerator for count in quarters), sum(count.denominator for count in quarters))
            tables[code, "2026"][place.code] = year
    return tables


def _mistakes(rng: random.Random, truth: dict[Table, Cells]) -> dict[Table, dict[str, tuple[Count, int]]]:
    """One to three of a hundred figures were first reported wrong and are put right up to three months later."""
    share = rng.uniform(0.01, 0.03)
    found: dict[Table, dict[str, tuple[Count, int]]] = {}
    for table, cells in sorted(truth.items()):
        month = parse_period(table[1]).end.month
        for village, count in cells.items():
            if month < 12 and rng.random() < share:
                off = round(count.numerator * rng.gauss(0, 0.03)) or rng.choice((-2, -1, 1, 2))
                wrong = Count(min(count.denominator, max(0, count.numerator + off)), count.denominator)
                found.setdefault(table, {})[village] = wrong, min(12, month + rng.randint(1, 3))
    return found


@dataclass
class Public:
    """What anyone can read, and has been able to read, of a commune."""

    series: Mapping[str, Series]
    history: list[PublishedTable] = field(default_factory=list)
    rows: list[PublicRow] = field(default_factory=list)
    _live: dict[tuple[str, str | None, str], int] = field(default_factory=dict)

    def publish(self, release: int, tables: Mapping[Table, Cells], protection: Protection) -> None:
        for (code, period), cells in tables.items():
            levels = {village: protection.level(code, period, village) for village in cells}
            shown = (code, period) not in protection.totals_withheld
            published = {village: (count, levels[village]) for village, count in cells.items()}
            self.history.append(PublishedTable(code, parse_period(period), published, shown))
            for village, count in cells.items():
                self._put(release, (code, village, period), *_public(count, levels[village]))
            total = Count(sum(c.numerator for c in cells.values()), sum(c.denominator for c in cells.values()))
            self._put(release, (code, None, period), *_public(total, Level.SHOWN if shown else Level.EVERYTHING))

    def _put(
        self, release: int, key: tuple[str, str | None, str], numerator: int | None, whole: int | None, status: str
    ) -> None:
        indicator, village, period = key
        if key in self._live:
            row = self.rows[self._live[key]]
            if (row.numerator, row.denominator, row.status) == (numerator, whole, status):
                return
            self.rows[self._live[key]] = PublicRow(
                indicator, village, period, row.numerator, row.denominator, row.status, row.released_in, release
            )
        self._live[key] = len(self.rows)
        self.rows.append(PublicRow(indicator, village, period, numerator, whole, status, release, None))


def _public(count: Count, level: Level) -> tuple[int | None, int | None, str]:
    if level is Level.SHOWN:
        return count.numerator, count.denominator, "normal"
    return None, count.denominator if level is Level.NUMERATOR else None, "withheld"


@dataclass(frozen=True)
class Outcome:
    """What came of one commune: cells as they stand at the end of the year."""

    seed: str
    villages: int
    cells: int
    sensitive: int
    withheld: int
    totals: int
    seconds: float
    slowest: float
    solved: int
    exposed: int
    right: int
    exact: int
    refused: int

    @property
    def extra(self) -> float:
        """Percentage points withheld beyond what is sensitive."""
        return 100 * (self.withheld - self.sensitive) / self.cells


def publish_year(commune: Commune) -> tuple[Public, list[float], int, int]:
    """Everything published; the seconds each release took; programs solved; releases that were refused."""
    public, taken, solved, refused = Public(commune.series), [], 0, 0
    for number, tables in enumerate(commune.releases(), start=1):
        begun = time.perf_counter()
        try:
            protection = protect(
                commune.series, public.history, tables, threshold=THRESHOLD, secret=commune.seed.encode()
            )
        except Unprotectable:
            refused += 1
            continue
        taken.append(time.perf_counter() - begun)
        solved += protection.solved
        public.publish(number, tables, protection)
    return public, taken, solved, refused


def measure(seed: str) -> Outcome:
    commune = make_commune(seed)
    public, taken, solved, refused = publish_year(commune)
    live = {(table.series, table.period.text): table for table in public.history}
    cells = [cell for table in live.values() for cell in table.cells.values()]
    truth = {
        (code, village, period): (count.numerator, count.denominator)
        for (code, period), table in live.items()
        for village, (count, _) in table.cells.items()
    }
    rules = {s.code: Rule(s.code, s.stock, s.cumulative, s.population, s.protected) for s in commune.series.values()}
    report = attack_rows(public.rows, rules, threshold=THRESHOLD, truth=truth)
    right = [e for e in report.exposures if e.low <= _value(e, *truth[_cell(e)]) <= e.high]
    return Outcome(
        seed,
        len(commune.places),
        len(cells),
        sum(is_sensitive(count.numerator, count.denominator, THRESHOLD) for count, _ in cells),
        sum(level > Level.SHOWN for _, level in cells),
        sum(not table.total_shown for table in live.values()),
        sum(taken),
        max(taken),
        solved,
        len({_cell(exposure) for exposure in report.exposures}),
        len({_cell(exposure) for exposure in right}),
        len({_cell(exposure) for exposure in right if exposure.values == 1}),
        refused,
    )


def _cell(exposure: Exposure) -> tuple[str, str, str]:
    return exposure.indicator, exposure.village, exposure.period


def _value(exposure: Exposure, numerator: int, denominator: int) -> int:
    values = {"numerator": numerator, "denominator": denominator, "complement": denominator - numerator}
    return values[exposure.quantity]


def lines(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str]]:
    cells = sum(outcome.cells for outcome in outcomes)
    extra = [outcome.extra for outcome in outcomes]
    seconds = [outcome.seconds for outcome in outcomes]
    yield "communes, cells", f"{len(outcomes):,}, {cells:,}"
    yield "sensitive", f"{100 * sum(outcome.sensitive for outcome in outcomes) / cells:.2f} %"
    yield "withheld", f"{100 * sum(outcome.withheld for outcome in outcomes) / cells:.2f} %"
    yield (
        "withheld beyond the sensitive",
        f"{statistics.mean(extra):.2f} points a commune on average, {max(extra):.2f} at worst; "
        f"{100 * sum(outcome.withheld - outcome.sensitive for outcome in outcomes) / cells:.2f} points of all cells",
    )
    yield "commune figures withheld", f"{sum(outcome.totals for outcome in outcomes):,}"
    yield (
        "a commune-year",
        f"{statistics.mean(seconds):.3f} s on average, {max(seconds):.2f} s at worst; the slowest release "
        f"{max(outcome.slowest for outcome in outcomes):.2f} s; {sum(o.solved for o in outcomes):,} linear programs",
    )
    yield "releases refused", f"{sum(outcome.refused for outcome in outcomes):,}"
    yield (
        "withheld cells that the attack bounds to fewer than k values",
        f"{sum(outcome.exposed for outcome in outcomes):,}; to values with the true one among them "
        f"{sum(outcome.right for outcome in outcomes):,}; recovered {sum(outcome.exact for outcome in outcomes):,}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--communes", type=int, default=100)
    parser.add_argument("--seed", default="57")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    seeds = [f"{asked.seed}/{number}" for number in range(asked.communes)]
    with ProcessPoolExecutor(asked.processes) as pool:
        outcomes = list(pool.map(measure, seeds, chunksize=1))
    print("| disclosure control | measured |\n|---|---|")
    for what, measured in lines(outcomes):
        print(f"| {what} | {measured} |")
    for outcome in outcomes:
        if outcome.exposed or outcome.refused:
            bounded = f"{outcome.exposed} cells bounded ({outcome.right} rightly)"
            print(f"{outcome.seed}: {bounded}, {outcome.refused} releases refused")


if __name__ == "__main__":
    main()
