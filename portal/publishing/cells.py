"""What is published of figures: sums, statuses and what is withheld, before anything is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, existed_on
from portal.domain.observations import Status, rate
from portal.domain.periods import Period, parse_period
from portal.publishing.guard.model import Level, Protection
from portal.publishing.problems import Problem, PublishingError
from portal.publishing.submissions import Figure


@dataclass(frozen=True)
class Value:
    """What is published of a cell: the columns in which two states of it can differ."""

    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    status: Status = Status.MISSING
    reported: int | None = None
    expected: int | None = None


Cells = dict[tuple[str, int, str], Value]
"""By indicator code, locality id and period."""


def refuse_impossible(
    figures: Iterable[Figure], indicators: dict[str, Indicator], commune: Locality, villages: Iterable[Locality]
) -> None:
    """Stop what no count can be, what stands at the wrong level, and figures of villages of another time.

    :raises PublishingError: naming every such figure.
    """
    by_code = {village.code: village for village in villages}
    problems = [
        Problem(code, f"{figure.indicator}, {figure.locality}, {figure.period}", words, words_en, FIX, FIX_EN)
        for figure in figures
        if not figure.withdrawn
        for code, words, words_en in (
            *_problems(figure, indicators[figure.indicator], commune),
            *_untimely(figure, indicators[figure.indicator], by_code.get(figure.locality)),
        )
    ]
    if problems:
        raise PublishingError(problems)


FIX, FIX_EN = "Sửa trong tệp số liệu rồi nộp lại.", "Mend it in the workbook and hand it in again."


def _problems(figure: Figure, indicator: Indicator, commune: Locality) -> Iterator[tuple[str, str, str]]:
    if (figure.locality == commune.code) != (indicator.level == "commune"):
        words = "chỉ số này tính theo " + ("xã, phường" if indicator.level == "commune" else "thôn, tổ dân phố")
        yield "level", words + ".", f"is a figure for the {indicator.level} level."
    elif indicator.protected and indicator.nature == "flow" and parse_period(figure.period).months == 1:
        words_en = "a village's flow is published by quarter or year, never by month."
        yield "flow-by-month", "số phát sinh của thôn chỉ công bố theo quý hoặc năm, không theo tháng.", words_en
    yield from _impossible_counts(figure, indicator)


def _untimely(figure: Figure, indicator: Indicator, village: Locality | None) -> Iterator[tuple[str, str, str]]:
    """A village reports the periods at whose end it is there; a flow only where it did not change meanwhile."""
    if village is None:
        return
    period = parse_period(figure.period)
    if not existed_on(village, period.end):
        words = "thôn, tổ dân phố này không có vào ngày cuối kỳ."
        yield "village-not-there", words, "the village was not there at the end of the period."
    elif indicator.nature == "flow" and _changed_within(village, period):
        words = "thôn, tổ dân phố này thay đổi giữa kỳ nên số phát sinh của kỳ không của riêng nơi nào."
        yield "village-changed", words, "the village changed during the period: the flow belongs to no one village."


def _changed_within(village: Locality, period: Period) -> bool:
    since = village.valid_from
    return since is not None and period.start < since and bool(village.predecessors)


def _impossible_counts(figure: Figure, indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is not None and numerator < 0:
        yield "negative", "số đếm nhỏ hơn 0.", "counts less than nothing."
    elif indicator.unit == "percent" and (numerator is None or denominator is None):
        yield "rate-without-counts", "tỷ lệ cần cả tử số và mẫu số.", "a rate needs its numerator and its denominator."
    elif numerator is not None and denominator is not None and numerator > denominator:
        words = f"tử số {numerator} lớn hơn mẫu số {denominator}."
        yield "numerator-over-denominator", words, f"{numerator} is more than {denominator}, among whom it is counted."


def cells_to_publish(
    commune: Locality,
    villages: list[Locality],
    indicators: dict[str, Indicator],
    figures: Iterable[Figure],
    protection: Protection,
) -> Cells:
    """Every cell of the indicators and periods that the figures touch, as it is to be published.

    A village without a figure is ``missing``; a commune's rate is the sum of its villages' numerators over the sum
    of their denominators, never a mean of rates, reckoned before anything is withheld.
    """
    by_key: dict[tuple[str, str], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        by_key[figure.indicator, figure.period][figure.locality] = figure
    cells: Cells = {}
    for (code, period), found in by_key.items():
        if indicators[code].level == "commune":
            cells[code, commune.id, period] = _published(found.get(commune.code))
            continue
        there = [v for v in villages if v.code in found or existed_on(v, parse_period(period).end)]
        total = aggregate([found.get(v.code) for v in there])
        withheld = (code, period) in protection.totals_withheld
        cells[code, commune.id, period] = _without_numbers(total) if withheld else total
        for village in there:
            level = protection.level(code, period, village.code)
            cells[code, village.id, period] = _guarded(found.get(village.code), level)
    return cells


def _without_numbers(total: Value) -> Value:
    return Value(status=Status.WITHHELD, reported=total.reported, expected=total.expected)


def aggregate(figures: list[Figure | None]) -> Value:
    """The commune's value from its villages' figures, one entry a village, None where none was submitted."""
    given = [f for f in figures if f is not None and not f.withdrawn and f.numerator is not None]
    counts = {"reported": len(given), "expected": len(figures)}
    numerator = sum(f.numerator or 0 for f in given)
    denominator = sum(f.denominator or 0 for f in given)
    if not given or not denominator:
        return Value(status=Status.MISSING, **counts)
    return Value(numerator, denominator, rate(numerator, denominator), _weakest(given), **counts)


def _weakest(figures: list[Figure]) -> Status:
    statuses = {figure.status for figure in figures}
    return next((s for s in (Status.PROVISIONAL, Status.ESTIMATED) if s in statuses), Status.NORMAL)


def _published(figure: Figure | None) -> Value:
    if figure is None or figure.withdrawn:
        return Value(status=Status.MISSING)
    status = Status(figure.status)
    if figure.numerator is None:
        return Value(value=figure.value, status=status)
    if figure.denominator is None:
        return Value(numerator=figure.numerator, value=float(figure.numerator), status=status)
    if figure.denominator == 0:
        return Value(denominator=0, status=Status.NOT_APPLICABLE)
    value = rate(figure.numerator, figure.denominator)
    return Value(figure.numerator, figure.denominator, value, status)


def _guarded(figure: Figure | None, level: Level) -> Value:
    """A village's cell: of a withheld one numerator, rate and all that follows from them go together."""
    if figure is None or figure.withdrawn or level is Level.SHOWN:
        return _published(figure)
    return Value(denominator=figure.denominator if level is Level.NUMERATOR else None, status=Status.WITHHELD)
