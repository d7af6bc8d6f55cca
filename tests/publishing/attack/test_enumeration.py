"""The linear programs against every whole-number solution of tiny tables."""

import random

import pytest

from portal.publishing.attack import PublicRow, Report
from tests.publishing.attack.counting import extremes, worlds
from tests.publishing.attack.tables import Count, attack, publish

VILLAGES = ("A", "B", "C", "D")
EVERYTHING = 1_000  # with so many values wanted, every range is told


def _truth(rng: random.Random, most: int) -> dict[str, Count]:
    sizes = {village: rng.randint(1, most) for village in VILLAGES}
    return {village: (rng.randint(0, size), size) for village, size in sizes.items()}


def _hidden(rng: random.Random) -> list[str]:
    return rng.sample(VILLAGES, rng.randint(1, 3))


def _check(rows: list[PublicRow], **ties: object) -> None:
    """What is found is what there is, and what is narrow is told at any threshold."""
    counted = extremes(list(worlds(rows, **ties)))
    everything = _ranges(attack(*rows, k=EVERYTHING))
    assert everything == {key: counted[key] for key in everything}
    assert {key for key in counted if key[1] == "numerator"} == {key for key in everything if key[1] == "numerator"}
    for k in (2, 3, 5):
        report = attack(*rows, k=k)
        assert _ranges(report) == {key: r for key, r in everything.items() if r[1] - r[0] + 1 < k}
        assert report.narrowest == min(high - low + 1 for low, high in everything.values())


def _ranges(report: Report) -> dict[tuple[tuple[str, str, str], str], tuple[int, int]]:
    return {((e.indicator, e.village, e.period), e.quantity): (e.low, e.high) for e in report.exposures}


@pytest.mark.parametrize("seed", range(60))
def test_one_table_is_bounded_as_closely_as_its_solutions(seed):
    rng = random.Random(seed)  # noqa: S311
    _check(publish(_truth(rng, 12), _hidden(rng)))


@pytest.mark.parametrize("seed", range(60))
def test_hidden_sizes_are_bounded_as_closely_as_their_solutions(seed):
    rng = random.Random(seed)  # noqa: S311
    hidden = _hidden(rng)
    _check(publish(_truth(rng, 4), hidden, hides_size=rng.sample(hidden, rng.randint(1, len(hidden)))))


@pytest.mark.parametrize("seed", range(60))
def test_months_that_only_grow_are_bounded_as_closely_as_their_solutions(seed):
    rng = random.Random(seed)  # noqa: S311
    first = _truth(rng, 7)
    second = {village: (rng.randint(n, d), d) for village, (n, d) in first.items()}
    third = {village: (rng.randint(n, d), d) for village, (n, d) in second.items()}
    rows = []
    for month, truth in (("2026-08", first), ("2026-09", second), ("2026-10", third)):
        rows += publish(truth, _hidden(rng), of="cards", at=month)
    _check(rows, growing={"cards"})


@pytest.mark.parametrize("seed", range(60))
def test_indicators_of_one_population_are_bounded_as_closely_as_their_solutions(seed):
    rng = random.Random(seed)  # noqa: S311
    sizes = {village: rng.randint(1, 5) for village in VILLAGES}
    rows = []
    for indicator in ("accounts", "skills"):
        hidden = _hidden(rng)
        truth = {village: (rng.randint(0, size), size) for village, size in sizes.items()}
        rows += publish(truth, hidden, of=indicator, hides_size=rng.sample(hidden, rng.randint(0, len(hidden))))
    _check(rows, sharing={"accounts", "skills"})


@pytest.mark.parametrize("seed", range(60))
def test_quarters_and_their_year_are_bounded_as_closely_as_their_solutions(seed):
    rng = random.Random(seed)  # noqa: S311
    third, fourth = _truth(rng, 5), _truth(rng, 5)
    year = {v: (third[v][0] + fourth[v][0], third[v][1] + fourth[v][1]) for v in VILLAGES}
    rows = []
    for period, truth in (("2025-Q3", third), ("2025-Q4", fourth), ("2025", year)):
        rows += publish(truth, _hidden(rng), of="dossiers", at=period)
    _check(rows, parts={"2025": ["2025-Q3", "2025-Q4"]})
