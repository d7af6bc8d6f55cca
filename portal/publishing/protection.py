"""What the disclosure guard must know of a release, gathered from both stores.

The guard itself (``publishing.guard``) is pure. Here the public store says what anyone has ever been able to read of
the commune's villages, and the desk which counts lie under what is withheld.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.folding import fold
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality
from portal.domain.observations import Observation, Status
from portal.domain.periods import parse_period
from portal.publishing.guard import protect
from portal.publishing.guard.model import Count, Level, Protection, PublishedTable, Series, Unprotectable
from portal.publishing.problems import Problem, PublishingError
from portal.publishing.submissions import Figure
from portal.publishing.truth import Cell, Truth


@dataclass(frozen=True)
class Rule:
    """The k of ``domain.disclosure`` and the secret that orders equal partners."""

    threshold: int
    secret: bytes


def protect_release(
    public: Session, desk: Session, commune: Locality, villages: list[Locality], figures: list[Figure], rule: Rule
) -> Protection:
    """Which cells of the tables that ``figures`` make up are to be withheld, given everything ever published.

    :raises PublishingError: no choice of withheld cells protects every small count.
    """
    series = _linked_series(public, {figure.indicator for figure in figures})
    new = _new_tables(series, figures)
    history = list(list_states(public, Truth(public, desk, commune, series), commune, villages, series))
    try:
        return protect(series, history, new, threshold=rule.threshold, secret=rule.secret)
    except Unprotectable as problem:
        raise PublishingError(_unprotected(cell) for cell in problem.cells) from None


def _unprotected(cell: Cell) -> Problem:
    return Problem(
        "unprotectable",
        ", ".join(cell),
        "không có cách che nào bảo vệ được ô số nhỏ này.",
        "no choice of withheld cells protects this small count.",
        "Bỏ chỉ số và kỳ này khỏi tệp, hoặc công bố theo kỳ dài hơn.",
        "Leave this indicator and period out, or publish it for a longer period.",
    )


def population_of(indicator: Indicator) -> str:
    """Equal for indicators that are counted among the same people, households or dossiers."""
    return fold(indicator.denominator or indicator.code)


def series_of(indicator: Indicator) -> Series:
    return Series(
        indicator.code,
        protected=indicator.protected,
        stock=indicator.nature == "stock",
        cumulative=indicator.cumulative,
        population=population_of(indicator),
    )


def _linked_series(public: Session, codes: Collection[str]) -> dict[str, Series]:
    """The village indicators among these, and those that share a denominator with one of them."""
    every = [series_of(i) for i in list_indicators(public, level="village") if i.unit == "percent"]
    populations = {series.population for series in every if series.code in codes}
    return {series.code: series for series in every if series.population in populations}


def _new_tables(series: dict[str, Series], figures: Iterable[Figure]) -> dict[tuple[str, str], dict[str, Count]]:
    tables: dict[tuple[str, str], dict[str, Count]] = defaultdict(dict)
    for figure in figures:
        if figure.indicator in series and not figure.withdrawn:
            count = Count(figure.numerator or 0, figure.denominator or 0)
            tables[figure.indicator, figure.period][figure.locality] = count
    return dict(tables)


def list_states(
    public: Session, truth: Truth, commune: Locality, villages: list[Locality], series: Collection[str]
) -> Iterator[PublishedTable]:
    """Every state in which a table of these indicators ever stood in public, the oldest first."""
    codes = {village.id: village.code for village in villages}
    tables: dict[tuple[str, str], dict[str, tuple[Count, Level]]] = defaultdict(dict)
    shown: dict[tuple[str, str], bool] = defaultdict(lambda: True)
    for seq, rows in _by_release(public, [commune.id, *codes], series):
        touched: dict[tuple[str, str], None] = {}
        for indicator, locality_id, period, numerator, denominator, status in rows:
            touched[indicator, period] = None
            if locality_id == commune.id:
                shown[indicator, period] = status != Status.WITHHELD
            elif status == Status.MISSING:
                tables[indicator, period].pop(codes[locality_id], None)
            elif status == Status.WITHHELD:
                level = Level.EVERYTHING if denominator is None else Level.NUMERATOR
                count = Count(*truth.at(seq, (indicator, codes[locality_id], period)))
                tables[indicator, period][codes[locality_id]] = (count, level)
            else:
                tables[indicator, period][codes[locality_id]] = (Count(numerator or 0, denominator or 0), Level.SHOWN)
        for key in touched:
            _renew_withheld(tables[key], truth, seq, key)
            yield PublishedTable(key[0], parse_period(key[1]), dict(tables[key]), shown[key])


def _renew_withheld(table: dict[str, tuple[Count, Level]], truth: Truth, seq: int, key: tuple[str, str]) -> None:
    """A count that was corrected while it was withheld has no new row in public: only the desk knows the new one."""
    for village, (_, level) in table.items():
        if level is not Level.SHOWN:
            table[village] = (Count(*truth.at(seq, (key[0], village, key[1]))), level)


Row = tuple[str, int, str, int | None, int | None, str]


def _by_release(public: Session, places: list[int], series: Collection[str]) -> Iterator[tuple[int, list[Row]]]:
    """What each release changed of these places and indicators."""
    query = (
        select(
            Observation.released_in,
            Observation.indicator_code,
            Observation.locality_id,
            Observation.period,
            Observation.numerator,
            Observation.denominator,
            Observation.status,
        )
        .where(Observation.indicator_code.in_(series), Observation.locality_id.in_(places))
        .order_by(Observation.released_in)
    )
    rows: dict[int, list[Row]] = defaultdict(list)
    for seq, indicator, locality, period, numerator, denominator, status in public.execute(query):
        rows[seq].append((indicator, locality, period, numerator, denominator, status))
    yield from rows.items()
