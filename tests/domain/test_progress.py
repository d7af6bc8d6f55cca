"""The rules of progress, one by one."""

import datetime as dt
from fractions import Fraction

import pytest

from portal.domain.observations import Status
from portal.domain.periods import parse_period
from portal.domain.plans import Comparator
from portal.domain.progress import Aim, Judgement, ProgressStatus, Reading, Reason, judge, line

TODAY = dt.date(2026, 11, 22)


def make_aim(comparator: str = ">=", value: float = 80, high: float | None = None, **more: object) -> Aim:
    high_value = None if high is None else Fraction(str(high))
    return Aim(Comparator(comparator), Fraction(str(value)), high_value, **({"year": 2030} | more))  # type: ignore[arg-type]


def make_readings(**values: object) -> list[Reading]:
    """``p2025_12=70`` for December 2025 at 70; a Status for one without a value; a pair for value and status."""
    readings = []
    for name, given in values.items():
        value, status = given if isinstance(given, tuple) else (given, Status.NORMAL)
        if isinstance(value, Status):
            value, status = None, value
        exact = None if value is None else Fraction(str(value))
        readings.append(Reading(parse_period(name[1:].replace("_", "-")), exact, status))
    return readings


def judged(aim: Aim, today: dt.date = TODAY, milestones: tuple[int, ...] = (), **values: object) -> Judgement:
    return judge(aim, make_readings(**values), milestones=milestones, today=today)


def status(aim: Aim, today: dt.date = TODAY, milestones: tuple[int, ...] = (), **values: object) -> str:
    return judged(aim, today, milestones, **values).status.value


class TestBeforeDue:
    def test_no_observation_at_all_is_no_data(self):
        assert judged(make_aim()).reason is Reason.NO_OBSERVATION
        assert status(make_aim()) == "no-data"

    def test_satisfied_by_the_latest_is_achieved(self):
        assert status(make_aim(">=", 80), p2026_10=80) == "achieved"

    def test_one_observation_is_its_own_base_so_not_yet_due(self):
        assert status(make_aim(), p2026_10=50) == "not-yet-due"

    def test_on_the_line_is_on_track_and_a_hair_below_is_behind(self):
        base, due = dt.date(2025, 12, 31), dt.date(2030, 12, 31)
        on_line = line(base, Fraction(50), due, Fraction(80), dt.date(2026, 10, 31))
        readings = make_readings(p2025_12=50)
        for value, expected in ((on_line, "on-track"), (on_line - Fraction(1, 10**9), "behind")):
            latest = Reading(parse_period("2026-10"), value)
            assert judge(make_aim(), [*readings, latest], today=TODAY).status == expected

    def test_the_base_is_the_value_at_the_last_milestone_passed(self):
        judgement = judged(make_aim(), milestones=(2025, 2030), p2025_08=10, p2025_12=60, p2026_10=62)
        assert judgement.base is not None
        assert judgement.base.period.text == "2025-12"
        assert judgement.status is ProgressStatus.BEHIND

    def test_without_a_milestone_value_the_base_is_the_earliest(self):
        judgement = judged(make_aim(), milestones=(2025, 2030), p2025_12=Status.MISSING, p2026_01=60, p2026_10=70)
        assert judgement.base is not None
        assert judgement.base.period.text == "2026-01"

    def test_the_base_comes_before_the_latest(self):
        assert status(make_aim(), milestones=(2025,), p2025_08=10, p2025_12=60) == "not-yet-due"

    @pytest.mark.parametrize(
        ("shown", "reason"), [(Status.WITHHELD, Reason.WITHHELD), (Status.MISSING, Reason.MISSING)]
    )
    def test_a_latest_without_a_value_is_never_replaced_by_an_older_one(self, shown, reason):
        judgement = judged(make_aim(), p2026_09=99, p2026_10=shown)
        assert (judgement.status, judgement.reason) == (ProgressStatus.NO_DATA, reason)

    def test_a_target_is_not_due_on_its_last_day(self):
        aim = make_aim(year=2026)
        assert status(aim, dt.date(2026, 12, 31), p2025_12=10, p2026_12=20) == "behind"
        assert status(aim, dt.date(2027, 1, 1), p2025_12=10, p2026_12=20) == "missed"


