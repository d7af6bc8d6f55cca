"""Organizations, groups and tags."""

import pytest

from tests.api.ckan.calling import SLUG, call, refusal

KINDS = [("organization", "organizations", "tra-cau"), ("group", "groups", "digital-society")]


def test_organizations_are_the_communes_that_publish(client):
    assert call(client, "organization_list") == ["dak-cam", "phuoc-binh", "tan-lap", "thuong-hong", "tra-cau"]
    found = call(client, "organization_show", id="tra-cau")
    assert found["title"] == "Ủy ban nhân dân phường Trà Câu"
    assert found["title_translated"]["en"] == "People's Committee of Tra Cau Ward"
    assert (found["description"], found["image_url"], found["state"]) == ("", "", "active")
    assert (found["is_organization"], found["type"], found["approval_status"]) == (True, "organization", "approved")
    assert found["created"] == "2025-07-01T00:00:00.000000"


def test_a_packages_organization_and_group_are_those_shown(client):
    package = call(client, "package_show", id=SLUG)
    organization = call(client, "organization_show", id=package["owner_org"])
    assert organization.items() >= package["organization"].items()
    (group,) = package["groups"]
    assert call(client, "group_show", id=group["id"]).items() >= group.items()
    assert group["name"] == "digital-society"


@pytest.mark.parametrize(("kind", "argument", "name"), KINDS)
def test_a_list_is_of_names_or_of_objects(client, kind, argument, name):
    names = call(client, f"{kind}_list")
    things = call(client, f"{kind}_list", all_fields="true")
    assert [thing["name"] for thing in things] == names == sorted(names)
    assert sum(thing["package_count"] for thing in things) == 52
    assert call(client, f"{kind}_list", limit=2, offset=1) == names[1:3]
    assert call(client, f"{kind}_list", **{argument: name}) == [name]
    assert call(client, f"{kind}_list", **{argument: f'["{name}"]'}) == [name]


@pytest.mark.parametrize(("kind", "argument", "name"), KINDS)
def test_a_list_is_sorted_as_asked(client, kind, argument, name):
    by_count = call(client, f"{kind}_list", sort="package_count desc", all_fields=True)
    counts = [thing["package_count"] for thing in by_count]
    assert counts == sorted(counts, reverse=True)
    assert call(client, f"{kind}_list", order_by="name") == call(client, f"{kind}_list")
    refusal(client, f"{kind}_list", 409, "Validation Error", sort="password asc")


@pytest.mark.parametrize(("kind", "argument", "name"), KINDS)
def test_what_is_shown_has_its_datasets_when_asked(client, kind, argument, name):
    plain = call(client, f"{kind}_show", id=name)
    assert "packages" not in plain
    found = call(client, f"{kind}_show", id=name, include_datasets="True")
    assert len(found["packages"]) == found["package_count"] == plain["package_count"]
    shown = [package["organization" if kind == "organization" else "groups"] for package in found["packages"]]
    assert all(name in str(one) for one in shown)


def test_tags_are_those_that_packages_bear(client):
    packages = call(client, "current_package_list_with_resources")
    borne = {tag["name"] for package in packages for tag in package["tags"]}
    assert set(call(client, "tag_list")) == borne
    objects = call(client, "tag_list", all_fields="true", query="vneid")
    assert {tag["name"] for tag in objects} == {"VNeID mức 2", "VNeID level 2"}
    assert call(client, "tag_list", query="duong so") == []
    assert call(client, "tag_list", query="phuong tra cau") == ["Phường Trà Câu"]
