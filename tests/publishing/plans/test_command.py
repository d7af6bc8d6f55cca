"""``langso plan diff`` and ``langso plan load``: what an operator types and reads."""

import csv
import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from portal.cli.plan import plan as command
from portal.domain.plans import get_plan
from portal.publishing.plan_drafts.draft import Decision, Draft, DraftRow
from portal.publishing.plan_drafts.workbook import draft_workbook
from portal.publishing.plan_rows import read_tables
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.publishing.plans.making import write_plan

FIRST = ["vneid-level2 >= 80 2025", "vneid-level2 >= 90 2030", "coverage-5g >= 50 2030"]
SECOND = ["vneid-level2 >= 95 2030", "coverage-5g range 50-60 2030", "digital-skills >= 70 2035"]


@pytest.fixture
def langso(stores, monkeypatch, now):
    public, desk = stores
    initialise(public, desk, DATA, today=now)
    monkeypatch.setenv("LANGSO_SECRET_KEY", "for tests only")
    for name, store in (("DATABASE_URL", public), ("DESK_DATABASE_URL", desk)):
        monkeypatch.setenv(f"LANGSO_{name}", store.url.render_as_string(hide_password=False))
    return run


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def folders(tmp_path):
    old = write_plan(tmp_path / "tan-lap-2027", FIRST, year=2027, tasks=[("1", "Lập tổ công nghệ số")])
    new = write_plan(tmp_path / "tan-lap-2028", SECOND, year=2028, obligations=[("1", "monthly", "15")])
    return old, new


def test_two_folders_are_compared_in_both_languages_without_a_store(folders):
    done = run("diff", *folders)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.output.splitlines()
    assert lines[:2] == ["Năm: 2027 → 2028", "    Year: 2027 → 2028"]
    assert "Chỉ tiêu: 1 nâng mức, 1 bỏ, 1 thêm, 1 đổi cách ghi" in lines
    assert "- nâng mức: VNeID mức 2: ≥ 90 % (2030) → ≥ 95 % (2030) [I, 2 → I, 1]" in lines
    assert "    - raised: VNeID level 2: ≥ 90% (2030) → ≥ 95% (2030) [I, 2 → I, 1]" in lines
    assert "- bỏ: Lập tổ công nghệ số [II, 1]" in lines
    assert "    - added: monthly [III, 1]" in lines


def test_the_same_twice_does_not_differ(folders):
    assert run("diff", folders[0], folders[0]).output == "Hai bản không khác nhau.\n    The two do not differ.\n"


def test_programs_read_it_as_csv_and_json(folders):
    rows = list(csv.DictReader(io.StringIO(run("diff", *folders, "--format", "csv").output)))
    raised = next(row for row in rows if row["change"] == "raised")
    assert (raised["indicator"], raised["old_value"], raised["value"]) == ("vneid-level2", "90", "95")
    told = json.loads(run("diff", *folders, "--format", "json").output)
    assert [row["change"] for row in told if row["table"] == "obligations"] == [["added"]]
    assert len(told) == len(rows)


def test_a_folder_is_held_against_a_plan_of_the_store(langso, folders):
    done = langso("diff", "tan-lap", folders[1])
    assert done.exit_code == 0, done.output
    assert "- thêm: VNeID mức 2: ≥ 95 % (2030) [I, 1]" in done.output
    missing = langso("diff", "nowhere", folders[1])
    assert missing.exit_code == 1
    assert "nowhere: không phải thư mục" in missing.stderr


def test_a_plan_is_loaded_then_its_successor_then_mended(langso, stores, folders):
    old, new = folders
    done = langso("load", old)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.output == "Loaded: tan-lap-2027 of Tan Lap Ward, 3 targets, 1 task.\n"
    done = langso("load", new, "--amends", "tan-lap-2027")
    assert done.output.endswith("Loaded: tan-lap-2028 of Tan Lap Ward, 3 targets, 0 tasks; 2 older targets amended.\n")
    assert "- nâng mức: VNeID mức 2" in done.output
    assert langso("load", new, "--replace").output == "Nothing was changed: the store has the plan just so.\n"
    write_plan(new, [SECOND[0].replace("95", "96"), *SECOND[1:]], year=2028, number="12-KH/ĐU")
    done = langso("load", new, "--replace")
    assert "Số hiệu: – → 12-KH/ĐU" in done.output
    assert "Mended: tan-lap-2028" in done.output
    with stores[0].session() as session:
        assert get_plan(session, "tan-lap-2028").number == "12-KH/ĐU"


def test_a_refusal_names_every_problem_and_changes_nothing(langso, stores, tmp_path):
    folder = write_plan(tmp_path / "tan-lap-2027", ["no-such >= 80 2025", "vneid-level2 >= 90 2077"], year=2027)
    done = langso("load", folder)
    assert done.exit_code == 1
    assert "no-such" in done.stderr
    assert "2077 is outside the plan" in done.stderr
    assert done.stderr.endswith("Problems: 2. Nothing was changed.\n")
    with stores[0].session() as session:
        assert get_plan(session, "tan-lap-2027") is None


def test_a_draft_under_review_is_held_against_a_folder_without_its_dropped_rows(folders, tmp_path):
    rows = {
        table: [DraftRow(table, row.cells, part=str(row.number), decision=Decision.KEPT) for row in read]
        for table, read in read_tables(folders[0]).items()
    }
    rows["targets"][0].decision = Decision.DROPPED
    rows["targets"].append(replace(rows["targets"][1], cells=rows["targets"][1].cells | {"indicator": ""}, part="?"))
    for task in rows["tasks"]:
        task.cells = task.cells | {"title_en": ""}
    draft = Draft("nhap.docx", "0" * 64, "docx", "utf-8", None, rows=rows)
    path = tmp_path / "nhap.xlsx"
    path.write_bytes(draft_workbook(draft))
    done = run("diff", folders[0], path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Chỉ tiêu: 1 bỏ, 2 giữ nguyên" in done.output
    assert "- bỏ: VNeID mức 2: ≥ 80 % (2025) [I, 1]" in done.output
    assert "Lập tổ" not in done.output, "English words that are still missing are no difference"
