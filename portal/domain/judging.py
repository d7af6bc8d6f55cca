"""The rule by which a target is judged, on numbers alone: what it asks for, what was observed, and what follows.

A target is due at the end of its year. For a stock the finest period published counts, for a flow or a count per year
only whole years. The newest observation is *latest*; when it is withheld or missing nothing older stands in for it.
"""

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from portal.domain.observations import Status
from portal.domain.periods import Period, end_of_year, finest_last
from portal.domain.plans import Comparator

Thing = TypeVar("Thing")
LINES = 8192
"""How many points of lines are held: targets of a kind share theirs, and an exact fraction is dear to reckon."""


class ProgressStatus(enum.StrEnum):
    """In the order in which roll-ups list them."""

    ACHIEVED = "achieved"
    ACHIEVED_LATE = "achieved-late"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    LAPSED = "lapsed"
    MISSED = "missed"
    NOT_YET_DUE = "not-yet-due"
    UNDATED = "undated"
    NO_DATA = "no-data"


class Reason(enum.StrEnum):
    """Why there is nothing to judge by, or what to bear in mind."""

    NO_OBSERVATION = "no-observation"
    NO_WHOLE_YEAR = "no-whole-year"  # a flow with shorter periods only
    NONE_IN_DUE_YEAR = "none-in-due-year"
    WITHHELD = "withheld"
    MISSING = "missing"
    LATEST_NOT_SHOWN = "latest-not-shown"  # judged at due; the newest figure is withheld or missing
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Aim:
    """What a target asks for, in numbers. ``down``: lower is better."""

    comparator: Comparator
    value: Fraction
    value_high: Fraction | None = None
    year: int | None = None
    down: bool = False
    whole_years: bool = False  # judge by whole years only

    @property
    def lowers(self) -> bool:
        """Whether the comparator, or failing that the indicator, wants small values."""
        if self.comparator in (Comparator.AT_MOST, Comparator.BELOW):
            return True
        return self.down and self.comparator in (Comparator.EXACTLY, Comparator.RANGE)

    @property
    def mark(self) -> Fraction:
        """The value that satisfies first: of a range its near end."""
        return self.value_high if self.value_high is not None and self.lowers else self.value

    def satisfied_by(self, value: Fraction) -> bool:
        if self.comparator is Comparator.ABOVE:
            return value > self.value
        if self.comparator is Comparator.BELOW:
            return value < self.value
        return value <= self.mark if self.lowers else value >= self.mark


@dataclass(frozen=True)
class Reading:
    """An observation as the rule sees it; ``value`` is None where none is shown."""

    period: Period
    value: Fraction | None
    status: Status = Status.NORMAL
    numerator: int | None = None
    denominator: int | None = None
    reported: int | None = None  # villages in the sum
    expected: int | None = None  # villages there are

    @property
    def end(self) -> dt.date:
        return self.period.end


@dataclass(frozen=True)
class Judgement:
    """A status with the numbers it follows from.

    ``gap`` is the value judged less the mark; ``expected`` the straight line from ``base`` at the end of the
    latest's period.
    """

    status: ProgressStatus
    aim: Aim
    due: dt.date | None = None
    latest: Reading | None = None
    at_due: Reading | None = None
    base: Reading | None = None
    expected: Fraction | None = None
    gap: Fraction | None = None
    reason: Reason | None = None


def judge(aim: Aim, readings: Iterable[Reading], *, milestones: Iterable[int] = (), today: dt.date) -> Judgement:
    """The status of a target on a day.

    :param readings: every observation of the commune and indicator, in any order.
    :param milestones: the years for which the plan sets targets.
    """
    given = list(readings)
    usable = _usable(given, whole_years=aim.whole_years)
    return _judge(aim, usable, milestones, today, had_some=bool(given))


def _judge(aim: Aim, usable: list[Reading], milestones: Iterable[int], today: dt.date, *, had_some: bool) -> Judgement:
    due = end_of_year(aim.year) if aim.year else None
    latest = usable[-1] if usable else None
    if due is not None and due < today:
        return _judge_after(aim, usable, due, latest, had_some=had_some)
    if latest is None:
        why = Reason.NO_WHOLE_YEAR if had_some else Reason.NO_OBSERVATION
        return Judgement(ProgressStatus.NO_DATA, aim, due, reason=why)
    if latest.value is None:
        return Judgement(ProgressStatus.NO_DATA, aim, due, latest, reason=_why_not_shown(latest))
    return _judge_before(aim, usable, due, latest, latest.value, [year for year in milestones if year < today.year])


def _usable(readings: list[Reading], *, whole_years: bool) -> list[Reading]:
    return judged(readings, lambda reading: reading.period, whole_years=whole_years)


