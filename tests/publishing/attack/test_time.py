"""Several periods: counts that only grow, quarters that make a year, months that end a quarter."""

from tests.publishing.attack.tables import attack, numerators, publish, shown

SEPTEMBER = {"A": (3, 60), "B": (20, 50), "C": (30, 70)}
OCTOBER = {"A": (4, 60), "B": (22, 50), "C": (31, 70)}


def test_a_partner_shown_next_month_binds_what_can_only_grow():
    rows = [
        *publish(SEPTEMBER, ["A", "B"], of="cards", at="2026-09"),
        *publish(OCTOBER, ["A"], of="cards", at="2026-10"),
    ]
    found = numerators(attack(*rows))
    assert found["A", "2026-10"] == (4, 4)
    assert found["A", "2026-09"] == (1, 4)  # B was at most 22
    assert found["B", "2026-09"] == (19, 22)


def test_the_same_is_no_exposure_where_counts_may_fall():
    rows = [*publish(SEPTEMBER, ["A", "B"], at="2026-09"), *publish(OCTOBER, ["A", "B"], at="2026-10")]
    assert attack(*rows).passed


def test_a_withheld_month_between_two_shown_ones_is_narrow():
    b = {"2026-08": (18, 50), "2026-09": (20, 50), "2026-10": (21, 50)}
    c = {"2026-08": (30, 70), "2026-09": (40, 70), "2026-10": (50, 70)}
    rows = []
    for month, count in b.items():
        hidden = ["B", "C"] if month == "2026-09" else []
        rows += publish({"B": count, "C": c[month]}, hidden, of="cards", at=month)
    assert numerators(attack(*rows)) == {("B", "2026-09"): (18, 21), ("C", "2026-09"): (39, 42)}


def test_a_month_that_was_not_reported_is_passed_over():
    rows = [
        *publish(SEPTEMBER, ["A", "B"], of="cards", at="2026-08"),
        *publish({"C": (30, 70)}, [], of="cards", at="2026-09"),
        *publish(OCTOBER, ["A"], of="cards", at="2026-10"),
    ]
    assert numerators(attack(*rows))["B", "2026-08"] == (19, 22)


def test_a_count_that_fell_though_it_can_only_grow_is_set_aside():
    rows = [
        *publish({"B": (40, 50), "C": (30, 70)}, [], of="cards", at="2026-08"),
        *publish({"A": (9, 60), "B": (20, 50), "C": (30, 70)}, ["A", "B"], of="cards", at="2026-09"),
        *publish(OCTOBER, ["A", "B"], of="cards", at="2026-10"),
    ]
    report = attack(*rows)
    assert report.set_aside > 0
    assert report.passed


def test_what_a_release_shows_of_october_reopens_the_september_it_says_nothing_of():
    rows = [
        *publish(SEPTEMBER, ["A", "B"], of="cards", at="2026-09"),
        *publish(OCTOBER, [], of="cards", at="2026-10", since=2),
    ]
    report = attack(*rows, touching={("cards", "2026-10")})
    assert numerators(report) == {("A", "2026-09"): (1, 4), ("B", "2026-09"): (19, 22)}


def test_the_last_month_of_a_quarter_and_the_quarter_are_one_number_of_a_stock():
    rows = [*publish(SEPTEMBER, ["A", "B"], at="2026-09"), *publish(SEPTEMBER, ["A", "C"], at="2026-Q3")]
    assert numerators(attack(*rows))["A", "2026-09"] == (3, 3)


Q3 = {"A": (3, 60), "B": (20, 50), "C": (30, 70), "D": (11, 40)}
Q4 = {"A": (12, 60), "B": (25, 50), "C": (33, 70), "D": (13, 40)}


def _year(*quarters: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {v: (sum(q[v][0] for q in quarters), sum(q[v][1] for q in quarters)) for v in quarters[0]}


def test_two_quarters_make_the_year_of_a_commune_that_has_no_others():
    rows = [
        *publish(Q3, ["A", "B"], of="dossiers", at="2025-Q3"),
        *publish(Q4, ["C", "D"], of="dossiers", at="2025-Q4"),
        *publish(_year(Q3, Q4), ["B", "C"], of="dossiers", at="2025"),
    ]
    found = numerators(attack(*rows))
    assert found["A", "2025-Q3"] == (3, 3)
    assert found["D", "2025-Q4"] == (13, 13)


def test_the_same_villages_withheld_everywhere_keep_each_other():
    rows = [
        *publish(Q3, ["A", "B"], of="dossiers", at="2025-Q3"),
        *publish(Q4, [], of="dossiers", at="2025-Q4"),
        *publish(_year(Q3, Q4), ["A", "B"], of="dossiers", at="2025"),
    ]
    report = attack(*rows)
    assert report.passed
    assert report.narrowest == 24


def test_quarters_that_do_not_make_the_year_say_nothing_of_it():
    year = _year(Q3, Q4) | {"A": (90, 200), "B": (140, 200), "C": (120, 250)}
    rows = [
        *publish(Q3, ["A", "B"], of="dossiers", at="2025-Q3"),
        *publish(Q4, [], of="dossiers", at="2025-Q4"),
        *publish(year, [], of="dossiers", at="2025"),
    ]
    assert attack(*rows).passed


def test_villages_that_add_up_betray_the_others_where_the_totals_cannot():
    """E's third quarter came too late: the totals differ from the year, but whoever shows everything adds up."""
    more = {"E": (30, 60), "F": (31, 60)}
    q3, q4 = Q3 | {"F": (10, 40)}, Q4 | more
    year = _year(Q3, Q4) | {"E": (30, 60), "F": (41, 100)}
    rows = [
        *publish(q3, ["A", "B"], of="dossiers", at="2025-Q3"),
        *publish(q4, [], of="dossiers", at="2025-Q4"),
        *publish(year | {"E": (55, 120)}, [], of="dossiers", at="2025"),
    ]
    assert numerators(attack(*rows)) == {("A", "2025-Q3"): (3, 3), ("B", "2025-Q3"): (20, 20)}


def test_quarters_make_half_years_and_those_the_year():
    """A's first half-year is its year less the second; a quarter is no more than that."""
    quarters = [{"A": (2, 20), "B": (9, 30), "C": (20, 40)} for _ in range(4)]
    halves = [_year(*quarters[:2]), _year(*quarters[2:])]
    rows = []
    for number, truth in enumerate(quarters, 1):
        rows += publish(truth, ["A", "B"], of="dossiers", at=f"2026-Q{number}")
    rows += publish(halves[0], ["A", "B"], of="dossiers", at="2026-H1")
    rows += publish(halves[1], [], of="dossiers", at="2026-H2")
    rows += publish(_year(*halves), [], of="dossiers", at="2026")
    found = numerators(attack(*rows, k=6))
    assert found["A", "2026-H1"] == (4, 4)
    assert found["A", "2026-Q1"] == found["A", "2026-Q2"] == (0, 4)


def test_a_commune_of_shown_rows_needs_no_program():
    assert attack(shown(None, 5, 9), shown("A", 5, 9)).solved == 0
