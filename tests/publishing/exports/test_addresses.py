"""The address of a version in its files: absolute where the portal's is known, and the path alone where it is not."""

import json
import zipfile
from pathlib import Path

import duckdb
import frictionless
import pytest
from python_calamine import CalamineWorkbook

from portal.publishing.preview import build_preview
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_installation, make_submission

PATH = "/datasets/thu-nghiem-digital-society/1.0.0"
STEM = "thu-nghiem-digital-society-1.0.0"
ABSOLUTE = f"https://so.example.vn{PATH}"


def make_publisher(public, desk, tmp_path, base_url: str) -> tuple[Publisher, int]:
    """With a submission that waits to be published."""
    make_installation(public, villages=1)
    number = make_submission(desk, [Cell("vneid-level2", f"{COMMUNE}-01", "2026-09", 50, 100)])
    return Publisher(desk, public, tmp_path / "files", base_url=base_url), number


@pytest.fixture(params=["https://so.example.vn", "https://so.example.vn/"])
def folder(public, desk, tmp_path, request) -> Path:
    publisher, number = make_publisher(public, desk, tmp_path, request.param)
    publisher.publish(number, at=AT)
    return publisher.files / "thu-nghiem-digital-society" / "1.0.0"


def citations_in(folder: Path) -> dict[str, str]:
    """What each file says of how to cite it, both languages in one."""
    with zipfile.ZipFile(folder / f"{STEM}.zip") as archive:
        lines = archive.read("README.md").decode().splitlines()
    notes = CalamineWorkbook.from_path(folder / f"{STEM}.xlsx").get_sheet_by_index(2).to_python()
    query = "select decode(key), decode(value) from parquet_kv_metadata(?)"
    with duckdb.connect(":memory:") as database:
        parquet = dict(database.execute(query, [str(folder / f"{STEM}.parquet")]).fetchall())
    found = {"parquet": parquet["citation"] + parquet["citation_en"]}
    for name in ("datapackage.json", f"{STEM}.json", f"{STEM}.geojson"):
        content = json.loads((folder / name).read_bytes())
        found[name] = content["citation"] + content["citation_en"]
    found["readme"] = "".join(line for line in lines if line.startswith(("- Trích dẫn: ", "- Citation: ")))
    found["xlsx"] = "".join(row[0] + row[1] for row in notes if row[0].startswith("Trích dẫn: "))
    return found


def test_every_citation_has_the_absolute_address(folder) -> None:
    assert {name: said.count(f" {ABSOLUTE}. ") for name, said in citations_in(folder).items()} == dict.fromkeys(
        ("parquet", "datapackage.json", f"{STEM}.json", f"{STEM}.geojson", "readme", "xlsx"), 2
    )


def test_the_data_package_has_it_as_its_homepage_and_is_valid(folder) -> None:
    assert json.loads((folder / "datapackage.json").read_bytes())["homepage"] == ABSOLUTE
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_without_an_address_every_citation_has_the_path(public, desk, tmp_path) -> None:
    publisher, number = make_publisher(public, desk, tmp_path, "")
    publisher.publish(number, at=AT)
    folder = publisher.files / "thu-nghiem-digital-society" / "1.0.0"
    assert {said.count(f" {PATH}. ") for said in citations_in(folder).values()} == {2}
    assert "homepage" not in json.loads((folder / "datapackage.json").read_bytes())


def test_a_preview_s_files_name_the_address_that_will_be_published(public, desk, tmp_path) -> None:
    publisher, number = make_publisher(public, desk, tmp_path, "https://so.example.vn")
    build_preview(publisher, number, tmp_path / "preview", now=AT)
    previewed = citations_in(tmp_path / "preview" / "files" / "thu-nghiem-digital-society" / "1.0.0")
    publisher.publish(number, at=AT)
    assert previewed == citations_in(publisher.files / "thu-nghiem-digital-society" / "1.0.0")
