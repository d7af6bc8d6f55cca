"""One table: subtraction, complements, totals, and what is no exposure."""

from portal.publishing.attack import PublicRow
from tests.publishing.attack.tables import attack, numerators, publish, ranges, shown, withheld

TRUTH = {"A": (3, 60), "B": (20, 50), "C": (30, 70), "D": (41, 90)}


def test_a_cell_withheld_alone_comes_back_by_subtraction():
    report = attack(*publish(TRUTH, ["A"]))
    assert numerators(report) == {("A", "2026-10"): (3, 3)}
    assert not report.passed
    assert report.narrowest == 1


def test_a_partner_of_enough_size_keeps_both():
    report = attack(*publish(TRUTH, ["A", "B"]))
    assert report.passed
    assert report.narrowest == 24  # 0 to 23: together they are 23
    assert (report.cells, report.withheld) == (4, 2)


def test_the_sum_of_two_is_narrow_when_it_is_smaller_than_the_threshold():
    truth = TRUTH | {"A": (2, 60), "B": (1, 50)}
    report = attack(*publish(truth, ["A", "B"]))
    assert numerators(report) == {("A", "2026-10"): (0, 3), ("B", "2026-10"): (0, 3)}


def test_nearly_everybody_is_as_narrow_as_nearly_nobody():
    truth = TRUTH | {"A": (58, 60), "B": (49, 50)}
    report = attack(*publish(truth, ["A", "B"]))
    assert numerators(report) == {("A", "2026-10"): (57, 60), ("B", "2026-10"): (47, 50)}


def test_the_threshold_decides_what_is_narrow():
    rows = publish(TRUTH, ["A", "B"])
    assert attack(*rows, k=24).passed
    assert not attack(*rows, k=25).passed


def test_a_hidden_size_is_attacked_with_its_count_and_the_rest():
    truth = TRUTH | {"A": (1, 3)}
    report = attack(*publish(truth, ["A", "B"], hides_size=["A"]))
    assert ranges(report, "denominator") == {("A", "2026-10"): (3, 3)}
    assert numerators(report) == {("A", "2026-10"): (0, 3), ("B", "2026-10"): (18, 21)}
    assert ranges(report, "complement") == {("A", "2026-10"): (0, 3)}


def test_two_hidden_sizes_keep_each_other():
    truth = TRUTH | {"A": (1, 3)}
    assert attack(*publish(truth, ["A", "B"], hides_size=["A", "B"])).passed


def test_without_a_total_there_is_nothing_to_subtract_from_unless_it_is_known_elsewhere():
    rows = publish(TRUTH, ["A"])[1:]
    missing = PublicRow("accounts", None, "2026-10", None, None, "missing", 1, None)
    assert attack(missing, *rows).passed
    known = {("accounts", "2026-10"): (94, 270)}
    assert numerators(attack(missing, *rows, totals=known)) == {("A", "2026-10"): (3, 3)}


def test_villages_that_reported_nothing_or_have_nobody_do_not_count():
    missing = PublicRow("accounts", "E", "2026-10", None, None, "missing", 1, None)
    nobody = PublicRow("accounts", "F", "2026-10", None, 0, "not-applicable", 1, None)
    report = attack(*publish(TRUTH, ["A"]), missing, nobody)
    assert numerators(report) == {("A", "2026-10"): (3, 3)}


def test_counts_among_nobody_are_attacked_too():
    rows = [shown(None, 10, None, of="visits"), shown("A", 8, None, of="visits"), withheld("B", None, of="visits")]
    assert numerators(attack(*rows)) == {("B", "2026-10"): (2, 2)}


def test_counts_that_are_no_ones_secret_are_not_attacked_but_the_size_of_a_place_is():
    truth = TRUTH | {"A": (1, 3)}
    report = attack(*publish(truth, ["A"], of="coverage", hides_size=["A"]))
    assert [(e.quantity, e.low, e.high) for e in report.exposures] == [("denominator", 3, 3)]


def test_figures_that_contradict_their_total_are_told_and_do_not_stop_the_attack():
    rows = [shown(None, 10, 200), shown("A", 30, 100), withheld("B", 100), withheld("C", 60, at="2026-09")]
    report = attack(*rows)
    assert report.set_aside > 0
    assert report.passed


def test_nothing_withheld_is_nothing_to_find():
    report = attack(*publish(TRUTH, []))
    assert report.passed
    assert (report.cells, report.withheld, report.narrowest, report.solved) == (4, 0, None, 0)


def test_only_what_touches_the_tables_named_is_attacked():
    rows = publish(TRUTH, ["A"]) + publish(TRUTH, ["B"], at="2026-09")
    report = attack(*rows, touching={("accounts", "2026-09")})
    assert numerators(report) == {("B", "2026-09"): (20, 20)}
    assert (report.cells, report.withheld) == (4, 1)
