"""The plan loader: what it takes, and how it says what it does not take."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.domain.obligations import Obligation
from portal.domain.plans import Goal, Plan, PlanSection, Target
from portal.domain.tasks import Task
from portal.publishing.problems import Refused
from portal.publishing.stores import load_facts
from portal.settings import DATA


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the reviewed facts that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def spoil(data: Path, file: str, old: str, new: str) -> int:
    """Replace the first occurrence; answers the row it stands in."""
    path = data / "plans" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(public, data: Path) -> str:
    with pytest.raises(Refused) as refused, public.begin() as session:
        load_facts(session, data)
    with public.session() as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 0, "nothing may stay of a refused load"
    return str(refused.value)


def test_the_five_plans_load_whole(public):
    with public.begin() as session:
        load_facts(session, DATA)
        counts = {table: session.scalar(select(func.count()).select_from(table)) for table in (Plan, Target, Goal)}
        assert counts == {Plan: 5, Target: 107, Goal: 42}
        for table in (PlanSection, Task, Obligation):
            assert session.scalar(select(func.count(func.distinct(table.plan_slug)))) == 5


def test_an_unknown_indicator_is_named_with_file_and_row(public, data):
    row = spoil(data, "tra-cau/targets.csv", "\ncoverage-5g,", "\ncoverage-7g,") + 1
    message = refusal(public, data)
    assert f"tra-cau/targets.csv, dòng {row}, cột indicator" in message
    assert "coverage-7g" in message


def test_a_range_turned_round_is_named_with_both_ends(public, data):
    spoil(data, "tra-cau/targets.csv", "range,80,90", "range,90,80")
    message = refusal(public, data)
    assert "90 không nhỏ hơn 80" in message
    assert "90 is not below 80" in message


@pytest.mark.parametrize("year", ["2024", "2046", "20300"])
def test_a_year_outside_the_plan_is_refused(public, data, year):
    spoil(data, "phuoc-binh/targets.csv", ",2030,", f",{year},")
    assert f"{year} is outside the plan" in refusal(public, data)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (">=,50,", "≥,50,", "not a comparator"),
        (">=,50,", ">=,nửa,", "cannot be read"),
        (">=,50,", ">=,,", "has no value"),
        (">=,50,", ">=,nan,", "has no value"),
        (">=,50,,", ">=,50,60,", "only a range"),
        ("II.2.1.a,1", "IX.2,1", "there is no 'IX.2'"),
        ("II.2.1.a,1,,,", "II.2.1.a,1,,,tra-cau-2020-x", "there is no 'tra-cau-2020-x'"),
        ("coverage-5g,>=,50,,2025,II.2.1.a,1,,,\n", "coverage-5g,>=,50,,2025,II.2.1.a,1,,\n", "has 9 cells"),
        ("indicator,comparator", "indicator,comparison", "columns missing: comparator"),
    ],
)
def test_every_other_mistake_in_a_target_has_its_own_words(public, data, old, new, words):
    spoil(data, "tra-cau/targets.csv", old, new)
    assert words in refusal(public, data)


def test_the_same_target_twice_is_refused(public, data):
    path = data / "plans" / "tan-lap" / "targets.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert "stand in a row above" in refusal(public, data)


def test_problems_of_several_plans_are_told_in_one_pass(public, data):
    spoil(data, "tra-cau/targets.csv", "\ncoverage-5g,", "\ncoverage-7g,")
    spoil(data, "tan-lap/tasks.csv", "section,", "chapter,")
    message = refusal(public, data)
    assert "coverage-7g" in message
    assert "tan-lap/tasks.csv" in message


def test_a_body_that_is_not_listed_is_refused(public, data):
    spoil(data, "thuong-hong/responsibilities.csv", "Phòng Kinh tế", "Phòng Không Có")
    assert "Phòng Không Có" in refusal(public, data)


def test_a_missing_file_and_a_file_in_another_encoding_are_told(public, data):
    (data / "plans" / "tan-lap" / "goals.csv").unlink()
    (data / "plans" / "dak-cam" / "tasks.csv").write_bytes("section,tiêu đề".encode("utf-16"))
    message = refusal(public, data)
    assert "tan-lap/goals.csv: không có tệp" in message
    assert "dak-cam/tasks.csv: tệp không phải UTF-8" in message


def test_a_later_plan_may_amend_a_target_and_keeps_the_old_one(public, data):
    folder = shutil.copytree(data / "plans" / "tan-lap", data / "plans" / "tan-lap-2026")
    (folder / "plan.csv").write_text((folder / "plan.csv").read_text().replace("year,2025", "year,2026"))
    rows = (folder / "targets.csv").read_text().splitlines()
    amended = [rows[0], rows[1] + "tan-lap-leaders-sti-expertise-undated", *rows[2:]]
    (folder / "targets.csv").write_text("\n".join(amended) + "\n")
    with public.begin() as session:
        load_facts(session, data)
        new = session.get_one(Target, "tan-lap-2026-leaders-sti-expertise-undated")
        assert new.amends_id == "tan-lap-leaders-sti-expertise-undated"
        assert session.get(Target, new.amends_id) is not None


def test_a_target_lower_than_an_earlier_one_carries_the_note(public):
    with public.begin() as session:
        load_facts(session, DATA)
        target = session.get_one(Target, "tra-cau-vneid-level2-2030")
        assert "thấp hơn chỉ tiêu năm 2025" in target.note
        assert "(85 %)" in target.note
        assert "less than the same plan's target for 2025 (85%)" in target.note_en
        lower = session.scalars(select(Target).where(Target.note_en.contains("Asks for less"))).all()
        assert [t.id for t in lower] == ["tra-cau-vneid-level2-2030"]


def test_targets_whose_words_differ_from_the_indicator_say_so(public):
    with public.begin() as session:
        load_facts(session, DATA)
        notes = {t.id: t.note_en for t in session.scalars(select(Target))}
        assert "all residents" in notes["tra-cau-digital-signature-2030"]
        assert notes["tra-cau-digital-signature-2035"] is None
        assert "province" in notes["phuoc-binh-hdi-2030"]
