"""The figures that a chart draws: those published of one place and indicator, each with its release and dataset."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, alive, newest_finest


def list_charted(session: Session, place: Locality, indicator: Indicator) -> list[Observation]:
    """Oldest first and, of one end, the finest last."""
    rows = session.scalars(_CHARTED, {"place": place.id, "indicator": indicator.code}).all()
    for row in rows:
        set_committed_value(row, "indicator", indicator)
        set_committed_value(row, "locality", place)
    return sorted(rows, key=newest_finest)


_CHARTED = (
    select(Observation)
    .where(
        Observation.locality_id == bindparam("place"), Observation.indicator_code == bindparam("indicator"), *alive()
    )
    .options(
        joinedload(Observation.release),
        joinedload(Observation.dataset).options(lazyload(Dataset.commune), lazyload(Dataset.group)),
    )
)
