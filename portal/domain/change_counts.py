"""How many cells each of several releases changed, by kind: two queries for a list of releases."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from portal.domain.changes import ChangeKind
from portal.domain.observations import Observation, Status
from portal.domain.releases import Release

Counts = Counter[tuple[int, ChangeKind]]
"""By the number of a release and a kind."""

_KIND = case(
    (Observation.status == Status.WITHHELD, ChangeKind.WITHHELD),
    (Observation.value.is_(None), ChangeKind.MISSING),
    else_=ChangeKind.ADDED,
)
"""What a cell would be if nothing had stood there before."""

OF_SHOWN = {ChangeKind.ADDED: ChangeKind.CHANGED, ChangeKind.MISSING: ChangeKind.REMOVED}
"""What it is where a value had stood."""


def count_changes_by_release(session: Session, releases: Sequence[Release]) -> dict[int, dict[ChangeKind, int]]:
    """By the release's number; kinds that do not occur, and releases that changed no cell, are left out."""
    return count_changes(session, [release.seq for release in releases])


def count_changes(session: Session, seqs: Sequence[int]) -> dict[int, dict[ChangeKind, int]]:
    """The same of releases by their numbers."""
    counts = _written(session, seqs)
    for (seq, kind), number in _over_values(session, seqs).items():
        if kind in OF_SHOWN:
            counts[seq, kind] -= number
            counts[seq, OF_SHOWN[kind]] += number
    found = {seq: {kind: counts[seq, kind] for kind in ChangeKind if counts[seq, kind]} for seq in seqs}
    return {seq: of for seq, of in found.items() if of}


def _written(session: Session, seqs: Sequence[int]) -> Counts:
    query = select(Observation.released_in, _KIND, func.count()).where(Observation.released_in.in_(seqs))
    rows = session.execute(query.group_by(Observation.released_in, _KIND))
    return Counter({(seq, ChangeKind(kind)): number for seq, kind, number in rows})


def _over_values(session: Session, seqs: Sequence[int]) -> Counts:
    """Of them, those that took the place of a value: few, so each is looked for from the old side."""
    old = aliased(Observation)
    same_cell = and_(
        Observation.released_in == old.superseded_in,
        Observation.indicator_code == old.indicator_code,
        Observation.locality_id == old.locality_id,
        Observation.period == old.period,
    )
    query = select(old.superseded_in, select(_KIND).where(same_cell).correlate(old).scalar_subquery())
    rows = session.execute(query.where(old.superseded_in.in_(seqs), old.value.is_not(None)))
    return Counter((seq, ChangeKind(kind)) for seq, kind in rows if seq is not None)
