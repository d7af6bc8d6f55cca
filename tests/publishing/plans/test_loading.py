"""Loading a plan into a running store: new, as a successor, and mended; all of it or nothing."""

import pytest
from sqlalchemy import func, select

from portal.db import get_revision
from portal.domain.obligations import Obligation, Receipt
from portal.domain.plan_changes import ChangeKind
from portal.domain.plans import Plan, PlanSection, Target, list_targets
from portal.domain.search_index import EntryKind, list_refs
from portal.domain.tasks import Task, TaskRecord
from portal.publishing.audit import AuditEntry, find_break
from portal.publishing.plan_loading import hash_folder, take_plan
from portal.publishing.problems import Refused
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.publishing.plans.making import write_plan

FIRST = ("vneid-level2 >= 80 2025", "vneid-level2 >= 90 2030", "coverage-5g >= 50 2030", "digital-skills >= 60 undated")
SECOND = (
    "vneid-level2 >= 95 2030",
    "coverage-5g >= 40 2030",
    "digital-skills >= 60 undated",
    "digital-skills = 70 2035",
)


@pytest.fixture
def running(public, desk, now):
    """A production installation."""
    initialise(public, desk, DATA, today=now)
    return public, desk


@pytest.fixture
def first(running, tmp_path):
    """With a first plan of a commune that has none."""
    take_plan(*running, write_plan(tmp_path / "tan-lap-2027", FIRST, year=2027, tasks=[("1", "Lập tổ công nghệ số")]))
    return running


def refusal(stores, folder, **options):
    with stores[0].session() as session:
        before = get_revision(session), session.scalar(select(func.count()).select_from(Target))
    with pytest.raises(Refused) as refused:
        take_plan(*stores, folder, **options)
    with stores[0].session() as session:
        after = get_revision(session), session.scalar(select(func.count()).select_from(Target))
    assert before == after, "nothing may stay of a refused load"
    return {problem.code for problem in refused.value.problems}, str(refused.value)


def amendments(public, plan):
    with public.session() as session:
        return {target.id: target.amends_id for target in list_targets(session, plan=plan)}


def told(changes):
    return [(" ".join(change.kinds), change.target.indicator_code, change.target.year) for change in changes.targets]


def test_a_new_plan_is_there_found_and_told_in_the_log(running, tmp_path):
    public, desk = running
    with public.session() as session:
        revision = get_revision(session)
    folder = write_plan(tmp_path / "tan-lap-2027", FIRST, year=2027, tasks=[("1", "Lập tổ công nghệ số")])
    done = take_plan(public, desk, folder)
    assert (done.slug, done.targets, done.tasks, done.amended, done.changes) == ("tan-lap-2027", 4, 1, 0, None)
    with public.session() as session:
        assert get_revision(session) > revision, "whoever keeps answers has to see a new state"
        assert session.get_one(Plan, "tan-lap-2027").commune.slug == "tan-lap"
        assert "tan-lap-2027" in list_refs(session, EntryKind.PLAN)
        assert "tan-lap-2027-ii-1" in list_refs(session, EntryKind.TASK)
    with desk.session() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.event == "plan-imported"))
        assert (entry.subject, entry.role, entry.public) == ("24121", "operator", True)
        assert entry.details == {
            "plan": "tan-lap-2027",
            "sha256": hash_folder(folder),
            "replaced": False,
            "targets": 4,
            "tasks": 1,
            "amended": 0,
        }
        assert find_break(session) is None


def test_a_successor_amends_what_has_the_same_indicator_and_year(first, tmp_path):
    done = take_plan(*first, write_plan(tmp_path / "tan-lap-2028", SECOND, year=2028), amends="tan-lap-2027")
    assert told(done.changes) == [
        ("raised", "vneid-level2", 2030),
        ("lowered", "coverage-5g", 2030),
        ("same", "digital-skills", None),
        ("added", "digital-skills", 2035),
        ("dropped", "vneid-level2", 2025),
    ]
    assert amendments(first[0], "tan-lap-2028") == {
        "tan-lap-2028-vneid-level2-2030": "tan-lap-2027-vneid-level2-2030",
        "tan-lap-2028-coverage-5g-2030": "tan-lap-2027-coverage-5g-2030",
        "tan-lap-2028-digital-skills-undated": "tan-lap-2027-digital-skills-undated",
        "tan-lap-2028-digital-skills-2035": None,
    }
    assert done.amended == 3


def test_what_a_row_itself_says_it_amends_is_left_as_it_is(first, tmp_path):
    rows = ("vneid-level2 >= 95 2030 tan-lap-2027-vneid-level2-2025", "vneid-level2 >= 96 2035")
    take_plan(*first, write_plan(tmp_path / "tan-lap-2028", rows, year=2028), amends="tan-lap-2027")
    assert [*amendments(first[0], "tan-lap-2028").values()] == ["tan-lap-2027-vneid-level2-2025", None]


def test_a_second_plan_of_a_year_has_a_number(first, tmp_path):
    done = take_plan(*first, write_plan(tmp_path / "tan-lap-2027-2", SECOND, year=2027), amends="tan-lap-2027")
    assert (done.place.slug, done.amends) == ("tan-lap", "tan-lap-2027")


