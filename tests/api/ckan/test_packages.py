"""Packages: what CKAN's clients find in a dataset."""

import datetime as dt
import json
import re
import uuid

import pytest

from portal.domain.catalogue import get_entry
from portal.domain.identifiers import of_format
from tests.api.ckan.calling import SLUG, call, extras, refusal

NEEDED = """id name title notes license_id license_title tags metadata_created metadata_modified organization resources
private type author author_email maintainer maintainer_email state""".split()
SENT = """url version owner_org isopen license_url groups extras num_resources num_tags title_translated
notes_translated""".split()
OF_RESOURCE = """id position name description format mimetype size hash created last_modified url resource_type
package_id datastore_active state""".split()
OF_ORGANIZATION = "id name title description image_url created is_organization type approval_status state".split()
MICROSECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}")


@pytest.fixture
def package(client):
    return call(client, "package_show", id=SLUG)


@pytest.fixture(scope="module")
def packages(app):
    return call(app.test_client(), "current_package_list_with_resources")


def test_a_package_has_every_key_that_clients_read(packages):
    assert len(packages) == 52
    for package in packages:
        assert not {*NEEDED, *SENT} - set(package)
        assert not set(OF_ORGANIZATION) - set(package["organization"])
        for resource in package["resources"]:
            assert not set(OF_RESOURCE) - set(resource)
    assert json.loads(json.dumps(packages)) == packages


def test_a_package_is_what_the_catalogue_says(package, demo, now):
    with demo.public.session() as session:
        entry = get_entry(session, SLUG, today=now)
    assert (package["id"], package["name"]) == (entry.id, SLUG)
    assert package["title_translated"] == {"vi": entry.dataset.title, "en": entry.dataset.title_en}
    assert (package["type"], package["private"], package["state"]) == ("dataset", False, "active")
    assert package["author"] == package["maintainer"] == "Ủy ban nhân dân phường Trà Câu"
    assert (package["author_email"], package["maintainer_email"]) == (None, None)
    assert package["version"] == entry.version.number
    assert package["url"] == f"http://localhost/datasets/{SLUG}"
    assert package["num_resources"] == len(package["resources"]) == len(entry.version.files)
    assert package["num_tags"] == len(package["tags"])


def test_a_package_is_found_by_its_id_and_its_name(client, package):
    assert call(client, "package_show", id=package["id"]) == package
    assert call(client, "package_show", id=package["id"].upper()) == package
    assert call(client, "package_show", name_or_id=SLUG) == package
    refusal(client, "package_show", 404, "Not Found Error", id=package["resources"][0]["id"])


def test_names_are_of_the_letters_that_ckan_takes_and_begin_with_the_commune(client, packages):
    listed = call(client, "package_list")
    assert listed == sorted(package["name"] for package in packages)
    for package in packages:
        assert re.fullmatch("[a-z0-9_-]{2,100}", package["name"])
        assert package["name"].startswith(package["organization"]["name"] + "-")


def test_the_list_of_packages_is_paged(client):
    whole = call(client, "package_list")
    assert call(client, "package_list", limit=3, offset=5) == whole[5:8]
    assert call(client, "package_list", offset=50) == whole[50:]
    assert call(client, "package_list", limit=0) == []


def test_times_are_naive_utc_with_microseconds(packages, demo, now):
    for package in packages:
        times = [package["metadata_created"], package["metadata_modified"], package["organization"]["created"]]
        times += [resource[name] for resource in package["resources"] for name in ("created", "last_modified")]
        assert all(MICROSECONDS.fullmatch(time) for time in times)
        assert package["metadata_created"] <= package["metadata_modified"]
    with demo.public.session() as session:
        modified = get_entry(session, packages[0]["name"], today=now).modified
    assert dt.datetime.fromisoformat(packages[0]["metadata_modified"]).replace(tzinfo=dt.UTC) == modified


def test_packages_with_resources_come_those_changed_last_first(client, packages):
    changed = [package["metadata_modified"] for package in packages]
    assert changed == sorted(changed, reverse=True)
    assert call(client, "current_package_list_with_resources", limit=2, offset=3) == packages[3:5]
    assert call(client, "current_package_list_with_resources", limit=2, page=2) == packages[2:4]


