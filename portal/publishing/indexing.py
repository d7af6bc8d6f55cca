"""What the search index holds, gathered from the public store."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from textwrap import shorten

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.datasets import Dataset
from portal.domain.feedback import Answer
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind, existed_on, list_communes, list_villages
from portal.domain.plans import Plan
from portal.domain.search_index import (
    Entry,
    EntryKind,
    add_entries,
    list_refs,
    rebuild_index,
    remove_below,
    remove_kind,
    remove_refs,
)
from portal.domain.tasks import Task

LONGEST = 300  # of a text in the index


def index_everything(session: Session, *, today: dt.date) -> int:
    """Write the search index anew; answers how many entries it has."""
    entries = [*_places(session, today), *_documents(session), *_figures(session), *_answers(session)]
    return rebuild_index(session, entries)


def index_datasets(session: Session) -> None:
    """Put the datasets into the index that are not there yet."""
    there = list_refs(session, EntryKind.DATASET)
    add_entries(session, [entry for entry in _datasets(session) if entry.ref not in there])


def index_answers(session: Session) -> None:
    """Put the published answers into the index anew: there are few, and some are withdrawn."""
    remove_kind(session, EntryKind.ANSWER)
    add_entries(session, _answers(session))


def index_villages(session: Session, communes: Iterable[Locality], *, today: dt.date) -> None:
    """Put the villages of these communes into the index anew; those of a commune that is no more are not in it."""
    for commune in communes:
        remove_below(session, EntryKind.VILLAGE, commune.slug)
        if existed_on(commune, today):
            add_entries(session, _villages(commune, list_villages(session, commune)))


def _places(session: Session, today: dt.date) -> Iterator[Entry]:
    villages = _list_all_villages(session)
    for commune in list_communes(session, on=today):
        province = commune.parent
        yield Entry(
            EntryKind.COMMUNE,
            commune.slug,
            commune.name,
            commune.name_en,
            province.name if province else "",
            province.name_en if province else "",
            commune.code,
        )
        yield from _villages(commune, villages[commune.id])


def _list_all_villages(session: Session) -> dict[int | None, list[Locality]]:
    """The villages of all communes by the commune's id, in one query: a country has 3,321 communes."""
    query = select(Locality).where(Locality.kind == LocalityKind.VILLAGE)
    found: dict[int | None, list[Locality]] = defaultdict(list)
    for village in session.scalars(query.order_by(Locality.position, Locality.code)):
        found[village.parent_id].append(village)
    return found


def _villages(commune: Locality, villages: Iterable[Locality]) -> Iterator[Entry]:
    for village in villages:
        yield Entry(
            EntryKind.VILLAGE,
            f"{commune.slug}/{village.slug}",
            village.name,
            village.name_en,
            commune.name,
            commune.name_en,
            village.code,
        )


def index_plan(session: Session, slug: str, *, former_tasks: Iterable[str] = ()) -> None:
    """Put a plan and its tasks into the index, in place of what it holds of them.

    :param former_tasks: the ids of the tasks that it had before.
    """
    remove_refs(session, EntryKind.PLAN, [slug])
    remove_refs(session, EntryKind.TASK, former_tasks)
    add_entries(session, _documents(session, slug))


def _documents(session: Session, slug: str | None = None) -> Iterator[Entry]:
    """The plans, then their tasks; or one plan and its own."""
    plans = select(Plan).order_by(Plan.slug)
    tasks = select(Task, Plan).join(Plan, Task.plan_slug == Plan.slug).order_by(Task.id)
    if slug is not None:
        plans, tasks = plans.where(Plan.slug == slug), tasks.where(Plan.slug == slug)
    for plan in session.scalars(plans):
        yield Entry(EntryKind.PLAN, plan.slug, plan.title, plan.title_en, plan.issuer, plan.issuer_en)
    for task, plan in session.execute(tasks):
        yield Entry(EntryKind.TASK, task.id, task.title, task.title_en, plan.commune.name, plan.commune.name_en)


def _figures(session: Session) -> Iterator[Entry]:
    for indicator in session.scalars(select(Indicator).order_by(Indicator.position)):
        yield Entry(
            EntryKind.INDICATOR,
            indicator.code,
            indicator.name,
            indicator.name_en,
            indicator.group.title,
            indicator.group.title_en,
        )
    yield from _datasets(session)


def _datasets(session: Session) -> Iterator[Entry]:
    for dataset in session.scalars(select(Dataset).order_by(Dataset.slug)):
        yield Entry(
            EntryKind.DATASET,
            dataset.slug,
            dataset.title,
            dataset.title_en,
            dataset.commune.name,
            dataset.commune.name_en,
        )


def _answers(session: Session) -> Iterator[Entry]:
    query = select(Answer).where(Answer.withdrawn_at.is_(None)).order_by(Answer.answered_at.desc(), Answer.id.desc())
    for answer in session.scalars(query):
        question, answered = answer.question or "", answer.answer or ""
        yield Entry(
            EntryKind.ANSWER,
            str(answer.id),
            shorten(question, LONGEST),
            shorten(answer.question_en or question, LONGEST),
            answer.commune.name,
            answer.commune.name_en,
            shorten(f"{answered} {answer.answer_en or ''}", LONGEST),
        )