def test_a_plan_that_is_there_a_stranger_and_an_unknown_one_to_amend_are_refused(first, tmp_path):
    there, other = write_plan(tmp_path / "tan-lap-2027", FIRST, year=2027), write_plan(tmp_path / "nowhere", FIRST)
    codes, words = refusal(first, there)
    assert codes == {"plan-there"}
    assert "--replace" in words
    assert refusal(first, other)[0] == {"unknown-commune"}
    new = write_plan(tmp_path / "tan-lap-2028", SECOND, year=2028)
    assert refusal(first, new, replace=True)[0] == {"plan-not-there"}
    assert refusal(first, new, amends="tan-lap-1999")[0] == {"amends-unknown"}
    assert refusal(first, there, replace=True, amends="tan-lap-2027")[0] == {"amends-itself"}


def test_a_target_is_amended_once_and_only_by_its_own_place(first, tmp_path):
    take_plan(*first, write_plan(tmp_path / "tan-lap-2028", SECOND, year=2028), amends="tan-lap-2027")
    third = write_plan(tmp_path / "tan-lap-2029", SECOND, year=2029)
    codes, words = refusal(first, third, amends="tan-lap-2027")
    assert codes == {"amended-already"}
    assert "--amends tan-lap-2028" in words
    old = "tan-lap-2028-vneid-level2-2030"
    twice = write_plan(tmp_path / "tan-lap-2030", [f"vneid-level2 >= 96 {y} {old}" for y in (2031, 2032)], year=2030)
    assert refusal(first, twice)[0] == {"amended-twice"}
    assert refusal(first, write_plan(tmp_path / "dak-cam-2029", SECOND, year=2029), amends="tan-lap-2028")[0] == {
        "amends-elsewhere"
    }
    circle = write_plan(tmp_path / "tan-lap-2027", [*FIRST, f"vneid-level2 >= 96 2031 {old}"], year=2027)
    assert refusal(first, circle, replace=True)[0] == {"amends-circle"}


def test_a_mended_plan_keeps_ids_and_what_it_amends_and_lists_what_changed(first, tmp_path):
    public, _desk = first
    take_plan(*first, write_plan(tmp_path / "tan-lap-2028", SECOND, year=2028), amends="tan-lap-2027")
    mended = (SECOND[0].replace("95", "93"), *SECOND[1:3], "telehealth-access >= 10 2030")
    folder = write_plan(tmp_path / "tan-lap-2028", mended, year=2028, tasks=[("2", "Mở lớp kỹ năng số")])
    done = take_plan(*first, folder, replace=True)
    assert told(done.changes) == [
        ("lowered", "vneid-level2", 2030),
        ("same", "coverage-5g", 2030),
        ("same", "digital-skills", None),
        ("added", "telehealth-access", 2030),
        ("dropped", "digital-skills", 2035),
    ]
    assert [change.kinds for change in done.changes.pieces if change.piece.table == "tasks"] == [(ChangeKind.ADDED,)]
    found = amendments(public, "tan-lap-2028")
    assert found["tan-lap-2028-vneid-level2-2030"] == "tan-lap-2027-vneid-level2-2030"
    assert "tan-lap-2028-digital-skills-2035" not in found
    with public.session() as session:
        assert session.get_one(Target, "tan-lap-2028-vneid-level2-2030").value == 93
        assert session.scalar(select(func.count()).where(PlanSection.plan_slug == "tan-lap-2028")) == 3
        tasks = [ref for ref in list_refs(session, EntryKind.TASK) if ref.startswith("tan-lap-2028")]
        assert tasks == ["tan-lap-2028-ii-2"]


def test_the_same_once_more_changes_nothing_and_is_not_told(first, tmp_path):
    public, desk = first
    with public.session() as session:
        revision = get_revision(session)
    folder = write_plan(tmp_path / "tan-lap-2027", FIRST, year=2027, tasks=[("1", "Lập tổ công nghệ số")])
    assert take_plan(public, desk, folder, replace=True).is_nothing
    with public.session() as session, desk.session() as office:
        assert get_revision(session) == revision
        assert office.scalar(select(func.count()).where(AuditEntry.event == "plan-imported")) == 1


def test_a_mended_plan_may_not_lose_a_target_that_a_newer_one_took_the_place_of(first, tmp_path):
    take_plan(*first, write_plan(tmp_path / "tan-lap-2028", SECOND, year=2028), amends="tan-lap-2027")
    tasks = [("1", "Lập tổ công nghệ số")]
    codes, words = refusal(
        first, write_plan(tmp_path / "tan-lap-2027", FIRST[1:3], year=2027, tasks=tasks), replace=True
    )
    assert codes == {"target-referred"}
    assert "tan-lap-2027-digital-skills-undated" in words
    assert "tan-lap-2027-vneid-level2-2025" not in words, "nothing takes the place of it"


def test_what_was_published_about_keeps_its_task_and_duty(demo, tmp_path):
    with demo.public.session() as session:
        task = session.scalars(select(Task).join(TaskRecord, TaskRecord.key == Task.id)).first()
        receipt = session.scalars(select(Receipt)).first()
        duty = next(d for d in session.scalars(select(Obligation)) if receipt.key.startswith(d.plan_slug))
    for slug, key in ((task.plan_slug, task.id), (duty.plan_slug, receipt.key)):
        codes, words = refusal((demo.public, demo.desk), write_plan(tmp_path / slug, FIRST), replace=True)
        assert codes & {"task-referred", "duty-referred"}
        assert key in words


def test_a_cell_longer_than_the_store_keeps_is_named(first, tmp_path):
    folder = write_plan(tmp_path / "tan-lap-2029", FIRST, year=2029, tasks=[("1", "dài " * 100)])
    codes, words = refusal(first, folder)
    assert codes == {"too-long"}
    assert "tan-lap-2029/tasks.csv, dòng 2, cột title" in words
