"""What is published of figures: sums, statuses and what is withheld, before anything is stored."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain import disclosure
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Status, rate
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


class PublishingError(RuntimeError):
    """The submission cannot be released; the message says why. The public store is as it was."""


Cells = dict[tuple[str, int, str], Value]
"""By indicator code, locality id and period."""


def refuse_impossible(figures: Iterable[Figure], indicators: dict[str, Indicator], commune: Locality) -> None:
    """Stop what no count can be, and what stands at the wrong level.

    :raises PublishingError: naming every such figure.
    """
    wrong = [
        f"{figure.indicator} of {figure.locality} in {figure.period}: {problem}"
        for figure in figures
        if not figure.withdrawn and (problem := _problem(figure, indicators[figure.indicator], commune))
    ]
    if wrong:
        raise PublishingError("; ".join(wrong))


def _problem(figure: Figure, indicator: Indicator, commune: Locality) -> str | None:
    if (figure.locality == commune.code) != (indicator.level == "commune"):
        return f"is a figure for the {indicator.level} level"
    if figure.numerator is not None and figure.numerator < 0:
        return "counts less than nothing"
    if indicator.unit == "percent" and (figure.numerator is None or figure.denominator is None):
        return "a rate needs its numerator and its denominator"
    if figure.numerator is not None and figure.denominator is not None and figure.numerator > figure.denominator:
        return f"{figure.numerator} is more than {figure.denominator}, among whom it is counted"
    return None


def cells_to_publish(
    commune: Locality,
    villages: list[Locality],
    indicators: dict[str, Indicator],
    figures: Iterable[Figure],
    threshold: int,
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
        indicator = indicators[code]
        if indicator.level == "commune":
            cells[code, commune.id, period] = _published(found.get(commune.code))
            continue
        cells[code, commune.id, period] = aggregate([found.get(v.code) for v in villages])
        for village in villages:
            cells[code, village.id, period] = _guarded(found.get(village.code), indicator, threshold)
    return cells


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


def _guarded(figure: Figure | None, indicator: Indicator, threshold: int) -> Value:
    """A village's cell: everything of a sensitive one is withheld together."""
    if figure is None or figure.withdrawn or not indicator.protected:
        return _published(figure)
    numerator, denominator = figure.numerator or 0, figure.denominator or 0
    if not disclosure.is_sensitive(numerator, denominator, threshold):
        return _published(figure)
    hidden = disclosure.hides_denominator(denominator, threshold)
    return Value(denominator=None if hidden else denominator, status=Status.WITHHELD)
