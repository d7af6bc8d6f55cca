"""Which communes have something late: counted for many communes at once, without making each entry of the ledger.

The rules are those of ``domain.obligations`` and ``domain.tasks``: a report can only be missing where its commune keeps
receipts, a task only overdue where its commune said that it is unfinished. Of a commune that says neither nothing is
late, and nobody knows.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.datasets import Dataset
from portal.domain.folding import slugify
from portal.domain.localities import Locality, is_commune
from portal.domain.obligations import Cadence, Obligation, Receipt, duty_id, first_day, list_passed
from portal.domain.plans import Plan
from portal.domain.released import alive
from portal.domain.tasks import UNFINISHED, Task, TaskRecord


@dataclass(frozen=True)
class Lateness:
    """What is late in a commune; ``since`` is the first day on which the longest late was late.

    :param records: whether the commune says anything of reports or tasks; where not, nobody knows what is late.
    """

    commune: Locality
    reports: int = 0
    tasks: int = 0
    since: dt.date | None = None
    records: bool = False
    illustrative: bool = False

    @property
    def late(self) -> int:
        return self.reports + self.tasks


def count_planning_communes(session: Session) -> int:
    """How many communes have a plan."""
    query = select(func.count(Plan.commune_id.distinct())).join(Plan.commune).where(is_commune())
    return session.scalar(query) or 0


def list_lateness(session: Session, *, today: dt.date, name: str = "") -> list[Lateness]:
    """Every commune with a plan: first those with something late, the longest late before all, then in their order.

    :param name: only communes whose slug has these words, folded.
    """
    late = _late_days(session, today)
    told = _told(session)
    query = select(Locality).where(Locality.id.in_(select(Plan.commune_id)), is_commune())
    if name:
        query = query.where(Locality.slug.contains(slugify(name), autoescape=True))
    places = session.scalars(query.order_by(Locality.position, Locality.code))
    found = [_of_commune(place, *late[place.id], told) for place in places]
    return sorted(found, key=lambda one: (one.since or dt.date.max, -one.late))


Days = tuple[list[dt.date], list[dt.date]]
"""The last days of a commune's missing reports and of its overdue tasks."""


def _of_commune(place: Locality, reports: list[dt.date], tasks: list[dt.date], told: Mapping[int, bool]) -> Lateness:
    since = min([*reports, *tasks], default=None)
    first = since + dt.timedelta(days=1) if since else None
    return Lateness(place, len(reports), len(tasks), first, place.id in told, told.get(place.id, False))


def _late_days(session: Session, today: dt.date) -> defaultdict[int, Days]:
    found: defaultdict[int, Days] = defaultdict(lambda: ([], []))
    for commune, due in _missing(session, today):
        found[commune][0].append(due)
    for commune, due in session.execute(_select_overdue(today)):
        found[commune][1].append(due)
    return found


def _missing(session: Session, today: dt.date) -> Iterator[tuple[int, dt.date]]:
    """The commune's id and the last day of each missing report, of the communes that keep receipts."""
    kept: dict[int, dt.date] = {}
    keys: set[str] = set()
    for commune, key, day in session.execute(
        select(Receipt.commune_id, Receipt.key, Receipt.received_on).where(*alive(Receipt))
    ):
        kept[commune] = min(day, kept.get(commune, day))
        keys.add(key)
    for duty, plan in _duties(session):
        for period, due in list_passed(duty, start=first_day(plan), today=today):
            if due >= kept[plan.commune_id] and f"{duty_id(duty)}-{period}" not in keys:
                yield plan.commune_id, due


def _duties(session: Session) -> Iterator[tuple[Obligation, Plan]]:
    """The dated duties of communes that keep receipts, each with its plan."""
    keeping = select(Receipt.commune_id).where(*alive(Receipt))
    query = select(Obligation, Plan).join(Plan, Obligation.plan_slug == Plan.slug)
    query = query.where(
        Plan.commune_id.in_(keeping), Obligation.due_day.is_not(None), Obligation.cadence != Cadence.AS_REGULATED
    )
    yield from session.execute(query)


def _select_overdue(today: dt.date) -> Rows:
    """The commune's id and the day of each task that is late, as ``tasks.task_state`` judges."""
    query: Rows = select(Plan.commune_id, Task.due).join(Plan, Task.plan_slug == Plan.slug)
    query = query.join(TaskRecord, TaskRecord.key == Task.id)
    return query.where(*alive(TaskRecord), TaskRecord.state.in_(UNFINISHED), Task.due < today)


def _told(session: Session) -> dict[int, bool]:
    """The communes that say something of reports or tasks, and whether anything of it is illustrative."""
    found: dict[int, bool] = {}
    for table in (Receipt, TaskRecord):
        query: Rows = select(table.commune_id, Dataset.illustrative).join(Dataset, table.dataset_slug == Dataset.slug)
        for commune, illustrative in session.execute(query.where(*alive(table)).distinct()):
            found[commune] = found.get(commune, False) or illustrative
    return found
