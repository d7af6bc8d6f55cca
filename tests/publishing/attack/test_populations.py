"""Indicators that share the number of people they are counted among."""

from tests.publishing.attack.tables import attack, publish, ranges, shown, withheld

SMALL = {"A": (2, 4), "B": (20, 50), "C": (30, 70)}


def test_a_size_hidden_in_one_indicator_and_shown_in_another_is_known():
    rows = [
        *publish(SMALL, ["A", "B"], hides_size=["A", "B"]),
        *publish(SMALL, ["A", "B"], of="skills"),
    ]
    assert ranges(attack(*rows), "denominator") == {("A", "2026-10"): (4, 4), ("B", "2026-10"): (50, 50)}


def test_another_month_or_another_population_says_nothing_of_it():
    rows = [
        *publish(SMALL, ["A", "B"], hides_size=["A", "B"]),
        *publish(SMALL, ["A", "B"], of="skills", at="2026-09"),
        *publish(SMALL, ["A", "B"], of="cards"),
    ]
    assert ranges(attack(*rows), "denominator") == {}


def test_two_hidden_sizes_are_found_from_a_third_indicator():
    rows = [
        *publish(SMALL, ["A", "B"], hides_size=["A", "B"]),
        *publish(SMALL, ["A", "C"], of="skills", hides_size=["A", "C"]),
    ]
    found = ranges(attack(*rows), "denominator")
    assert found["A", "2026-10"] == (4, 4)  # B's size is shown with the skills, C's with the accounts


def test_indicators_that_hide_the_same_sizes_bound_them_together():
    """The skilled alone are 49, so one of two villages of 54 people together has at least 49 of them."""
    rows = [
        *publish({"A": (2, 4), "B": (20, 50), "C": (30, 70)}, ["A", "B"], hides_size=["A", "B"]),
        *publish({"A": (2, 4), "B": (49, 50), "C": (30, 70)}, ["A", "B"], of="skills", hides_size=["A", "B"]),
    ]
    found = {(e.indicator, e.village, e.quantity): (e.low, e.high) for e in attack(*rows).exposures}
    assert found == {("skills", "A", "complement"): (0, 3), ("skills", "B", "complement"): (0, 3)}


def test_indicators_that_disagree_about_the_size_say_nothing_of_it():
    rows = [
        *publish(SMALL, ["A", "B"], hides_size=["A", "B"]),
        shown("A", 1, 4, of="skills"),
        shown("A", 1, 9, of="coverage"),
    ]
    assert ("A", "2026-10") not in ranges(attack(*rows), "denominator")


def test_a_size_shown_before_is_known_of_the_indicator_that_hid_it_all_along():
    rows = [
        *publish(SMALL, ["A", "B"], hides_size=["A", "B"]),
        *publish(SMALL, ["A", "B"], of="skills", until=2),
        *publish(SMALL, ["A", "B"], of="skills", since=2, hides_size=["A", "B"]),
    ]
    found = [e for e in attack(*rows).exposures if e.quantity == "denominator" and e.indicator == "accounts"]
    assert {(e.village, e.low, e.high) for e in found} == {("A", 4, 4), ("B", 50, 50)}


def test_hidden_sizes_alone_pass_with_their_counts():
    rows = [
        *publish(SMALL, ["A", "B"], hides_size=["A", "B"]),
        *publish(SMALL, ["A", "B"], of="skills", hides_size=["A", "B"]),
        withheld("A", None, at="2026-09"),
    ]
    report = attack(*rows)
    assert report.passed
    assert report.solved > 0
