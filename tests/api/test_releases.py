import pytest

from api.routing import v1
from portal.domain.changes import CHANGE_FIELDS, list_change_rows
from portal.domain.releases import get_release
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.api.reading import csv_rows, get, pages, refusal, rows
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


def test_every_release_tells_how_its_disclosure_audit_went(client):
    for row in rows(client, "releases"):
        report = row["disclosure"]
        assert list(report) == ["threshold", "cells", "withheld", "narrowest", "solved"]
        assert report["cells"] >= report["withheld"]
        assert report["narrowest"] is None or report["narrowest"] >= report["threshold"]


@pytest.mark.parametrize("release", ["tra-cau-r5", "tan-lap-r4", "dak-cam-r6"])
def test_the_changes_of_a_release_are_those_of_the_domain_through_all_pages(client, demo, release):
    with demo.public.session() as session:
        expected = list_change_rows(session, get_release(session, release))
    walked = list(pages(client, f"releases/{release}/changes", limit=100))
    found = [row for page in walked for row in page["data"]]
    assert [tuple(row[name] for name in CHANGE_FIELDS) for row in found] == expected
    assert walked[0]["total"] == len(expected)
    assert len(walked) == -(-len(expected) // 100)
    assert all(row["illustrative"] is True for row in found)


def test_changes_are_what_their_schema_says(client):
    (part,) = v1.resources["releases"].parts
    found = get(client, "releases/tan-lap-r4/changes", limit=1000)["data"]
    assert [list(row) for row in found] == [list(part.schema().fields)] * len(found)
    assert part.schema().validate(found, many=True) == {}


def test_changes_can_be_narrowed_and_downloaded(client):
    asked = {"indicator": "vneid-level2", "change": "withheld"}
    found = rows(client, "releases/tra-cau-r6/changes", **asked)
    assert {(row["indicator"], row["status"], row["value"]) for row in found} == {("vneid-level2", "withheld", None)}
    assert [row["locality"] for row in csv_rows(client, "releases/tra-cau-r6/changes", **asked)] == [
        row["locality"] for row in found
    ]


def test_changes_that_cannot_be_are_refused_in_words(client):
    assert "nowhere-r1" in refusal(client, "releases/nowhere-r1/changes", 404)["detail"]
    assert refusal(client, "releases/tra-cau-r5/changes?change=lost")["parameter"] == "change"
    assert refusal(client, "releases/tra-cau-r5/changes?indicator=lost")["parameter"] == "indicator"
    refusal(client, "releases/%00/changes", 404)


def test_the_index_lists_what_is_within_a_release(client):
    releases = next(r for r in client.get("/api/v1").get_json()["resources"] if r["name"] == "releases")
    (part,) = releases["parts"]
    assert part["address"] == "/api/v1/releases/{ref}/changes"
    assert {"change", "indicator", "limit", "cursor"} <= {parameter["name"] for parameter in part["parameters"]}


GIVEN = {
    "code": "numerator-falls",
    "rule": "Số cộng dồn thường chỉ tăng.",
    "rule_en": "It only grows.",
    "text": "đếm lại",
}


def test_taking_back_bringing_back_and_explanations_are_told(public, desk, tmp_path):
    make_installation(public)
    publisher = Publisher(desk, public, tmp_path / "files")
    cells = [Cell("vneid-level2", f"{COMMUNE}-0{number}", "2026-09", 50, 100) for number in (1, 2, 3)]
    back = [Cell(cell.indicator, cell.locality, cell.period, withdrawn=True) for cell in cells]
    words = {"reason": "sai", "reason_en": "wrong"}
    explained = [GIVEN | {"key": "numerator-falls:Trang 1:C7"}]
    first = publisher.publish(make_submission(desk, cells, explanations=explained), at=AT)
    second = publisher.publish(make_submission(desk, back, kind="retraction", takes_back=first, **words), at=AT)
    third = publisher.publish(make_submission(desk, cells, kind="correction", restores=first, **words), at=AT)
    app = Installation(public, desk, tmp_path / "files").make_app()
    client = app.test_client()
    found = {row["id"]: row for row in rows(client, "releases")}
    ties = {ref: (row["takes_back"], row["restores"], row["withdrawn_by"]) for ref, row in found.items()}
    assert ties == {first: (None, None, second), second: (first, None, None), third: (None, first, None)}
    assert [row["explanations"] for row in (found[first], found[second])] == [[GIVEN], []]
    assert get(client, f"releases/{first}") == found[first]
    app.extensions["store"].close()


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
