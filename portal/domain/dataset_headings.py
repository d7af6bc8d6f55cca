"""The headings of a commune's datasets: what a list of links shows, read as columns."""

from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from portal.domain.datasets import Dataset, DatasetVersion
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.statements import Statement


class Heading(NamedTuple):
    """:param number: of the newest version; None before the first."""

    slug: str
    title: str
    title_en: str
    number: str | None


def list_headings(session: Session, commune: Locality) -> list[Heading]:
    """In the order of the groups."""
    return [Heading(*row) for row in _HEADINGS.rows(session, commune=commune.id)]


_DATASET, _VERSION, _GROUP = Dataset.__table__, DatasetVersion.__table__, IndicatorGroup.__table__
_NEWEST = (
    select(func.max(_VERSION.c.release_seq))
    .where(_VERSION.c.dataset_slug == _DATASET.c.slug)
    .correlate(_DATASET)
    .scalar_subquery()
)
_HEADINGS = Statement(
    select(_DATASET.c.slug, _DATASET.c.title, _DATASET.c.title_en, _VERSION.c.number)
    .join(_GROUP, _DATASET.c.group_code == _GROUP.c.code)
    .outerjoin(_VERSION, (_VERSION.c.dataset_slug == _DATASET.c.slug) & (_VERSION.c.release_seq == _NEWEST))
    .where(_DATASET.c.commune_id == bindparam("commune"))
    .order_by(_GROUP.c.position)
)
