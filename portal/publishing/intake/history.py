"""Figures held against earlier ones and against others of the same people: warnings that ask for a word."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from portal.domain.folding import fold
from portal.domain.periods import Period, finest_last, parse_period
from portal.publishing.intake.catalogue import Words
from portal.publishing.intake.context import Context, Known, Measure
from portal.publishing.intake.fields import among, counted, named
from portal.publishing.intake.repeats import key_of, numbers_of
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.rules import Rules, Sound

JUMP_SHARE = Fraction(1, 5)
JUMP_COUNT = 10


@dataclass(frozen=True)
class _Point:
    """A figure of a place in time: of this workbook (``sound``) or in force."""

    period: Period
    numbers: Known
    sound: Sound | None


class History:
    def __init__(self, figures: list[Sound], context: Context, rules: Rules, report: Report) -> None:
        self._figures, self._context, self._rules, self._report = figures, context, rules, report
        self._jumped: set[int] = set()

    def check(self) -> None:
        for measure, series in self._series():
            self._check_jumps(series)
            if measure.cumulative:
                self._check_falls(series)
        self._check_populations()

    def _series(self) -> list[tuple[Measure, list[_Point]]]:
        """Of each indicator and place in this workbook, every figure from the earliest, where it is a stock."""
        ours = {key_of(sound): sound for sound in self._figures if sound.entry.measure.nature == "stock"}
        series: dict[tuple[str, str], list[_Point]] = defaultdict(list)
        for (indicator, locality, _), sound in ours.items():
            series[indicator, locality].append(_Point(sound.period, numbers_of(sound), sound))
        for key, known in self._context.before.items():
            if key[:2] in series and key not in ours:
                series[key[:2]].append(_Point(parse_period(key[2]), known, None))
        return [
            (self._context.indicators[indicator], sorted(points, key=lambda point: finest_last(point.period)))
            for (indicator, _), points in series.items()
        ]

    def _check_jumps(self, series: list[_Point]) -> None:
        """A jump is from the newest earlier figure and from the newest that had not jumped itself."""
        last: _Point | None = None
        steady: _Point | None = None
        for point in series:
            jumped = last and steady and _jumps(last, point) and _jumps(steady, point)
            if jumped and point.sound and last:
                self._warn_of_jump(point.sound, last)
            if not jumped:
                steady = point
            last = point

    def _warn_of_jump(self, sound: Sound, last: _Point) -> None:
        self._jumped.add(id(sound))
        self._report.add(
            "denominator-jumps",
            sound.entry.sheet,
            sound.entry.parts["denominator"].at,
            place=self._rules.place(sound.entry),
            indicator=named(sound.entry.measure),
            denominator=among(sound.entry.measure),
            given=sound.cell.denominator,
            known=last.numbers.denominator,
            period=last.period,
        )

    def _check_falls(self, series: list[_Point]) -> None:
        for earlier, point in pairwise(series):
            known, given = earlier.numbers.numerator, point.numbers.numerator
            if point.sound and known is not None and given is not None and given < known:
                measure = point.sound.entry.measure
                self._report.add(
                    "numerator-falls",
                    point.sound.entry.sheet,
                    point.sound.at,
                    place=self._rules.place(point.sound.entry),
                    indicator=named(measure),
                    numerator=counted(measure),
                    given=given,
                    known=known,
                    period=earlier.period,
                )

    def _check_populations(self) -> None:
        """Of the indicators counted among the same people, those whose denominator differs from the most common."""
        by_population: dict[tuple[str, str, str, str], list[tuple[Measure, int, Sound | None]]] = defaultdict(list)
        for sound in self._figures:
            if sound.cell.denominator is not None:
                key = (*_population(sound.entry.measure), sound.cell.locality, sound.cell.period)
                by_population[key].append((sound.entry.measure, sound.cell.denominator, sound))
        self._add_known(by_population)
        for those in by_population.values():
            self._compare(those)

    def _add_known(
        self, by_population: dict[tuple[str, str, str, str], list[tuple[Measure, int, Sound | None]]]
    ) -> None:
        """What is in force for the same place and period, where this workbook does not replace it."""
        ours = {key_of(sound) for sound in self._figures}
        for (indicator, locality, period), known in self._context.before.items():
            measure = self._context.indicators.get(indicator)
            if measure is None or known.denominator is None or (indicator, locality, period) in ours:
                continue
            key = (*_population(measure), locality, period)
            if key in by_population:
                by_population[key].append((measure, known.denominator, None))

    def _compare(self, those: list[tuple[Measure, int, Sound | None]]) -> None:
        counts = Counter(number for _, number, sound in those if sound is None or id(sound) not in self._jumped)
        if not counts:
            return
        usual = counts.most_common(1)[0][0]
        other = next(measure for measure, number, _ in those if number == usual)
        for measure, number, sound in those:
            if sound is not None and number != usual and id(sound) not in self._jumped:
                self._report.add(
                    "denominators-differ",
                    sound.entry.sheet,
                    sound.entry.parts["denominator"].at,
                    place=self._rules.place(sound.entry),
                    indicator=named(measure),
                    other=named(other),
                    denominator=Words(measure.denominator or "", measure.denominator_en or ""),
                    given=number,
                    known=usual,
                )


def _population(measure: Measure) -> tuple[str, str]:
    """Whom an indicator is counted among; a flow's files are not those of another's."""
    return fold(measure.denominator or ""), measure.nature


def _jumps(earlier: _Point, later: _Point) -> bool:
    before, now = earlier.numbers.denominator, later.numbers.denominator
    if before is None or now is None:
        return False
    return abs(now - before) > JUMP_COUNT and abs(now - before) > JUMP_SHARE * before


def check_history(figures: Iterable[Sound], context: Context, rules: Rules, report: Report) -> None:
    History(list(figures), context, rules, report).check()
