"""What communes publish beside figures: the subjects, their states and what a release changed of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, not_, or_, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain import observations
from portal.domain.localities import Locality
from portal.domain.money import MONEY_SUMS, BudgetLine, finish_money, select_money
from portal.domain.obligations import Receipt, select_receipts
from portal.domain.observations import Observation
from portal.domain.programmes import SupportProgramme, select_programmes
from portal.domain.released import Released, alive
from portal.domain.releases import Release
from portal.domain.tasks import TaskRecord, select_task_records
from portal.domain.teams import CommunityTeam, select_teams


@dataclass(frozen=True)
class Subject:
    """A kind of record: the group its datasets are of, the rows it is kept in and how they are published."""

    code: str
    table: type[Released]
    select: Callable[..., Rows]
    finish: Callable[..., list[Sequence[Any]]] | None = None
    finished: tuple[str, ...] = ()  # the fields that ``finish`` adds


SUBJECTS = {
    subject.code: subject
    for subject in (
        Subject("task-progress", TaskRecord, select_task_records),
        Subject("reports", Receipt, select_receipts),
        Subject("budget", BudgetLine, select_money, finish_money, MONEY_SUMS),
        Subject("support-programmes", SupportProgramme, select_programmes),
        Subject("community-teams", CommunityTeam, select_teams),
    )
}
"""By the code of the group of their datasets."""


@dataclass(frozen=True)
class RecordChange:
    """One cell that a release changed; ``old`` is None where there was none, ``new`` where there is none any more."""

    kind: str
    key: str
    field: str
    old: Any
    new: Any


def list_live(session: Session, kind: str, commune: Locality, *, as_of: int | None = None) -> dict[str, Any]:
    """The rows of a commune's subject now, or as of a release number, by key."""
    table = SUBJECTS[kind].table
    query = select(table).where(table.commune_id == commune.id, *alive(table, as_of)).order_by(table.key)
    return {row.key: row for row in session.scalars(query)}


def list_gone(session: Session, releases: Sequence[str]) -> set[str]:
    """Of these releases, by id, those of which neither a figure nor a record is shown any more."""
    shown = [exists().where(Observation.released_in == Release.seq, *observations.alive())]
    for subject in SUBJECTS.values():
        shown.append(exists().where(subject.table.released_in == Release.seq, *alive(subject.table)))
    return set(session.scalars(select(Release.id).where(Release.id.in_(releases), not_(or_(*shown)))))


def list_record_changes(session: Session, release_seq: int) -> list[RecordChange]:
    """Every cell of a record that a release added, changed or took away, by subject, key and field."""
    return [change for subject in SUBJECTS.values() for change in _changes(session, subject, release_seq)]


def _changes(session: Session, subject: Subject, seq: int) -> list[RecordChange]:
    table = subject.table
    touched = select(table).where(or_(table.released_in == seq, table.superseded_in == seq)).order_by(table.key)
    states: dict[str, list[dict[str, Any]]] = {}
    for row in session.scalars(touched):
        states.setdefault(row.key, [{}, {}])[row.released_in == seq] = row.content
    return [
        RecordChange(subject.code, key, field, old.get(field), new.get(field))
        for key, (old, new) in states.items()
        for field in table.FIELDS
        if old.get(field) != new.get(field)
    ]
