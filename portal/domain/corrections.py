"""Corrections: the releases that changed what stood in public, or took it back, with what they changed in numbers."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, func, literal, select, union
from sqlalchemy.orm import Session

from portal.db import Rows, narrow
from portal.domain.change_counts import count_changes
from portal.domain.changes import ChangeKind
from portal.domain.datasets import list_illustrative_releases
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.domain.records import SUBJECTS
from portal.domain.released import Released
from portal.domain.releases import ACT, Release, ReleaseKind, withdrawn_by

CORRECTING = (ReleaseKind.CORRECTION, ReleaseKind.RETRACTION)


def select_corrections(
    *,
    as_of: int,
    ref: str | None = None,
    commune: Locality | None = None,
    indicator: str | None = None,
    kind: str | None = None,
) -> Rows:
    """Rows under the public field names of what was out by a release, in no order; the release's number is last.

    :param indicator: only those that wrote a cell of it.
    """
    query: Rows = (
        select(*ACT, Release.takes_back, Release.restores, withdrawn_by(as_of), Release.seq.label("number"))
        .join(Locality, Release.commune_id == Locality.id)
        .where(Release.kind.in_(CORRECTING), Release.seq <= as_of)
    )
    if indicator is not None:
        query = query.where(
            exists().where(Observation.released_in == Release.seq, Observation.indicator_code == indicator)
        )
    return narrow(query, (Release.id, ref), (Release.commune_id, commune and commune.id), (Release.kind, kind))


def finish_corrections(session: Session, rows: Sequence[Sequence[Any]], *, releases_url: str) -> list[Sequence[Any]]:
    """Corrections whose last cell gives way to the indicators, what changed, where to read it, and whether it is
    illustrative: five queries, however many there are.
    """
    seqs = [row[-1] for row in rows]
    indicators, records = _list_indicators(session, seqs), _count_records(session, seqs)
    counts = count_changes(session, seqs)
    illustrative = list_illustrative_releases(session, [row[0] for row in rows])
    return [
        (
            *row[:-1],
            indicators[row[-1]],
            {str(kind): counts.get(row[-1], {}).get(kind, 0) for kind in ChangeKind},
            records.get(row[-1], 0),
            f"{releases_url}/{row[0]}/changes",
            row[0] in illustrative,
        )
        for row in rows
    ]


def _list_indicators(session: Session, seqs: Sequence[int]) -> dict[int, list[str]]:
    """The codes of the indicators whose cells each release wrote, in the order of the indicators."""
    query = (
        select(Observation.released_in, Observation.indicator_code)
        .join(Indicator, Observation.indicator_code == Indicator.code)
        .where(Observation.released_in.in_(seqs))
        .group_by(Observation.released_in, Observation.indicator_code, Indicator.position)
        .order_by(Observation.released_in, Indicator.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for seq, code in session.execute(query):
        found[seq].append(code)
    return found


def _count_records(session: Session, seqs: Sequence[int]) -> dict[int, int]:
    """How many records each release wrote or took away; one that it replaced counts once."""
    touched = union(*[part for code, subject in SUBJECTS.items() for part in _touched(code, subject.table, seqs)])
    rows = touched.subquery()
    query = select(rows.c.seq, func.count().label("touched")).group_by(rows.c.seq)
    return {row.seq: row.touched for row in session.execute(query)}


def _touched(code: str, table: type[Released], seqs: Sequence[int]) -> list[Rows]:
    return [
        select(literal(code).label("subject"), table.key, column.label("seq")).where(column.in_(seqs))
        for column in (table.released_in, table.superseded_in)
    ]
