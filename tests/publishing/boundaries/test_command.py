"""``langso boundaries``: what an operator types, reads, and finds in the log."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from portal.cli.boundaries import boundaries as command
from portal.domain.audit import LogEntry
from portal.domain.boundaries import Boundary
from portal.publishing.audit import find_break
from tests.builders import COMMUNE
from tests.publishing.boundaries.making import draw, in_system, make_place, write_geojson, write_zip


@pytest.fixture
def langso(stores, monkeypatch):
    public, desk = stores
    with public.begin() as session:
        make_place(session, 4)
    monkeypatch.setenv("LANGSO_SECRET_KEY", "for tests only")
    monkeypatch.setenv("LANGSO_TODAY", "2026-11-22")
    for name, store in (("DATABASE_URL", public), ("DESK_DATABASE_URL", desk)):
        monkeypatch.setenv(f"LANGSO_{name}", store.url.render_as_string(hide_password=False))
    return lambda *arguments: CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def villages():
    shapes = draw(4)
    return in_system(shapes, 5898), {"code": [COMMUNE, *(f"{COMMUNE}-0{n}" for n in range(1, 5))]}


def log_of(public):
    with public.session() as session:
        return [(line.event, line.subject, line.role, line.details) for line in session.scalars(select(LogEntry))]


def test_an_import_is_told_in_numbers_and_stands_in_the_public_log(langso, stores, villages, tmp_path):
    public, desk = stores
    path = write_zip(tmp_path / "a.zip", *villages, 5898, leave_out=[".prj"])
    done = langso("import", path, "--crs", "EPSG:5898", "--source", "Sở Nội vụ", "--report", tmp_path / "r.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.output.endswith("Stored: 5 outlines (0 replaced, 5 simplified).\n")
    assert "note: codes are taken from the column “code”" in done.output
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (report["count"], report["crs"], len(report["areas"])) == (5, "EPSG:5898", 5)
    ((event, subject, role, details),) = log_of(public)
    assert (event, subject, role) == ("boundaries-imported", COMMUNE, "operator")
    assert details == {
        "count": 5,
        "crs": "EPSG:5898",
        "replaced": 0,
        "sha256": report["file_sha256"],
        "source": "Sở Nội vụ",
    }
    with desk.session() as session:
        assert find_break(session) is None


def test_a_refusal_names_the_problem_in_both_languages_and_changes_nothing(langso, stores, villages, tmp_path):
    shapes, table = villages
    path = write_geojson(tmp_path / "xấu.geojson", shapes, table | {"code": ["00000", *table["code"][1:]]}, 5898)
    done = langso("import", path, "--report", tmp_path / "r.json")
    assert done.exit_code == 1
    assert "xấu.geojson, đối tượng (feature) 1: không có địa phương nào" in done.stderr
    assert "no locality has the code 00000" in done.stderr
    assert "Problems: 1. Nothing was changed." in done.stderr
    assert not (tmp_path / "r.json").exists()
    assert log_of(stores[0]) == []
    with stores[0].session() as session:
        assert session.scalars(select(Boundary)).all() == []


def test_what_was_imported_can_be_exported(langso, villages, tmp_path):
    langso("import", write_geojson(tmp_path / "a.geojson", *villages, 5898))
    out = tmp_path / "b.gpkg"
    done = langso("export", "--commune", "thu-nghiem", "--out", out, "--crs", "EPSG:9216")
    assert (done.exit_code, done.output) == (0, f"{out}: 5 outlines.\n")
    assert langso("import", out).exit_code == 0
    done = langso("export", "--commune", "nowhere", "--out", out)
    assert (done.exit_code, "there is no commune nowhere" in done.stderr) == (1, True)


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_stored(langso, stores, villages, tmp_path):
    path = write_geojson(tmp_path / "a.geojson", *villages, 5898)
    done = langso("import", path, "--report", tmp_path / "no" / "r.json")
    assert done.exit_code != 0
    assert "Traceback" not in done.output
    assert log_of(stores[0]) == []


def test_a_report_that_cannot_be_written_afterwards_is_told_beside_what_was_stored(langso, stores, villages, tmp_path):
    path = write_geojson(tmp_path / "a.geojson", *villages, 5898)
    done = langso("import", path, "--report", tmp_path / ("r" * 300))
    assert done.exit_code == 1
    assert "The outlines are stored; the report" in done.stderr
    assert "Stored: 5 outlines" in done.output
    assert len(log_of(stores[0])) == 1


def test_stores_that_were_never_prepared_are_told_in_words(tmp_path, monkeypatch, villages):
    monkeypatch.setenv("LANGSO_SECRET_KEY", "for tests only")
    for name in ("DATABASE_URL", "DESK_DATABASE_URL"):
        monkeypatch.setenv(f"LANGSO_{name}", f"sqlite:///{tmp_path}/{name}.sqlite")
    path = write_geojson(tmp_path / "a.geojson", *villages, 5898)
    done = CliRunner().invoke(command, ["import", str(path)])
    assert (done.exit_code, "langso init" in done.stderr) == (1, True)
