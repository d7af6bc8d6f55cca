"""A dataset that was taken back stays, as a tombstone: harvesters never delete."""

import datetime as dt
import hashlib

import pytest

from portal.domain import notices
from portal.publishing.submissions import Cell
from tests.api.ckan.calling import call, extras, names, refusal
from tests.api.dcat.building import make_version
from tests.builders import COMMUNE, make_press
from tests.conftest import Installation

OWN = "thu-nghiem-digital-society"
FIGURES = [Cell("vneid-level2", COMMUNE, "2026-08", 7, 10), Cell("vneid-level2", COMMUNE, "2026-09", 0, 10)]
TAKEN_BACK = [Cell("vneid-level2", COMMUNE, period, withdrawn=True) for period in ("2026-08", "2026-09")]
BACK = {"kind": "retraction", "reason": "Nhập nhầm cột.", "reason_en": "A wrong column."}


@pytest.fixture
def publish(public, desk, tmp_path):
    return make_press(public, desk, tmp_path / "files", apart=dt.timedelta(days=1, microseconds=7))


@pytest.fixture
def client(public, desk, tmp_path):
    with Installation(public, desk, tmp_path / "files").running_app() as app:
        yield app.test_client()


def test_what_was_taken_back_is_a_tombstone_with_one_notice(publish, client):
    first = publish(*FIGURES)
    before = call(client, "package_show", id=OWN)
    assert "withdrawn" not in extras(before)
    publish(*TAKEN_BACK, takes_back=first, **BACK)

    after = call(client, "package_show", id=OWN)
    assert (after["id"], after["state"]) == (before["id"], "active")
    assert extras(after)["withdrawn"] == "true"
    assert after["metadata_modified"] > before["metadata_modified"], "harvesters compare the texts"
    assert after["metadata_modified"].endswith(".000007")
    assert after["metadata_created"] == before["metadata_created"]
    assert after["notes"].startswith(notices.TAKEN_BACK[0])
    assert after["notes_translated"]["en"].startswith(notices.TAKEN_BACK[1])

    (notice,) = after["resources"]
    assert (notice["format"], notice["datastore_active"]) == ("TXT", False)
    assert notice["url"] == f"http://localhost/dataset/{OWN}/notice.txt"
    answer = client.get(notice["url"].removeprefix("http://localhost"))
    assert (len(answer.data), hashlib.sha256(answer.data).hexdigest()) == (notice["size"], notice["hash"])
    assert "Nhập nhầm cột." in answer.get_data(as_text=True)
    assert "A wrong column." in answer.get_data(as_text=True)
    assert call(client, "resource_show", id=notice["id"]) == notice
    csv = before["resources"][0]["id"]
    for action in ("resource_show", "datastore_search"):
        refusal(client, action, 404, "Not Found Error", id=csv)


def test_the_notice_names_the_day_in_viet_nam(public, client):
    evening = dt.datetime(2026, 10, 16, 18, 30, tzinfo=dt.UTC)
    with public.begin() as session:
        make_version(session, at=evening, kind="retraction", reason="nhầm", reason_en="wrong")
    notice = client.get("/dataset/thu-nghiem-reports/notice.txt").get_data(as_text=True)
    assert "rút lại ngày 2026-10-17," in notice
    assert "withdrawn on 2026-10-17 by" in notice


def test_it_is_listed_searched_and_counted_as_before(publish, client):
    publish(*TAKEN_BACK, takes_back=publish(*FIGURES), **BACK)
    assert call(client, "package_list") == [OWN]
    since = "metadata_modified:[2026-10-16T00:00:00Z TO *]"
    assert names(call(client, "package_search", fq=since)) == [OWN]
    for fq, count in (("res_format:TXT", 1), ("res_format:CSV", 0)):
        assert call(client, "package_search", fq=fq)["count"] == count
    facets = call(client, "package_search", facet_field='["res_format", "organization"]')["facets"]
    assert facets == {"res_format": {"TXT": 1}, "organization": {"thu-nghiem": 1}}


def test_what_is_published_again_is_a_dataset_again(publish, client):
    publish(*TAKEN_BACK, takes_back=publish(*FIGURES), **BACK)
    publish(*FIGURES)
    package = call(client, "package_show", id=OWN)
    assert "withdrawn" not in extras(package)
    assert package["resources"][0]["datastore_active"] is True
    rows = call(client, "datastore_search", resource_id=package["resources"][0]["id"])["records"]
    assert [row["value"] for row in rows] == [70, 0]


def test_a_part_taken_back_leaves_rows_that_say_so(publish, client):
    publish(FIGURES[0])
    publish(TAKEN_BACK[1], takes_back=publish(FIGURES[1]), **BACK)
    package = call(client, "package_show", id=OWN)
    assert "withdrawn" not in extras(package)
    rows = call(client, "datastore_search", resource_id=package["resources"][0]["id"])["records"]
    assert [(row["value"], row["status"]) for row in rows] == [(70, "normal"), (None, "missing")]