def test_tags_have_only_the_letters_that_ckan_takes(packages):
    seen = {}
    for package in packages:
        names = [tag["name"] for tag in package["tags"]]
        assert len(names) == len(set(names)) >= 6
        for tag in package["tags"]:
            assert re.fullmatch(r"[\w .-]{2,100}", tag["name"])
            assert seen.setdefault(tag["name"], tag["id"]) == tag["id"] == str(uuid.UUID(tag["id"]))
    assert {"chuyển đổi số", "open data", "Phường Tân Lập", "Broadband above 1 Gb s"} <= set(seen)


def test_the_plain_csv_is_the_first_resource_and_the_only_one_with_rows_to_ask_for(packages):
    for package in packages:
        first = package["resources"][0]
        assert first["format"] == "CSV"
        assert first["url"].endswith(f"{package['name']}-{package['version']}.csv")
        assert [r["datastore_active"] for r in package["resources"]] == [True] + [False] * (
            len(package["resources"]) - 1
        )
        assert [r["position"] for r in package["resources"]] == list(range(len(package["resources"])))
        assert sum(r["format"] == "CSV" for r in package["resources"]) == 2, "with BOM for Excel beside it"


def test_a_resource_can_be_fetched_where_it_says_and_is_what_it_says(client, package):
    for resource in package["resources"]:
        assert resource["url"].startswith("http://localhost/")
        assert resource["url"].lower().endswith("." + resource["format"].lower())
        assert resource["name"].lower() != resource["format"].lower()
        assert re.fullmatch("[0-9a-f]{64}", resource["hash"])
        with client.get(resource["url"].removeprefix("http://localhost")) as answer:
            assert answer.status_code == 200
            assert len(answer.get_data()) == resource["size"]
            assert answer.mimetype == resource["mimetype"]


def test_the_ids_of_resources_follow_from_the_package_and_stay(client, package):
    by_name = {resource["url"].rpartition("/")[2]: resource for resource in package["resources"]}
    stem = f"{SLUG}-{package['version']}"
    assert by_name[f"{stem}.csv"]["id"] == of_format(package["id"], "csv")
    assert by_name[f"{stem}-excel.csv"]["id"] == of_format(package["id"], "csv-excel")
    for resource in package["resources"]:
        assert call(client, "resource_show", id=resource["id"]) == resource
        assert resource["package_id"] == package["id"]
        assert str(uuid.UUID(resource["id"])) == resource["id"]
    refusal(client, "resource_show", 404, "Not Found Error", id=package["id"])


def test_extras_tell_where_when_how_often_and_that_it_is_made_up(packages):
    figures = next(package for package in packages if package["name"] == SLUG)
    said = extras(figures)
    assert said["temporal"] == "2025-01-01/2026-10-31"
    assert (said["temporal_start"], said["temporal_end"]) == ("2025-01-01", "2026-10-31")
    assert said["frequency"] == "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
    assert said["frequency_kept"] in {"true", "false"}
    place = json.loads(said["spatial"])
    assert place["type"] == "Polygon"
    ((west, south), (east, _), (_, north), *_) = place["coordinates"][0]
    assert west < 108.9494 < east
    assert south < 14.8656 < north
    for package in packages:
        assert extras(package)["illustrative"] == "true"
        assert extras(package)["illustrative_notice"] == "Số liệu minh họa"
        assert "Số liệu minh họa" in package["notes"]
        assert "Illustrative data" in package["notes_translated"]["en"]
        assert "withdrawn" not in extras(package)


def test_the_licence_is_open_and_listed(client, package):
    (licence,) = call(client, "license_list")
    assert (package["license_id"], package["license_title"]) == (licence["id"], licence["title"])
    assert package["license_url"] == licence["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert package["isopen"] is True


def test_addresses_are_those_of_the_setting(demo):
    app = demo.make_app()
    app.config.update(BASE_URL="https://so.example.vn", CONTACT_EMAIL="so@example.vn")
    package = call(app.test_client(), "package_show", id=SLUG)
    app.extensions["store"].close()
    assert package["resources"][0]["url"].startswith(f"https://so.example.vn/datasets/{SLUG}/")
    assert package["maintainer_email"] == "so@example.vn"
