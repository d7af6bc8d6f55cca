"""Addresses of pages that the store has things for, each with the instant it last changed, for search engines.

One query over everything, cut by the database. Versions and passports are left out: there are many times more of them,
and each is a link away from a page that is here.
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Subquery,
    exists,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import SQLCoreOperations

from portal.db import Rows, UTCDateTime
from portal.domain.datasets import Dataset, DatasetVersion
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind, valid_on
from portal.domain.observations import Observation, alive
from portal.domain.participation import takes_part
from portal.domain.plans import Plan, Target
from portal.domain.releases import Release

Address = tuple[str, dt.datetime | None]
"""A path without a language, and when it last changed; None where nothing was released yet."""

PARTS_OF_PLAN = ("", "/targets", "/tasks", "/deadlines", "/bodies")


def count_addresses(session: Session, *, on: dt.date) -> int:
    """How many there are on a day."""
    return session.scalar(select(func.count()).select_from(_everything(on).subquery())) or 0


def list_addresses(session: Session, *, on: dt.date, first: int, limit: int) -> list[Address]:
    """A portion of them, in an order that stays."""
    found = _everything(on).subquery()
    query = select(found.c.path, found.c.changed).order_by(found.c.path).limit(limit).offset(first)
    return [(path, changed) for path, changed in session.execute(query)]


def get_newest_instant(session: Session) -> dt.datetime | None:
    """When anything was released last."""
    return session.scalar(select(func.max(Release.released_at)))


def _everything(on: dt.date) -> CompoundSelect[*tuple[Any, ...]]:
    plans = [_of_plans(part) for part in PARTS_OF_PLAN]
    return union_all(
        _of_communes(on),
        _of_provinces(on),
        _of_sheets(on),
        _of_villages(on),
        _of_readiness(on),
        _of_charts(on),
        *plans,
        _of_indicators(),
        _of_datasets(),
        _of_releases(),
    )


def _row(path: ColumnElement[str], changed: SQLCoreOperations[Any]) -> Rows:
    return select(path.label("path"), type_coerce(changed, UTCDateTime).label("changed"))


def _of_communes(on: dt.date) -> Rows:
    newest = _newest_of_communes()
    query = _row(literal("/localities/") + Locality.slug, newest.c.changed).select_from(Locality)
    query = query.outerjoin(newest, newest.c.commune_id == Locality.id)
    return query.where(Locality.kind == LocalityKind.COMMUNE, *valid_on(on), takes_part())


def _of_provinces(on: dt.date) -> Rows:
    """The pages that list all communes, those that have nothing yet included; these are not listed themselves."""
    commune = aliased(Locality)
    with_communes = exists().where(commune.parent_id == Locality.id)
    query = _row(literal("/localities/") + Locality.slug, null()).select_from(Locality)
    return query.where(Locality.kind == LocalityKind.PROVINCE, *valid_on(on), with_communes)


def _of_sheets(on: dt.date) -> Rows:
    """The sheets of maps of communes with villages; each map is a link away from them."""
    newest, village = _newest_of_communes(), aliased(Locality)
    query = _row(literal("/maps/") + Locality.slug, newest.c.changed).select_from(Locality)
    query = query.outerjoin(newest, newest.c.commune_id == Locality.id)
    there = exists().where(village.parent_id == Locality.id)
    return query.where(Locality.kind == LocalityKind.COMMUNE, *valid_on(on), there)


def _of_villages(on: dt.date) -> Rows:
    newest, village = _newest_of_communes(), aliased(Locality)
    path = literal("/localities/") + Locality.slug + "/" + village.slug
    query = _row(path, newest.c.changed).select_from(Locality).join(village, village.parent_id == Locality.id)
    query = query.outerjoin(newest, newest.c.commune_id == Locality.id)
    return query.where(Locality.kind == LocalityKind.COMMUNE, *valid_on(on))


def _of_readiness(on: dt.date) -> Rows:
    """The pages of communes of which an element of readiness was published."""
    newest = _newest_of_communes()
    query = _row(literal("/readiness/") + Locality.slug, newest.c.changed).select_from(Locality)
    query = query.outerjoin(newest, newest.c.commune_id == Locality.id)
    element = select(Indicator.code).where(Indicator.element.is_not(None))
    told = exists().where(Observation.locality_id == Locality.id, Observation.indicator_code.in_(element), *alive())
    return query.where(Locality.kind == LocalityKind.COMMUNE, *valid_on(on), told)


def _of_charts(on: dt.date) -> Rows:
    """The charts of what a commune promised and has figures of."""
    newest = _newest_of_communes()
    path = literal("/charts/") + Locality.slug + "/" + Target.indicator_code
    query = _row(path, newest.c.changed).select_from(Target).join(Plan, Target.plan_slug == Plan.slug)
    query = query.join(Locality, Plan.commune_id == Locality.id)
    query = query.join(newest, newest.c.commune_id == Locality.id)  # few of very many have released anything
    told = exists().where(
        Observation.locality_id == Locality.id, Observation.indicator_code == Target.indicator_code, *alive()
    )
    return query.where(*valid_on(on), told).distinct()


def _of_plans(part: str) -> Rows:
    newest = _newest_of_communes()
    query = _row(literal("/plans/") + Plan.slug + part, newest.c.changed).select_from(Plan)
    return query.outerjoin(newest, newest.c.commune_id == Plan.commune_id)


def _of_indicators() -> Rows:
    """An indicator changes with the datasets of its subject: cheaper to ask than its own observations."""
    newest = _newest(Dataset.group_code)
    query = _row(literal("/indicators/") + Indicator.code, newest.c.changed).select_from(Indicator)
    return query.outerjoin(newest, newest.c.group_code == Indicator.group_code)


def _of_datasets() -> Rows:
    newest = _newest(Dataset.slug)
    return _row(literal("/datasets/") + newest.c.slug, newest.c.changed)


def _of_releases() -> Rows:
    return _row(literal("/releases/") + Release.id, Release.released_at)


def _newest_of_communes() -> Subquery:
    changed = func.max(Release.released_at).label("changed")
    return select(Release.commune_id, changed).group_by(Release.commune_id).subquery()


def _newest(of: Any) -> Subquery:
    """The newest release of a dataset or of a group of them."""
    query = (
        select(of, func.max(Release.released_at).label("changed"))
        .join(DatasetVersion, DatasetVersion.dataset_slug == Dataset.slug)
        .join(Release, DatasetVersion.release_seq == Release.seq)
    )
    return query.group_by(of).subquery()
