from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.api.reading import csv_rows, get, rows
from tests.builders import AT, COMMUNE, make_installation, make_submission
from tests.conftest import Installation


def test_the_newest_comes_first(client):
    instants = [row["released_at"] for row in rows(client, "releases", limit=7)]
    assert instants == sorted(instants, reverse=True)
    assert all(instant.endswith("Z") for instant in instants)


def test_observations_name_releases_that_are_there(client):
    named = {row["release"] for row in rows(client, "observations")}
    assert named <= {row["id"] for row in rows(client, "releases")}


def test_a_correction_says_why(client):
    for kind in ("correction", "retraction"):
        assert all(row["reason"] and row["reason_en"] for row in rows(client, "releases", kind=kind))
    assert [row["id"] for row in rows(client, "releases", kind="correction")] == ["tra-cau-r5"]


def test_a_commune_has_its_releases(client):
    assert {row["commune"] for row in rows(client, "releases", commune="tan-lap")} == {"24121"}
    assert get(client, "releases/tan-lap-r4")["kind"] == "retraction"


def test_a_title_that_a_spreadsheet_would_run_is_made_harmless_in_csv_only(public, desk, tmp_path):
    make_installation(public)
    cells = [Cell("vneid-level2", f"{COMMUNE}-01", "2026-09", 50, 100)]
    submission = make_submission(desk, cells, title="=HYPERLINK(1)", source="@here")
    Publisher(desk, public, tmp_path / "files").publish(submission, at=AT)
    app = Installation(public, desk, tmp_path / "files").make_app()
    client = app.test_client()
    release, cell = rows(client, "releases")[0], csv_rows(client, "releases")[0]
    assert (release["title"], cell["title"]) == ("=HYPERLINK(1)", "'=HYPERLINK(1)")
    assert (release["source"], cell["source"]) == ("@here", "'@here")
    app.extensions["store"].close()
