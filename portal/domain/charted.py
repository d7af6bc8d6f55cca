"""Figures of one place as they are drawn and compared: of one indicator, with release and dataset; of a few periods."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, lazyload, load_only
from sqlalchemy.orm.attributes import set_committed_value

from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, alive, newest_finest
from portal.domain.releases import Release


def list_charted(session: Session, place: Locality, indicator: Indicator) -> list[Observation]:
    """Oldest first and, of one end, the finest last."""
    rows = session.scalars(_CHARTED, {"place": place.id, "indicator": indicator.code}).all()
    for row in rows:
        set_committed_value(row, "indicator", indicator)
        set_committed_value(row, "locality", place)
    return sorted(rows, key=newest_finest)


def list_at(session: Session, place: Locality, periods: Iterable[str]) -> dict[str, list[Observation]]:
    """What was published of a place at these periods, by indicator."""
    found: dict[str, list[Observation]] = defaultdict(list)
    for row in session.scalars(_AT, {"place": place.id, "periods": list(periods)}):
        found[row.indicator_code].append(row)
    return found


_AT = select(Observation).where(
    Observation.locality_id == bindparam("place"),
    Observation.period.in_(bindparam("periods", expanding=True)),
    *alive(),
)
_CHARTED = (
    select(Observation)
    .where(
        Observation.locality_id == bindparam("place"), Observation.indicator_code == bindparam("indicator"), *alive()
    )
    .options(
        joinedload(Observation.release).options(load_only(Release.id), lazyload(Release.commune)),
        joinedload(Observation.dataset).options(lazyload(Dataset.commune), lazyload(Dataset.group)),
    )
)
