"""How many cells each of several releases changed, by kind: one query for a list of releases."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from portal.domain.changes import ChangeKind
from portal.domain.observations import Observation, Status
from portal.domain.releases import Release


def count_changes_by_release(session: Session, releases: Sequence[Release]) -> dict[int, dict[ChangeKind, int]]:
    """By the release's number; kinds that do not occur, and releases that changed nothing, are left out."""
    old = aliased(Observation)
    same_cell = and_(
        old.indicator_code == Observation.indicator_code,
        old.locality_id == Observation.locality_id,
        old.period == Observation.period,
        old.superseded_in == Observation.released_in,
    )
    kind = case(
        (Observation.status == Status.WITHHELD, ChangeKind.WITHHELD),
        (and_(Observation.value.is_(None), old.value.is_(None)), ChangeKind.MISSING),
        (Observation.value.is_(None), ChangeKind.REMOVED),
        (old.value.is_(None), ChangeKind.ADDED),
        else_=ChangeKind.CHANGED,
    )
    query = select(Observation.released_in, kind, func.count()).outerjoin(old, same_cell)
    query = query.where(Observation.released_in.in_([release.seq for release in releases])).group_by(
        Observation.released_in, kind
    )
    counts: dict[int, dict[ChangeKind, int]] = defaultdict(dict)
    for seq, name, number in session.execute(query):
        counts[seq][ChangeKind(name)] = number
    return {seq: {kind: of[kind] for kind in ChangeKind if kind in of} for seq, of in counts.items()}
