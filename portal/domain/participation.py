"""Which communes take part, in the country and in each province.

A country has 3,321 communes and a portal begins with a few. A commune takes part once it has a plan, a village or a
release; the others are real places with a page that says there is nothing yet.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.db import Condition, Rows, portions
from portal.domain.localities import Locality, LocalityKind, bears, valid_on
from portal.domain.observations import Observation, alive
from portal.domain.plans import Plan, Target
from portal.domain.releases import Release
from portal.domain.search import search
from portal.domain.search_index import EntryKind


@dataclass(frozen=True)
class Province:
    """A province with how many communes it has, and how many of them take part."""

    place: Locality
    communes: int
    active: int


def takes_part() -> Condition:
    village = aliased(Locality)
    return or_(
        exists().where(Plan.commune_id == Locality.id),
        exists().where(Release.commune_id == Locality.id),
        exists().where(village.parent_id == Locality.id),
    )


Counts = dict[int, tuple[int, int]]
"""By a province's id: how many communes it has, and how many of them take part."""


def count_by_province(session: Session, *, on: dt.date) -> Counts:
    """Of the provinces that have communes on a day; every commune is looked at."""
    active = func.sum(case((takes_part(), 1), else_=0))
    counted: Rows = select(Locality.parent_id, func.count(), active).where(*_communes(on)).group_by(Locality.parent_id)
    return {row[0]: (row[1], row[2]) for row in session.execute(counted)}


def list_provinces(session: Session, counts: Counts) -> list[Province]:
    """The provinces that were counted, in their order."""
    places = session.scalars(select(Locality).where(Locality.id.in_(counts)).order_by(Locality.position, Locality.code))
    return [Province(place, *counts[place.id]) for place in places]


def count_communes(session: Session, *, on: dt.date) -> int:
    return session.scalar(select(func.count()).select_from(Locality).where(*_communes(on))) or 0


def list_active_communes(session: Session, *, on: dt.date, limit: int | None = None) -> list[Locality]:
    """The communes that take part, those that have released something first."""
    released = exists().where(Release.commune_id == Locality.id)
    query = select(Locality).where(*_communes(on), takes_part())
    return list(session.scalars(query.order_by(released.desc(), Locality.position, Locality.code).limit(limit)))


def list_releasing_communes(session: Session, *, on: dt.date) -> list[Locality]:
    """The communes that have released something."""
    released = exists().where(Release.commune_id == Locality.id)
    return _listed(session, select(Locality).where(*_communes(on), released))


def list_communes_with(session: Session, indicator: str, *, on: dt.date) -> list[Locality]:
    """The communes that have a figure of an indicator of their own, or a target for it."""
    seen = exists().where(Observation.locality_id == Locality.id, Observation.indicator_code == indicator, *alive())
    promised = exists().where(
        Plan.commune_id == Locality.id, Target.plan_slug == Plan.slug, Target.indicator_code == indicator
    )
    return _listed(session, select(Locality).where(*_communes(on), or_(seen, promised)))


def find_place_with(session: Session, indicator: str, places: Iterable[int]) -> int | None:
    """The first of these places that has a row of an indicator."""
    seen = exists().where(Observation.locality_id == Locality.id, Observation.indicator_code == indicator, *alive())
    for some in portions(places):
        having = set(session.scalars(select(Locality.id).where(Locality.id.in_(some), seen)))
        if having:
            return next(place for place in some if place in having)
    return None


def list_communes_of(session: Session, province: Locality, *, on: dt.date) -> tuple[list[Locality], list[Locality]]:
    """The communes of a province in their order: those that take part, and the others."""
    query: Rows = select(Locality, takes_part()).where(*_communes(on), Locality.parent_id == province.id)
    found = list(session.execute(query.order_by(Locality.position, Locality.code)))
    return [place for place, active in found if active], [place for place, active in found if not active]


def find_communes(session: Session, text: str, *, on: dt.date, most: int) -> list[Locality]:
    """The commune with this code or address, else those whose name, type and province have every word of a text."""
    exact = list(session.scalars(select(Locality).where(*_communes(on), bears(text.strip()))))
    if exact:
        return exact
    refs = [entry.ref for entry in search(session, text, kind=EntryKind.COMMUNE, limit=most).entries]
    found = {place.slug: place for place in _with_slugs(session, refs, on)}
    return [found[ref] for ref in refs if ref in found]


def _listed(session: Session, query: Select[Locality]) -> list[Locality]:
    return list(session.scalars(query.order_by(Locality.position, Locality.code)))


def _with_slugs(session: Session, slugs: Iterable[str], on: dt.date) -> Iterable[Locality]:
    return session.scalars(select(Locality).where(*_communes(on), Locality.slug.in_(list(slugs))))


def _communes(on: dt.date) -> list[Condition]:
    return [Locality.kind == LocalityKind.COMMUNE, *valid_on(on)]


def list_mapped_communes(
    session: Session, indicator: str, *, on: dt.date, province: int | None = None, limit: int = 100
) -> list[Locality]:
    """The first communes, in their order, of which a village has an observation of the indicator."""
    village = aliased(Locality)
    of_village = exists().where(
        village.parent_id == Locality.id,
        village.kind == LocalityKind.VILLAGE,
        Observation.locality_id == village.id,
        Observation.indicator_code == indicator,
        *alive(),
    )
    query = select(Locality).where(*_communes(on), of_village)
    if province is not None:
        query = query.where(Locality.parent_id == province)
    return list(session.scalars(query.order_by(Locality.position, Locality.code).limit(limit)))
