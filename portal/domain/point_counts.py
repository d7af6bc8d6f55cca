"""How many points series have, found without restating them."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import portions
from portal.domain.indicators import Indicator
from portal.domain.lineage import Lineage, load_lineage
from portal.domain.localities import Locality
from portal.domain.observations import Observation, alive
from portal.domain.periods import parse_period

Counted = dict[int, dict[str, set[str]]]
"""By locality id and period, the indicators that have a figure."""


def count_points(
    session: Session, places: Sequence[Locality], indicators: Sequence[Indicator], *, as_of: int | None = None
) -> int:
    """How many points the series of these places have together.

    Nothing is restated: a point is there where the place has a figure, or one that it was made of at that time.
    """
    lineage = load_lineage(session, [place.id for place in places])
    changed = [place for place in places if lineage.into(place.id)]
    plain = [place.id for place in places if not lineage.into(place.id)]
    codes = [indicator.code for indicator in indicators]
    total = 0
    for some in portions(plain):
        query = select(func.count()).select_from(Observation).where(Observation.locality_id.in_(some), *alive(as_of))
        total += session.scalar(query.where(Observation.indicator_code.in_(codes))) or 0
    if changed:
        counted = _load_counted(session, sorted({p.id for p in changed} | lineage.places.keys()), codes, as_of)
        total += sum(_count_points(place, lineage, counted) for place in changed)
    return total


def _load_counted(session: Session, ids: list[int], codes: list[str], as_of: int | None) -> Counted:
    found: Counted = defaultdict(lambda: defaultdict(set))
    for some in portions(ids):
        query = select(Observation.locality_id, Observation.period, Observation.indicator_code)
        query = query.where(Observation.locality_id.in_(some), *alive(as_of))
        for place, period, indicator in session.execute(query.where(Observation.indicator_code.in_(codes))):
            found[place][period].add(indicator)
    return found


def _count_points(place: Locality, lineage: Lineage, counted: Counted) -> int:
    ids = {place.id, *(link.predecessor.id for link in lineage.before(place.id))}
    total = 0
    for period in {period for id_ in ids for period in counted[id_]}:
        sources = {share.place.id for share in lineage.shares(place, parse_period(period).end)} | {place.id}
        total += len(set().union(*(counted[id_].get(period, set()) for id_ in sources)))
    return total