def judged(things: Iterable[Thing], period_of: Callable[[Thing], Period], *, whole_years: bool) -> list[Thing]:
    """Those of a series that the rule may look at, oldest first; of several that end on one day the finest."""
    by_end: dict[dt.date, Thing] = {}
    for thing in sorted(things, key=lambda each: finest_last(period_of(each))):
        if not whole_years or period_of(thing).months == 12:
            by_end[period_of(thing).end] = thing
    return list(by_end.values())


def _judge_before(
    aim: Aim, usable: list[Reading], due: dt.date | None, latest: Reading, value: Fraction, passed: list[int]
) -> Judgement:
    gap = value - aim.mark
    if aim.satisfied_by(value):
        return Judgement(ProgressStatus.ACHIEVED, aim, due, latest, gap=gap)
    if due is None:
        return Judgement(ProgressStatus.UNDATED, aim, due, latest, gap=gap)
    base = _base(usable, passed)
    if base is None or base.value is None or base.end >= latest.end:
        return Judgement(ProgressStatus.NOT_YET_DUE, aim, due, latest, gap=gap)
    expected = line(base.end, base.value, due, aim.mark, latest.end)
    ahead = value <= expected if aim.lowers else value >= expected
    status = ProgressStatus.ON_TRACK if ahead else ProgressStatus.BEHIND
    return Judgement(status, aim, due, latest, base=base, expected=expected, gap=gap)


def _base(usable: list[Reading], passed: list[int]) -> Reading | None:
    """The value observed at the last milestone passed, else the earliest observed."""
    if passed:
        at_milestone = _at_due(usable, end_of_year(max(passed)))
        if at_milestone is not None and at_milestone.value is not None:
            return at_milestone
    return next((r for r in usable if r.value is not None), None)


def _at_due(usable: list[Reading], due: dt.date) -> Reading | None:
    """The newest whose period ends by a due day within its year."""
    return next((r for r in reversed(usable) if r.end.year == due.year and r.end <= due), None)


def _judge_after(aim: Aim, usable: list[Reading], due: dt.date, latest: Reading | None, *, had_some: bool) -> Judgement:
    at_due = _at_due(usable, due)
    if at_due is None:
        none_whole = aim.whole_years and had_some and not usable
        reason = Reason.NO_WHOLE_YEAR if none_whole else Reason.NONE_IN_DUE_YEAR if had_some else Reason.NO_OBSERVATION
        return Judgement(ProgressStatus.NO_DATA, aim, due, latest, reason=reason)
    if at_due.value is None:
        return Judgement(ProgressStatus.NO_DATA, aim, due, latest, at_due, reason=_why_not_shown(at_due))
    status, caveat = _verdict(aim, at_due, at_due.value, latest or at_due)
    judged = latest.value if latest is not None and latest.value is not None else at_due.value
    return Judgement(status, aim, due, latest, at_due, gap=judged - aim.mark, reason=caveat)


def _verdict(aim: Aim, at_due: Reading, value: Fraction, latest: Reading) -> tuple[ProgressStatus, Reason | None]:
    if aim.satisfied_by(value):
        if latest.value is None:
            return ProgressStatus.ACHIEVED, Reason.LATEST_NOT_SHOWN
        return (ProgressStatus.ACHIEVED if aim.satisfied_by(latest.value) else ProgressStatus.LAPSED), None
    if latest.value is not None and aim.satisfied_by(latest.value):
        return ProgressStatus.ACHIEVED_LATE, None
    if at_due.status is Status.PROVISIONAL:
        return ProgressStatus.BEHIND, Reason.PROVISIONAL
    return ProgressStatus.MISSED, Reason.LATEST_NOT_SHOWN if latest.value is None else None


def _why_not_shown(reading: Reading) -> Reason:
    return Reason.WITHHELD if reading.status is Status.WITHHELD else Reason.MISSING


@lru_cache(maxsize=LINES)
def line(start: dt.date, value: Fraction, due: dt.date, mark: Fraction, day: dt.date) -> Fraction:
    """The straight line from ``value`` on ``start`` to ``mark`` on ``due``, at ``day``, reckoned in days."""
    return value + (mark - value) * Fraction((day - start).days, (due - start).days)


@dataclass
class Series:
    """The readings of a place and indicator; those that the rule may look at are sorted out once for all targets."""

    readings: list[Reading] = field(default_factory=list)
    illustrative: bool = False
    _usable: dict[bool, list[Reading]] = field(default_factory=dict)

    def usable(self, *, whole_years: bool) -> list[Reading]:
        if whole_years not in self._usable:
            self._usable[whole_years] = _usable(self.readings, whole_years=whole_years)
        return self._usable[whole_years]

    def judge(self, aim: Aim, milestones: Iterable[int], today: dt.date) -> Judgement:
        usable = self.usable(whole_years=aim.whole_years)
        return _judge(aim, usable, milestones, today, had_some=bool(self.readings))


NO_SERIES = Series()
