"""What the preview of a submission would change, as its page shows it: numbers that differ before those that stay."""

import datetime as dt
import enum
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from portal.desk.record_names import names_of
from portal.domain.changes import ChangeKind, change_of, list_change_rows
from portal.domain.indicators import Indicator, IndicatorGroup, list_groups, list_indicators
from portal.domain.localities import Locality, LocalityKind, list_villages
from portal.domain.plans import Target, list_targets
from portal.domain.records import list_record_changes
from portal.domain.releases import Release
from portal.i18n.record_changes import Entry, entries_by_group
from portal.i18n.release_words import Line
from portal.publishing.preview import StatusChange, get_previewed, list_status_changes
from portal.publishing.submissions import Submission

MOST = 100  # cells of a part shown on the page, and records of a subject; the download has every cell
Row = tuple[Any, ...]  # of list_change_rows


class Part(enum.StrEnum):
    """In the order in which they are shown."""

    CHANGED = "changed"  # a number that stands in public would be another
    REMOVED = "removed"  # a number that stands in public would be shown no more
    ADDED = "added"
    HIDDEN = "hidden"  # no number before, and none after
    STATUS = "status"  # the number stays; what is said of it changes


@dataclass(frozen=True)
class CellPart:
    """The cells of a part: how many, and the first of them by indicator.

    :param transitions: of cells whose status alone changes, how many go from which to which.
    """

    part: Part
    count: int
    tables: list[tuple[Indicator, list[Line]]]
    transitions: dict[tuple[str, str], int]

    @property
    def shown(self) -> int:
        return sum(len(lines) for _indicator, lines in self.tables)


@dataclass(frozen=True)
class Previewed:
    """What would change.

    :param records: by subject, what would be added, changed or taken away beside figures.
    :param names: of those records, by key.
    """

    cells: list[CellPart]
    records: list[tuple[IndicatorGroup, list[Entry]]]
    names: dict[str, str]
    statuses: list[StatusChange]
    targets: dict[str, Target]

    @cached_property
    def is_empty(self) -> bool:
        return not self.cells and not self.records


def describe_preview(
    session: Session, live: Session, commune: Locality, submission: Submission, today: dt.date
) -> Previewed:
    """What publishing a submission would change, read from its preview.

    :param session: of the preview's store.
    :param live: of the public store.
    """
    release = get_previewed(session, submission)
    changes = list_record_changes(session, release.seq)
    return Previewed(
        cells=_cell_parts(session, commune, release),
        records=entries_by_group(list_groups(session), changes),
        names=names_of(session, commune, changes, today) if changes else {},
        statuses=list_status_changes(live, session, commune, today),
        targets={target.id: target for target in list_targets(session, commune=commune)},
    )


def _cell_parts(session: Session, commune: Locality, release: Release) -> list[CellPart]:
    rows: dict[Part, list[Row]] = {}
    for row in list_change_rows(session, release):
        rows.setdefault(_part_of(row), []).append(row)
    if not rows:
        return []
    indicators = {indicator.code: indicator for indicator in list_indicators(session)}
    places = {place.code: place for place in (release.commune, *list_villages(session, commune))}
    return [_cell_part(part, rows[part], indicators, places) for part in Part if part in rows]


def _cell_part(
    part: Part, rows: Sequence[Row], indicators: dict[str, Indicator], places: dict[str, Locality]
) -> CellPart:
    transitions = Counter((row[7], row[11]) for row in rows) if part is Part.STATUS else {}
    return CellPart(part, len(rows), _tables(rows[:MOST], indicators, places), dict(transitions))


def _part_of(row: Row) -> Part:
    """Of a row in the order of ``CHANGE_FIELDS``."""
    kind, had, shown = row[3], row[6] is not None, row[10] is not None
    if not had:
        return Part.ADDED if shown else Part.HIDDEN
    if not shown:
        return Part.REMOVED
    return Part.STATUS if kind == ChangeKind.CHANGED and row[4:7] == row[8:11] else Part.CHANGED


def _tables(
    rows: Sequence[Row], indicators: dict[str, Indicator], places: dict[str, Locality]
) -> list[tuple[Indicator, list[Line]]]:
    return [
        (indicators[code], [_line(row, indicators[code], places[row[1]]) for row in of])
        for code, of in groupby(rows, key=lambda row: row[0])
    ]


def _line(row: Row, indicator: Indicator, place: Locality) -> Line:
    """Its address is below that of the commune in the preview's site."""
    path = f"/{place.slug}" if place.kind == LocalityKind.VILLAGE else ""
    return Line(change_of(row, indicator, place), path)