class TestAfterDue:
    AIM = make_aim(">=", 80, year=2025)

    def test_nothing_observed_in_the_due_year_is_no_data(self):
        judgement = judged(self.AIM, p2026_10=99)
        assert (judgement.status, judgement.reason) == (ProgressStatus.NO_DATA, Reason.NONE_IN_DUE_YEAR)

    def test_satisfied_at_due_and_since_is_achieved(self):
        assert status(self.AIM, p2025_12=80, p2026_10=81) == "achieved"

    def test_satisfied_exactly_at_due_is_achieved(self):
        assert status(self.AIM, p2025_12=80) == "achieved"

    def test_a_later_fall_is_lapsed(self):
        assert status(self.AIM, p2025_12=85, p2026_10="79.9") == "lapsed"

    def test_short_at_due_is_missed(self):
        assert status(self.AIM, p2025_12="79.99", p2026_10="79.99") == "missed"

    def test_short_at_due_and_satisfied_since_is_achieved_late(self):
        assert status(self.AIM, p2025_12=79, p2026_10=80) == "achieved-late"

    def test_a_provisional_observation_never_says_missed(self):
        assert status(self.AIM, p2025_12=(79, Status.PROVISIONAL)) == "behind"

    def test_withheld_at_due_is_no_data_even_where_the_month_before_was_good(self):
        assert status(self.AIM, p2025_11=90, p2025_12=Status.WITHHELD, p2026_10=95) == "no-data"

    def test_the_newest_of_the_due_year_stands_for_due(self):
        assert status(self.AIM, p2025_09=81) == "achieved"

    def test_a_missing_latest_leaves_the_verdict_of_due_with_a_caveat(self):
        judgement = judged(self.AIM, p2025_12=85, p2026_10=Status.MISSING)
        assert (judgement.status, judgement.reason) == (ProgressStatus.ACHIEVED, Reason.LATEST_NOT_SHOWN)


class TestComparators:
    @pytest.mark.parametrize(
        ("comparator", "value", "good", "bad"),
        [(">=", 80, 80, "79.9"), (">", 80, "80.1", 80), ("=", 80, 81, 79), ("<=", 5, 5, "5.1"), ("<", 5, "4.9", 5)],
    )
    def test_each_is_satisfied_from_its_own_side(self, comparator, value, good, bad):
        aim = make_aim(comparator, value)
        assert aim.satisfied_by(Fraction(str(good)))
        assert not aim.satisfied_by(Fraction(str(bad)))

    def test_a_range_is_satisfied_from_its_low_end_on(self):
        aim = make_aim("range", 2, 5)
        assert [aim.satisfied_by(Fraction(n)) for n in (1, 2, 5, 9)] == [False, True, True, True]

    def test_where_lower_is_better_everything_is_mirrored(self):
        aim = make_aim("range", 2, 5, down=True)
        assert [aim.satisfied_by(Fraction(n)) for n in (9, 5, 2, 1)] == [False, True, True, True]
        assert make_aim("=", 10, down=True).satisfied_by(Fraction(9))
        falling = make_aim("=", 10, down=True)
        assert status(falling, p2025_12=50, p2026_10=30) == "on-track"
        assert status(falling, p2025_12=50, p2026_10=49) == "behind"

    def test_a_target_of_zero_divides_nothing(self):
        aim = make_aim("<=", 0, down=True)
        assert status(aim, p2026_10=0) == "achieved"
        assert status(aim, p2025_12=10, p2026_10=5) == "on-track"
        assert status(make_aim("=", 0), p2026_10=0) == "achieved"


class TestPeriods:
    def test_a_stock_is_judged_by_the_finest_period_of_an_end(self):
        judgement = judged(make_aim(year=2025), p2025=90, p2025_Q4=85, p2025_12=70)
        assert judgement.at_due is not None
        assert judgement.at_due.period.text == "2025-12"

    def test_a_flow_is_judged_by_whole_years_only(self):
        aim = make_aim(year=2025, whole_years=True)
        assert status(aim, p2025=81, p2025_Q4=10, p2026_Q3=5) == "achieved"

    def test_a_flow_with_quarters_only_says_so(self):
        for year in (2025, 2030):
            judgement = judged(make_aim(year=year, whole_years=True), p2025_Q4=90)
            assert (judgement.status, judgement.reason) == (ProgressStatus.NO_DATA, Reason.NO_WHOLE_YEAR)


class TestUndated:
    AIM = make_aim("=", 100, year=None)

    def test_short_of_it_is_undated(self):
        assert status(self.AIM, p2026_10=50) == "undated"

    def test_reached_is_achieved(self):
        assert status(self.AIM, p2026_10=100) == "achieved"

    def test_unobserved_is_no_data(self):
        assert status(self.AIM) == "no-data"


def test_the_line_is_reckoned_in_days():
    value = line(dt.date(2026, 1, 1), Fraction(0), dt.date(2026, 1, 11), Fraction(100), dt.date(2026, 1, 4))
    assert value == 30


def test_the_gap_is_exact_where_a_rounded_one_would_be_nothing():
    judgement = judge(make_aim(), [Reading(parse_period("2026-10"), Fraction(100 * 79_999, 100_000))], today=TODAY)
    assert judgement.gap == Fraction(-1, 1000)
