"""The walk of ckanext-harvest: a hundred at a time by id, until a page is empty; then only what changed since."""

import datetime as dt

import pytest

from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.api.ckan.calling import call
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.conftest import Installation


def harvest(client, *terms: str, rows: int = 100) -> list[dict]:
    """As ``CKANHarvester._search_for_datasets`` asks."""
    found, ids, start = [], set(), 0
    while True:
        asked = {"rows": rows, "start": start, "sort": "id asc", "fq": " ".join(terms)}
        page = call(client, "package_search", **{name: str(value) for name, value in asked.items() if value != ""})
        fresh = [package for package in page["results"] if package["id"] not in ids]
        assert len(fresh) == len(page["results"]), "no dataset twice"
        if not page["results"]:
            return found
        ids |= {package["id"] for package in fresh}
        found += fresh
        start += rows


@pytest.mark.parametrize("rows", [7, 100])
def test_the_walk_comes_by_every_dataset_once(client, rows):
    found = harvest(client, rows=rows)
    assert sorted(package["name"] for package in found) == call(client, "package_list")
    assert [package["id"] for package in found] == sorted(package["id"] for package in found)


def test_the_walk_takes_in_and_leaves_out_organizations_and_groups(client):
    taken_in = harvest(
        client, "organization:tan-lap OR organization:tra-cau", "groups:budget OR groups:society", rows=3
    )
    assert {package["name"] for package in taken_in} == {
        f"{commune}-{group}" for commune in ("tan-lap", "tra-cau") for group in ("budget", "society")
    }
    left_out = harvest(client, "-organization:tan-lap", "-organization:tra-cau", "-groups:budget")
    assert {package["organization"]["name"] for package in left_out} == {"dak-cam", "phuoc-binh", "thuong-hong"}


def test_the_second_walk_comes_by_what_changed_since_the_first(public, desk, tmp_path):
    make_installation(public, indicators=[make_indicator(level="commune", subject="organisation")])
    publisher = Publisher(desk, public, tmp_path / "files")
    with Installation(public, desk, tmp_path / "files").running_app() as app:
        client = app.test_client()
        for day, period in enumerate(("2026-07", "2026-08")):
            at = AT + day * dt.timedelta(days=1)
            publisher.publish(make_submission(desk, [Cell("vneid-level2", COMMUNE, period, 7, 10)], at=at), at=at)
            (package,) = harvest(client)
            assert package["metadata_modified"] == at.strftime("%Y-%m-%dT%H:%M:%S.%f")
            since = (at - dt.timedelta(hours=1)).replace(tzinfo=None).isoformat()
            assert harvest(client, f"metadata_modified:[{since}Z TO *]") == [package]
            after = (at + dt.timedelta(microseconds=1)).replace(tzinfo=None).isoformat()
            assert harvest(client, f"metadata_modified:[{after}Z TO *]") == []
