"""Targets as a board: a row for each indicator, under its group, and a column for each milestone year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.domain.gaps import nearest_target
from portal.domain.indicators import Indicator, IndicatorGroup
from portal.domain.progress import Progress, ProgressStatus, Reading
from portal.i18n import gettext as _
from portal.i18n.wording import progress_name
from portal.web import today


@dataclass(frozen=True)
class Row:
    """The targets of one indicator, by year; the one without a year last."""

    indicator: Indicator
    items: tuple[Progress, ...]

    def at(self, year: int | None) -> list[Progress]:
        return [item for item in self.items if item.target.year == year]

    @property
    def latest(self) -> Reading | None:
        """The newest figure, which is the same for every target of an indicator."""
        return self.items[0].judgement.latest

    @property
    def near(self) -> Progress:
        """The target that the gap is told to: the next one due, else the last that was, else the one without a year."""
        target = nearest_target([item.target for item in self.items], today().year)
        return next((item for item in self.items if item.target is target), self.items[-1])


@dataclass(frozen=True)
class Board:
    groups: tuple[tuple[IndicatorGroup, tuple[Row, ...]], ...]
    years: tuple[int | None, ...]  # the columns, that without a year last


def board_order(progress: Progress) -> tuple[int, int, int, int]:
    """Sorts by group, indicator and year, and of several plans by plan."""
    target = progress.target
    indicator = target.indicator
    return indicator.group.position, indicator.position, target.year or 9999, target.position


def make_board(progress: Sequence[Progress]) -> Board:
    """The board of these targets, which stand in the order of ``board_order``."""
    rows = [Row(items[0].target.indicator, items) for items in _alike(progress)]
    groups = groupby(rows, key=lambda row: row.indicator.group)
    return Board(tuple((group, tuple(found)) for group, found in groups), years_of(progress))


def _alike(progress: Sequence[Progress]) -> list[tuple[Progress, ...]]:
    return [tuple(found) for _code, found in groupby(progress, key=lambda p: p.target.indicator_code)]


def years_of(progress: Iterable[Progress]) -> tuple[int | None, ...]:
    return tuple(sorted({p.target.year for p in progress}, key=lambda year: year or 9999))


@dataclass(frozen=True)
class Side:
    """The promises of several communes for one indicator."""

    indicator: Indicator
    items: tuple[Progress, ...]

    @property
    def years(self) -> list[tuple[int | None, dict[int, list[Progress]]]]:
        """Year by year, that without one last, what each commune promises for it, by the commune's id."""
        found: dict[int | None, dict[int, list[Progress]]] = {}
        for item in self.items:
            of_year = found.setdefault(item.target.year, defaultdict(list))
            of_year[item.target.plan.commune_id].append(item)
        return list(found.items())

    def near(self, commune: int) -> Progress | None:
        """A target of this commune, whose judgement has its newest figure; None where it promises nothing."""
        own = tuple(item for item in self.items if item.target.plan.commune_id == commune)
        return Row(self.indicator, own).near if own else None


def side_by_side(progress: Sequence[Progress]) -> list[tuple[IndicatorGroup, list[Side]]]:
    """An entry for each indicator, in the order of ``board_order``, under the groups."""
    sides = [Side(items[0].target.indicator, items) for items in _alike(progress)]
    return [(group, list(found)) for group, found in groupby(sides, key=lambda side: side.indicator.group)]


def counts_sentence(counts: dict[ProgressStatus, int]) -> str:
    """``12 đã đạt, 3 đạt muộn, 66 chưa đến hạn``: a roll-up in words."""
    said = [_("%(count)s %(status)s", count=count, status=progress_name(status)) for status, count in counts.items()]
    return ", ".join(said)
