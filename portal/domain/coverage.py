"""Which indicators concern a commune: those its plans set targets for and those published about it."""

from sqlalchemy import or_, select

from portal.db import Rows
from portal.domain.indicators import Indicator, select_indicators
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.domain.plans import Plan, Target


def select_commune_indicators(
    commune: Locality, *, group: str | None = None, level: str | None = None, nature: str | None = None
) -> Rows:
    """The rows of ``select_indicators`` that concern a commune."""
    promised = select(Target.indicator_code).join(Target.plan).where(Plan.commune_id == commune.id)
    published = select(Observation.indicator_code).where(Observation.locality_id == commune.id)
    rows = select_indicators(group=group, level=level, nature=nature)
    return rows.where(or_(Indicator.code.in_(promised), Indicator.code.in_(published)))
