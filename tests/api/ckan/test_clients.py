"""ckanapi, as a library and as a command, against a running server."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from ckanapi import CKANAPIError, NotAuthorized, NotFound, RemoteCKAN, SearchQueryError, ValidationError

from tests.api.ckan.calling import SLUG
from tests.compatibility import record

CLIENT = {"client": "ckanapi", "version": version("ckanapi")}
BESIDE_PYTHON = str(Path(sys.executable).parent)
ALL = 52


@pytest.fixture(params=["POST", "GET"])
def ckan(server, request):
    with RemoteCKAN(server, apikey="no key of ours", get_only=request.param == "GET") as remote:
        yield remote


def command(*words: str) -> list[str]:
    """What the command line of ckanapi prints, by line."""
    environment = os.environ | {"PATH": f"{BESIDE_PYTHON}{os.pathsep}{os.environ['PATH']}"}  # it starts itself again
    done = subprocess.run(
        [f"{BESIDE_PYTHON}/ckanapi", *words], check=False, capture_output=True, text=True, timeout=300, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_library_walks_the_catalogue(ckan):
    names = ckan.action.package_list()
    packages = [ckan.action.package_show(id=name) for name in names[:5]]
    assert len(names) == ALL
    assert [package["name"] for package in packages] == names[:5]
    organization = ckan.action.organization_show(id=packages[0]["organization"]["id"], include_datasets=False)
    assert organization["name"] == "dak-cam"
    assert ckan.action.group_list(all_fields=True)[0]["package_count"] == 5
    record(**CLIENT, did="package_list, package_show, organization_show, group_list", result=f"{ALL} datasets")


def test_the_library_searches(ckan):
    found = ckan.action.package_search(
        q="dịch vụ số", fq="organization:tan-lap OR organization:tra-cau", rows=5, sort="metadata_modified desc"
    )
    assert found["count"] >= 2
    assert {package["organization"]["name"] for package in found["results"]} == {"tan-lap", "tra-cau"}
    record(**CLIENT, did="package_search with q and fq", result="the datasets of two communes")


def test_the_library_reads_rows(ckan):
    table = ckan.action.package_show(id=SLUG)["resources"][0]["id"]
    asked = {"filters": {"status": "withheld"}} if not ckan.get_only else {"filters": '{"status": "withheld"}'}
    found = ckan.action.datastore_search(resource_id=table, limit=5, **asked)
    assert found["total"] > len(found["records"]) == 5
    assert all(row["value"] is None and row["status"] == "withheld" for row in found["records"])
    record(**CLIENT, did="datastore_search with filters", result="withheld figures are null with their status")


def test_the_library_makes_its_own_exceptions_of_refusals(ckan):
    with pytest.raises(NotFound, match="nothing"):
        ckan.action.package_show(id="nothing")
    with pytest.raises(ValidationError) as missing:
        ckan.action.package_show()
    assert "id" in missing.value.error_dict
    with pytest.raises(SearchQueryError, match="foo"):
        ckan.action.package_search(fq="foo:bar")
    with pytest.raises(NotAuthorized):
        ckan.action.package_create(name="x")
    with pytest.raises(NotAuthorized):
        ckan.action.datastore_search_sql(sql="select 1")
    with pytest.raises(CKANAPIError, match="Action name not known"):
        ckan.action.teleport()
    record(
        **CLIENT, did="asking for what is not there or not offered", result="the exceptions of ckanapi, with a reason"
    )


@pytest.fixture(scope="module")
def dumped(server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dumped") / "packages"
    folder.mkdir()
    command("dump", "datasets", "--all", "-q", "-p", "2", f"--datapackages={folder}", "-r", server)
    return folder


def test_the_command_dumps_every_dataset_as_a_data_package(dumped):
    """What ckanapi 4.11 puts into the files is of the last resource each time: a slip in its ``create_datapackage``."""
    folders = sorted(path.name for path in dumped.iterdir())
    assert len(folders) == ALL
    files = 0
    for name in folders:
        package = json.loads((dumped / name / "datapackage.json").read_text("utf-8"))
        assert package["name"] == name
        paths = [resource["path"] for resource in package["resources"]]
        assert len(paths) == len(set(paths)) > 2
        assert all((dumped / name / path).stat().st_size > 0 for path in paths)
        assert not [path for path in paths if Path(path).name.startswith(".")], "no resource is named like its format"
        files += len(paths)
    did = "ckanapi dump datasets --all --datapackages=DIR"
    slip = "ckanapi fetches the last resource of a dataset for each of them"
    record(**CLIENT, did=did, result=f"{ALL} data packages, {files} files; {slip}")


def test_the_command_dumps_datasets_with_the_columns_of_their_tables(server):
    (line,) = command("dump", "datasets", SLUG, "-q", "--datastore-fields", "-r", server)
    first, *others = json.loads(line)["resources"]
    types = {field["id"]: field["type"] for field in first["datastore_fields"]}
    assert (types["value"], types["status"]) == ("numeric", "text")
    assert not any("datastore_fields" in other for other in others)
    record(**CLIENT, did="ckanapi dump datasets NAME --datastore-fields", result="the columns of the table, with types")


def test_the_command_searches_through_all_pages(server):
    found = [json.loads(line) for line in command("search", "datasets", "fq=-organization:tan-lap", "-r", server)]
    assert len(found) == 41
    assert len({package["id"] for package in found}) == 41
    record(**CLIENT, did="ckanapi search datasets fq=…", result="41 datasets, through all pages")


@pytest.mark.parametrize(("thing", "count"), [("organizations", 5), ("groups", 11)])
def test_the_command_dumps_organizations_and_groups(server, thing, count):
    found = [json.loads(line) for line in command("dump", thing, "--all", "-q", "-r", server)]
    assert len(found) == count
    record(**CLIENT, did=f"ckanapi dump {thing} --all", result=f"{count} {thing}")


def test_the_command_calls_any_action(server):
    printed = command("action", "status_show", "-j", "-r", server)
    assert json.loads("".join(printed))["site_title"] == "Làng Số"
