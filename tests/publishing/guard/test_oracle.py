"""Random small communes, published release by release, against every whole-number solution."""

import random

import pytest

from portal.publishing.guard import Unprotectable

from .worlds import World

VILLAGES = [f"v{number}" for number in range(6)]


def _stock_by_month(rng: random.Random, *, grows: bool) -> list[dict[str, tuple[int, int]]]:
    wholes = {village: rng.randint(5, 10) for village in VILLAGES[: rng.randint(3, 5)]}
    months: list[dict[str, tuple[int, int]]] = []
    counts = {village: rng.randint(0, whole) for village, whole in wholes.items()}
    for _ in range(3):
        step = {v: rng.choice((0, 0, 1, 2)) for v in wholes} if grows else {v: rng.randint(-2, 2) for v in wholes}
        counts = {village: min(wholes[village], max(0, count + step[village])) for village, count in counts.items()}
        months.append({village: (counts[village], wholes[village]) for village in wholes})
    return months


def _mend_one(rng: random.Random, table: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    village = rng.choice(sorted(table))
    count, whole = table[village]
    return {**table, village: (min(whole, max(0, count + rng.choice((-2, -1, 1, 2)))), whole)}


def _quarters(rng: random.Random) -> list[dict[str, tuple[int, int]]]:
    villages = VILLAGES[: rng.randint(3, 5)]
    quarters = []
    for _ in range(2):
        wholes = {village: rng.randint(3, 11) for village in villages if rng.random() < 0.95}
        quarters.append({village: (rng.randint(0, whole), whole) for village, whole in wholes.items()})
    return quarters


def _check(world: World) -> None:
    assert world.oracle().too_narrow() == []


@pytest.mark.parametrize("seed", range(25))
def test_no_month_of_a_count_that_grows_can_be_bounded_to_fewer_than_k_values(seed: int) -> None:
    rng, world = random.Random(f"grows/{seed}"), World(threshold=3)  # noqa: S311
    months = _stock_by_month(rng, grows=True)
    for number, month in enumerate(months, start=1):
        world.release({("vneid", f"2026-{number:02}"): month})
    world.release({("vneid", "2026-02"): _mend_one(rng, months[1])})
    _check(world)


@pytest.mark.parametrize("seed", range(20))
def test_no_month_of_a_count_that_rises_and_falls_can_be_bounded_even_when_all_are_published_at_once(seed: int) -> None:
    rng, world = random.Random(f"changes/{seed}"), World(threshold=3)  # noqa: S311
    months = _stock_by_month(rng, grows=False)
    world.release({("phones", f"2026-{number:02}"): month for number, month in enumerate(months, start=1)})
    world.release({("phones", "2026-01"): _mend_one(rng, months[0])})
    _check(world)


@pytest.mark.parametrize("seed", range(20))
def test_no_quarter_and_no_half_year_can_be_reckoned_from_the_other(seed: int) -> None:
    rng, world = random.Random(f"quarters/{seed}"), World(threshold=3)  # noqa: S311
    quarters = _quarters(rng)
    world.release({("dossiers", "2026-Q1"): quarters[0]})
    both = sorted(quarters[0].keys() & quarters[1].keys())
    half = {v: (quarters[0][v][0] + quarters[1][v][0], quarters[0][v][1] + quarters[1][v][1]) for v in both}
    world.release({("dossiers", "2026-Q2"): quarters[1], ("dossiers", "2026-H1"): half})
    _check(world)


@pytest.mark.parametrize("seed", range(15))
def test_no_count_can_be_bounded_through_another_indicator_of_the_same_households(seed: int) -> None:
    rng, world = random.Random(f"shared/{seed}"), World(threshold=3)  # noqa: S311
    wholes = {village: rng.choice((1, 2, 4, 6, 9)) for village in VILLAGES[: rng.randint(4, 5)]}
    tables = [{village: (rng.randint(0, whole), whole) for village, whole in wholes.items()} for _ in range(2)]
    try:
        world.release({("phones", "2026-01"): tables[0], ("coverage", "2026-01"): tables[1]})
    except Unprotectable:
        pytest.skip("nothing of so few households can be published")
    _check(world)
