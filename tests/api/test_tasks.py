import datetime as dt

import pytest
from sqlalchemy import select, update

from portal.domain.plans import Plan
from portal.domain.tasks import Task
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.api.reading import csv_rows, get, rows
from tests.conftest import Installation
from tests.records import release_records, task_record


def test_tasks_and_responsibilities_are_told_apart(client):
    every = rows(client, "tasks")
    tasks, responsibilities = (rows(client, "tasks", kind=kind) for kind in ("task", "responsibility"))
    assert len(every) == len(tasks) + len(responsibilities)
    assert {row["kind"] for row in responsibilities} == {"responsibility"}


def test_partners_are_a_list_in_both_languages(client):
    shared = [row for row in rows(client, "tasks") if len(row["partners"]) > 1]
    assert shared
    assert all(len(row["partners"]) == len(row["partners_en"]) for row in shared)
    cells = {row["id"]: row["partners"] for row in csv_rows(client, "tasks")}
    assert cells[shared[0]["id"]] == "; ".join(shared[0]["partners"])


def test_each_task_is_cited_in_both_languages(client):
    assert all(row["citation"] and row["citation_en"] for row in rows(client, "tasks"))
    assert get(client, "tasks/tra-cau-iv-1")["lead"] == "Ban Chỉ đạo 57 phường"


def test_a_plan_and_a_commune_have_their_tasks(client):
    assert rows(client, "tasks", plan="tan-lap") == rows(client, "tasks", commune="24121")


LATE, AHEAD = dt.date(2026, 11, 21), dt.date(2026, 11, 22)
STATES = [
    ("in-progress", LATE, "overdue"),
    ("not-started", LATE, "overdue"),
    ("in-progress", AHEAD, "in-progress"),
    ("not-started", None, "not-started"),
    ("done", LATE, "done"),
    ("unknown", LATE, "unknown"),
]


@pytest.fixture
def worked_on(public, desk, tmp_path, now):
    """The plans, with one task of each state that a task can be in."""
    initialise(public, desk, DATA, today=now)
    with public.begin() as session:
        tasks = session.scalars(select(Task).order_by(Task.id).limit(len(STATES))).all()
        ids = [task.id for task in tasks]
        for task, (state, due, _) in zip(tasks, STATES, strict=True):
            session.execute(update(Task).where(Task.id == task.id).values(due=due))
            if state != "unknown":
                commune = session.get_one(Plan, task.plan_slug).commune
                release_records(session, commune, task_record(task.id, state=state))
        session.execute(update(Task).where(Task.id.not_in(ids)).values(due=None))
    app = Installation(public, desk, tmp_path).make_app()
    yield app.test_client(), ids
    app.extensions["store"].close()


def test_known_work_is_overdue_once_its_day_has_passed(worked_on):
    client, ids = worked_on
    assert [get(client, f"tasks/{ref}")["state"] for ref in ids] == [seen for _, _, seen in STATES]


@pytest.mark.parametrize("state", ["overdue", "in-progress", "not-started", "done"])
def test_a_state_asked_for_is_the_state_seen(worked_on, state):
    client, ids = worked_on
    expected = {ref for ref, (_, _, seen) in zip(ids, STATES, strict=True) if seen == state}
    found = rows(client, "tasks", state=state)
    assert {row["id"] for row in found} == expected
    assert all(row["state"] == state for row in found)
