"""Corrections: every version stays public."""

from tests.publishing.attack.tables import attack, numerators, publish, shown, withheld

TRUTH = {"A": (3, 60), "B": (20, 50), "C": (30, 70), "D": (41, 90)}


def test_a_first_version_that_shows_too_much_stays_an_exposure():
    rows = publish(TRUTH, ["A"], until=2) + publish(TRUTH, ["A", "B"], since=2)
    assert ("A", "2026-10") in numerators(attack(*rows))


def test_a_number_shown_once_stays_known_where_only_the_marks_have_changed():
    first, second = publish(TRUTH, ["A", "B"], until=2), publish(TRUTH, ["A", "C"], since=2)
    assert numerators(attack(*first, *second))["A", "2026-10"] == (3, 3)


def test_a_partner_shown_by_a_correction_leaves_the_other_alone():
    """And with it, what the partner was before it was corrected."""
    total = shown(None, 94, 270, until=2), shown(None, 95, 270, since=2)
    partner = withheld("B", 50, until=2), shown("B", 21, 50, since=2)
    rest = withheld("A", 60), shown("C", 30, 70), shown("D", 41, 90)
    found = numerators(attack(*total, *partner, *rest))
    assert found == {("A", "2026-10"): (3, 3), ("B", "2026-10"): (20, 20)}


def test_what_a_corrected_row_showed_is_not_taken_for_the_number_withheld_after_it():
    """Village A was said to have 50 and has 3: with B withheld since, nobody can tell."""
    before = publish(TRUTH | {"A": (50, 60)}, [], until=2)
    after = publish(TRUTH | {"B": (25, 50)}, ["A", "B"], since=2)
    assert attack(*before, *after).passed


def test_a_partner_that_is_shown_again_is_no_exposure_of_its_own():
    rows = [*publish(TRUTH, ["A", "B"], until=2), *publish(TRUTH | {"A": (9, 60)}, [], since=2)]
    assert attack(*rows).passed


def test_a_withheld_number_corrected_in_silence_is_still_attacked_as_it_is_now():
    """A and B stay withheld while the total falls by two: the old equation and the new one cannot both hold."""
    rows = [
        shown(None, 94, 270, until=2),
        shown(None, 92, 270, since=2),
        withheld("A", 60),
        withheld("B", 50),
        shown("C", 30, 70),
        shown("D", 41, 90),
    ]
    report = attack(*rows)
    assert report.passed
    assert report.set_aside > 0
    assert report.narrowest == 22  # 0 to 21 now; 0 to 23 before


def test_silent_corrections_do_not_hide_what_else_can_be_reckoned():
    changed = [shown(None, 94, 270, until=2), shown(None, 92, 270, since=2)]
    village = [withheld("A", 60), shown("B", 20, 50), shown("C", 30, 70), shown("D", 41, 90)]
    found = attack(*changed, *village)
    assert [(e.village, e.values) for e in found.exposures] == [("A", 1)]


def test_a_late_report_changes_the_total_and_gives_nothing_away():
    rows = [shown(None, 53, 180, until=2), shown(None, 94, 270, since=2), shown("D", 41, 90, since=2)]
    rows += [withheld("A", 60), withheld("B", 50), shown("C", 30, 70)]
    report = attack(*rows)
    assert report.passed
    assert report.set_aside == 0


def test_a_late_report_that_is_withheld_alone_is_the_difference_of_the_totals():
    rows = [shown(None, 90, 210, until=2), shown(None, 93, 270, since=2), withheld("A", 60, since=2)]
    rows += [withheld("B", 50), withheld("E", 90), shown("C", 30, 70)]
    assert numerators(attack(*rows)) == {("A", "2026-10"): (3, 3)}
