"""What programs that copy the whole catalogue walk through, page after page, and what they are told beside the entries.

The order is that of first publication. A dataset never leaves the catalogue and a new one stands behind all others, so
whatever is published while somebody walks, no page that is still ahead loses an entry to one that is behind.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.datasets import DatasetVersion
from portal.domain.localities import Locality, LocalityKind
from portal.domain.money import BudgetLine
from portal.domain.obligations import Receipt
from portal.domain.programmes import SupportProgramme
from portal.domain.released import Released, alive
from portal.domain.releases import Release
from portal.domain.tasks import TaskRecord

Days = tuple[dt.date, dt.date]
"""The first and the last."""
DAYS: tuple[tuple[type[Released], Any, Any], ...] = (
    (TaskRecord, TaskRecord.state_on, TaskRecord.state_on),
    (Receipt, Receipt.received_on, Receipt.received_on),
    (
        SupportProgramme,
        SupportProgramme.open_from,
        func.coalesce(SupportProgramme.open_until, SupportProgramme.open_from),
    ),
    (BudgetLine, BudgetLine.year, BudgetLine.year),
)
"""The kinds of records that are about days or years: where each row's first and last stand."""


@dataclass(frozen=True)
class Portion:
    """A page of the walk.

    :param total: of all pages.
    """

    slugs: list[str]
    total: int


def is_loaded(session: Session) -> bool:
    """Whether the store holds a portal at all; before ``langso init`` it has no commune."""
    commune = select(Locality.id).where(Locality.kind == LocalityKind.COMMUNE)
    return session.scalar(commune.limit(1)) is not None


def get_portion(session: Session, *, limit: int, offset: int, since: dt.datetime | None = None) -> Portion:
    """The datasets of one page, by slug.

    :param since: only what changed at this instant or later.
    """
    query = _walk(since)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    first = func.min(DatasetVersion.release_seq)
    rows = session.execute(query.order_by(first, DatasetVersion.dataset_slug).limit(limit).offset(offset))
    return Portion([row[0] for row in rows], total)


def _walk(since: dt.datetime | None) -> Rows:
    slug = DatasetVersion.dataset_slug
    query: Rows = select(slug).group_by(slug)
    if since is None:
        return query
    changed = select(slug).join(Release, DatasetVersion.release_seq == Release.seq).where(Release.released_at >= since)
    return query.where(slug.in_(changed))


def get_lifetime(session: Session) -> tuple[dt.datetime, dt.datetime] | None:
    """When the first dataset was published and when the newest change of any was; None before the first."""
    query = select(func.min(Release.released_at), func.max(Release.released_at))
    first, last = session.execute(query.where(Release.seq.in_(select(DatasetVersion.release_seq)))).one()
    return None if first is None else (first, last)


def list_record_days(session: Session, slugs: Collection[str]) -> dict[str, Days]:
    """Which days the records of datasets are about, by the dataset's slug; a list without days of its own lacks."""
    found: dict[str, Days] = {}
    for table, first, last in DAYS:
        slug = table.dataset_slug
        query = select(slug, func.min(first), func.max(last)).where(slug.in_(slugs), *alive(table)).group_by(slug)
        for name, earliest, latest in session.execute(query):
            if earliest is not None:
                found[name] = (_first_day(earliest), _last_day(latest))
    return found


def _first_day(given: dt.date | int) -> dt.date:
    return dt.date(given, 1, 1) if isinstance(given, int) else given


def _last_day(given: dt.date | int) -> dt.date:
    return dt.date(given, 12, 31) if isinstance(given, int) else given
