"""``langso template`` from the command line."""

import pytest
from click.testing import CliRunner

from portal.cli import commands
from portal.publishing.workbooks import read_workbook


@pytest.fixture
def template(demo, tmp_path, monkeypatch):
    """Run the command over the demonstration in an empty folder."""
    monkeypatch.chdir(tmp_path)
    environment = {
        "LANGSO_DATABASE_URL": demo.public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": demo.desk.url.render_as_string(hide_password=False),
        "LANGSO_DEMO": "1",
        "LANGSO_TODAY": "2026-11-22",
    }
    return lambda *arguments: CliRunner().invoke(commands, ["template", *arguments], env=environment)


def test_the_workbook_is_written_beside_one_or_where_it_is_asked_for(template, tmp_path):
    done = template("tra-cau")
    assert (done.exit_code, done.output) == (0, "tra-cau.xlsx: 36 villages, 42 indicators.\n")
    assert template("tra-cau", "--output", "mau.xlsx", "--period", "2026-08").exit_code == 0
    workbook = read_workbook((tmp_path / "mau.xlsx").read_bytes(), "mau.xlsx")
    assert workbook.sheets[1].value(1, 1) == "Phường Trà Câu"
    assert workbook.sheets[1].value(2, 1) == "Tháng 8/2026"


def test_the_villages_that_are_told_are_those_of_the_period(template):
    assert template("phuoc-binh").output == "phuoc-binh.xlsx: 34 villages, 42 indicators.\n"
    earlier = template("phuoc-binh", "--period", "2026-02")
    assert earlier.output == "phuoc-binh.xlsx: 33 villages, 42 indicators.\n"


def test_what_cannot_be_is_refused_in_a_sentence(template):
    assert "There is no commune 'nowhere'" in template("nowhere").output
    assert "is not a period" in template("tra-cau", "--period", "hôm qua").output
