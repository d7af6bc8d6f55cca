"""``langso places`` from the command line: what it says, and with which exit code."""

import os
import subprocess
import sys

import pytest

from portal.cli import places_national as national
from portal.settings import ROOT
from tests.builders import COMMUNE, make_installation
from tests.publishing.places.lists import village, write_csv


@pytest.fixture
def langso(public, desk, tmp_path):
    make_installation(public)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LANGSO_")} | {
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "LANGSO_FILES_DIR": str(tmp_path / "files"),
        "LANGSO_SECRET_KEY": "x",
        "LANGSO_TODAY": "2026-11-22",
    }

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from portal.cli import main; main()", "places", *map(str, arguments)]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)

    return run


def test_an_import_tells_what_it_did_and_the_second_time_that_nothing_was_to_do(langso, tmp_path):
    rows = [
        village(None, "Thôn Mới", valid_from="01/01/2026", predecessors=f"{COMMUNE}-01; {COMMUNE}-02=60%", basis="hộ"),
        village(3, "Thôn 3", population=80),
    ]
    path = write_csv(tmp_path / "thon.csv", rows)
    done = langso("import", path, "--commune", "thu-nghiem")
    assert (done.returncode, done.stderr) == (0, "")
    for told in (
        f"{COMMUNE}-04: the code given to Thôn Mới.",
        f"{COMMUNE}-03 Thôn 3: population nothing → 80.",
        f"{COMMUNE}-01 Thôn 1: closed on 2025-12-31, the day before {COMMUNE}-04 begins.",
        f"{COMMUNE}-02 → {COMMUNE}-04: 60%.",
        "2 rows: 1 village added, 1 changed, 2 closed by it, 2 links.",
    ):
        assert told in done.stdout.splitlines()
    again = langso("import", path, "--commune", COMMUNE)
    assert again.stdout.splitlines()[-1] == "Nothing was changed: 2 rows, all as they are known."


def test_one_row_is_said_as_one(langso, tmp_path):
    done = langso("import", write_csv(tmp_path / "thon.csv", [village(4)]), "--commune", COMMUNE)
    assert done.stdout.splitlines()[-1] == "1 row: 1 village added, 0 changed, 0 closed by it, 0 links."


def test_problems_are_told_in_both_languages_on_the_error_output(langso, tmp_path):
    path = write_csv(tmp_path / "thon.csv", [village(4, population="x9"), village(5, "")])
    done = langso("import", path, "--commune", COMMUNE)
    assert (done.returncode, done.stdout) == (1, "")
    assert "không phải số đếm" in done.stderr
    assert "is not a count" in done.stderr
    assert done.stderr.splitlines()[-1] == "Problems: 2. Nothing was changed."


def test_a_commune_that_is_not_there_is_said(langso, tmp_path):
    path = write_csv(tmp_path / "thon.csv", [village(4)])
    done = langso("import", path, "--commune", "nowhere")
    assert (done.returncode, "There is no commune 'nowhere'" in done.stderr) == (2, True)
    for command in ("export", "template"):
        done = langso(command, "--commune", "nowhere", "--out", tmp_path / "a.xlsx")
        assert (done.returncode, "There is no commune 'nowhere'" in done.stderr) == (2, True)


@pytest.mark.parametrize(("command", "name"), [("template", "a.xlsx"), ("export", "a.csv"), ("export", "a.xlsx")])
def test_what_is_written_can_be_imported(langso, tmp_path, command, name):
    done = langso(command, "--commune", "thu-nghiem", "--out", tmp_path / name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing was changed: 3 rows" in langso("import", tmp_path / name).stdout


def test_other_kinds_of_file_and_folders_that_are_not_there_are_refused_in_words(langso, tmp_path):
    for command, name in (("template", "a.csv"), ("export", "a.pdf")):
        done = langso(command, "--commune", COMMUNE, "--out", tmp_path / name)
        assert (done.returncode, ".xlsx" in done.stderr) == (2, True)
    done = langso("export", "--commune", COMMUNE, "--out", tmp_path / "none" / "a.csv")
    assert (done.returncode, "cannot be written" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_list_that_cannot_be_written_whole_leaves_the_earlier_one(langso, tmp_path):
    path = tmp_path / "a.csv"
    langso("export", "--commune", COMMUNE, "--out", path)
    before, node = path.read_bytes(), path.stat().st_ino
    langso("export", "--commune", COMMUNE, "--out", path)
    assert (path.read_bytes(), [one.name for one in tmp_path.glob("*a.csv")]) == (before, ["a.csv"])
    assert path.stat().st_ino != node, "it was written beside the earlier one, which stood until then"


def test_links_of_former_units_that_were_known_are_told_too():
    done = national.Imported("1", 0, 0, 34, [], former=0, links=3, moved=False)
    assert "3 links to what these became" in national.summary(done)
    assert "former units" not in national.summary(done)


def test_stores_that_were_never_prepared_are_said_in_words(tmp_path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANGSO_SECRET_KEY": "x"}
    environment |= {f"LANGSO_{name}DATABASE_URL": f"sqlite:///{tmp_path}/{name}.sqlite" for name in ("", "DESK_")}
    path = write_csv(tmp_path / "thon.csv", [village(4)])
    for arguments in (["import", path], ["export", "--commune", "x", "--out", tmp_path / "a.csv"]):
        command = [sys.executable, "-c", "from portal.cli import main; main()", "places", *map(str, arguments)]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, "langso init" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
