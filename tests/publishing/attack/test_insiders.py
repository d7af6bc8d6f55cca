"""Someone who knows one village's own figures."""

import random

import pytest

from tests.publishing.attack.tables import Count, attack, by_insiders, outside, publish

TRUTH = {"A": (3, 60), "B": (20, 50), "C": (30, 70), "D": (41, 90)}


def truth_of(figures: dict[str, Count], *, of: str = "accounts", at: str = "2026-10"):
    return {(of, village, at): count for village, count in figures.items()}


def test_the_head_of_the_only_partner_subtracts_their_own():
    report = attack(*publish(TRUTH, ["A", "B"]), truth=truth_of(TRUTH))
    assert by_insiders(report) == {("accounts", "A", "2026-10", "B"): (3, 3)}
    assert outside(report) == []


def test_the_partner_is_no_secret_to_the_sensitive_village():
    """B's 20 of 50 is withheld for A's sake alone, so A's head may reckon it."""
    report = attack(*publish(TRUTH, ["A", "B"]), truth=truth_of(TRUTH))
    assert all(village == "A" for _, village, _, _ in by_insiders(report))


def test_two_partners_keep_the_cell_from_each_other():
    assert attack(*publish(TRUTH, ["A", "B", "C"]), truth=truth_of(TRUTH)).passed


def test_what_everyone_can_reckon_is_not_told_again_of_insiders():
    truth = TRUTH | {"B": (0, 50)}
    report = attack(*publish(truth, ["A", "B"]), truth=truth_of(truth))
    assert len(outside(report)) == 2
    assert by_insiders(report) == {}


def test_a_village_whose_figures_the_desk_lacks_is_nobody():
    known = truth_of({v: c for v, c in TRUTH.items() if v != "B"})
    assert attack(*publish(TRUTH, ["A", "B"]), truth=known).passed


def test_an_insider_is_not_misled_by_what_the_desk_knows_to_be_wrong():
    """B's count fell though it can only grow: who has the figures does not believe that it grew."""
    before = {"A": (3, 60), "B": (20, 50), "C": (30, 70), "D": (40, 90)}
    after = before | {"B": (15, 50), "C": (40, 70)}
    rows = [
        *publish(before, ["A", "B", "C"], of="cards", at="2026-09"),
        *publish(after, ["A", "B", "C"], of="cards", at="2026-10"),
    ]
    truth = truth_of(before, of="cards", at="2026-09") | truth_of(after, of="cards", at="2026-10")
    assert attack(*rows, truth=truth).passed


@pytest.mark.parametrize("seed", range(12))
def test_whoever_knows_a_village_finds_what_its_publication_would_give_away(seed):
    """Publishing a village's figures and knowing them are the same; nine villages are more than are tried singly."""
    rng = random.Random(seed)  # noqa: S311
    months = ["2026-08", "2026-09", "2026-10"]
    sizes = {f"V{n}": rng.randint(12, 40) for n in range(9)}
    counts = {v: sorted(rng.randint(0, 7) for _ in months) for v in sizes}
    truth = {
        ("cards", village, month): (counts[village][n], sizes[village])
        for village in sizes
        for n, month in enumerate(months)
    }
    hidden = rng.sample(sorted(sizes), rng.randint(3, 7))

    def rows(withheld):
        tables = ({v: truth["cards", v, month] for v in sizes} for month in months)
        return [row for m, t in zip(months, tables, strict=True) for row in publish(t, withheld, of="cards", at=m)]

    expected = {}
    exposed = {(e.village, e.period) for e in outside(attack(*rows(hidden)))}
    for insider in hidden:
        for e in outside(attack(*rows([v for v in hidden if v != insider]))):
            numerator, denominator = truth["cards", e.village, e.period]
            sensitive = numerator < 5 or denominator - numerator < 5
            if sensitive and (e.village, e.period) not in exposed:
                expected["cards", e.village, e.period, insider] = e.low, e.high
    assert by_insiders(attack(*rows(hidden), truth=truth)) == expected
