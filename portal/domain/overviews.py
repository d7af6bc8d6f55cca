"""All that is published of a commune's villages at once: for each indicator, the newest figures of one period."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session, joinedload

from portal.db import Rows
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import Observation, alive
from portal.domain.periods import Period, finest_last, parse_period


@dataclass
class Overview:
    """Of one indicator at one period, which is the same for all villages.

    :param whole: the commune's own observation.
    :param by_village: by the village's id; those that nothing was published of lack.
    """

    period: Period
    whole: Observation | None = None
    by_village: dict[int, Observation] = field(default_factory=dict)


def list_overviews(session: Session, commune: Locality, periods: dict[str, Period]) -> dict[str, Overview]:
    """The figures of a commune and its villages, by indicator, each at the period given; in one statement."""
    found = {indicator: Overview(period) for indicator, period in periods.items()}
    villages = select(Locality.id).where(Locality.parent_id == commune.id, Locality.kind == LocalityKind.VILLAGE)
    query = select(Observation).where(
        tuple_(Observation.indicator_code, Observation.period).in_([(code, p.text) for code, p in periods.items()]),
        or_(Observation.locality_id == commune.id, Observation.locality_id.in_(villages)),
        *alive(),
    )
    for row in session.scalars(query.options(joinedload(Observation.dataset), joinedload(Observation.release))):
        if row.locality_id == commune.id:
            found[row.indicator_code].whole = row
        else:
            found[row.indicator_code].by_village[row.locality_id] = row
    return found


def list_all_village_periods(session: Session, commune: Locality) -> dict[str, list[Period]]:
    """The periods that any village of a commune has an observation of, by indicator, in no order."""
    query: Rows = (
        select(Observation.indicator_code, Observation.period)
        .join(Locality, Observation.locality_id == Locality.id)
        .where(Locality.parent_id == commune.id, Locality.kind == LocalityKind.VILLAGE, *alive())
        .distinct()
    )
    found: dict[str, list[Period]] = defaultdict(list)
    for indicator, text in session.execute(query):
        found[indicator].append(parse_period(text))
    return dict(found)


def choose_period(periods: Iterable[Period], until: dt.date | None = None) -> Period | None:
    """The newest period, or the newest that had ended by a day; of one end the finest."""
    return max((p for p in periods if until is None or p.end <= until), key=finest_last, default=None)
