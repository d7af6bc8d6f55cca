"""Targets with their progress, as the store holds them."""

import datetime as dt

import pytest

from portal.domain.plans import list_targets, place_id
from portal.domain.progress import ProgressStatus, count_statuses, list_progress
from portal.domain.tasks import TaskState, task_state
from portal.publishing.publisher import Publisher
from portal.publishing.stores import load_facts
from portal.publishing.submissions import Cell
from portal.settings import DATA
from tests.builders import AT, make_submission

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def publisher(public, desk, tmp_path) -> Publisher:
    with public.begin() as session:
        load_facts(session, DATA)
    return Publisher(desk, public, tmp_path)


def publish(publisher: Publisher, *cells: Cell) -> None:
    publisher.publish(make_submission(publisher.desk, cells, commune="21451"), at=AT)


def progress_of(public, **filters: object) -> dict:
    with public.session() as session:
        targets = list_targets(session, **filters)
        return {p.target.id: p for p in list_progress(session, targets, today=TODAY)}


def test_a_target_is_judged_by_its_own_communes_figures(publisher, public):
    publish(
        publisher,
        Cell("services-full-online", "21451", "2025-Q4", 82, 100),
        Cell("services-full-online", "21451", "2026-Q3", 79, 100),
    )
    progress = progress_of(public, indicator="services-full-online")
    assert progress["tra-cau-services-full-online-2025"].status is ProgressStatus.LAPSED
    assert progress["tra-cau-services-full-online-2030"].status is ProgressStatus.BEHIND
    assert progress["phuoc-binh-services-full-online-2030"].status is ProgressStatus.NO_DATA


def test_a_range_and_a_count_per_year_are_judged_by_the_whole_year(publisher, public):
    publish(
        publisher,
        Cell("startup-projects", "21451", "2025", 2),
        Cell("startup-projects", "21451", "2026-Q3", 9),
        Cell("startups", "21451", "2026-Q3", 2),
    )
    progress = progress_of(public, plan="tra-cau")
    assert progress["tra-cau-startup-projects-2040"].status is ProgressStatus.ACHIEVED
    assert progress["tra-cau-startup-projects-2045"].status is ProgressStatus.NOT_YET_DUE
    assert progress["tra-cau-startups-2040"].status is ProgressStatus.ACHIEVED


def test_an_amended_target_keeps_the_old_one_which_is_judged_but_not_counted(publisher, public):
    publish(publisher, Cell("sme-digital", "21451", "2025-Q4", 35, 100))
    with public.begin() as session:
        (old,) = list_targets(session, indicator="sme-digital", year=2025)
        columns = {c.key: getattr(old, c.key) for c in type(old).__table__.columns}
        session.add(type(old)(**(columns | {"id": "tra-cau-2026-sme-digital-2025", "value": 40, "amends_id": old.id})))
    progress = progress_of(public, indicator="sme-digital", year=2025)
    old_one, new_one = (progress[f"{plan}-sme-digital-2025"] for plan in ("tra-cau", "tra-cau-2026"))
    assert (old_one.status, new_one.status) == (ProgressStatus.ACHIEVED, ProgressStatus.MISSED)
    assert (old_one.amended_by, new_one.amended_by) == (new_one.target.id, None)
    assert count_statuses(progress.values()) == {ProgressStatus.MISSED: 1}


def test_without_a_figure_every_target_is_no_data(publisher, public):
    assert {p.status for p in progress_of(public).values()} == {ProgressStatus.NO_DATA}


@pytest.mark.parametrize(
    ("state", "due", "seen"),
    [
        ("unknown", dt.date(2026, 1, 1), TaskState.UNKNOWN),
        ("in-progress", dt.date(2026, 1, 1), TaskState.OVERDUE),
        ("in-progress", dt.date(2026, 11, 22), TaskState.IN_PROGRESS),
        ("done", dt.date(2026, 1, 1), TaskState.DONE),
        ("not-started", None, TaskState.NOT_STARTED),
    ],
)
def test_work_is_overdue_only_when_it_is_known_to_be_unfinished(state, due, seen):
    assert task_state(state, due, TODAY) is seen


def test_places_of_d_and_of_its_barred_sister_have_two_ids():
    assert place_id("tan-lap", "II.1.d", None) != place_id("tan-lap", "II.1.đ", None)
    assert place_id("tra-cau", "III.5", "3") == "tra-cau-iii-5-3"
