"""The description of the package, judged by Frictionless."""

import hashlib
import json
import shutil

import frictionless
import pytest

from portal.domain.dictionary import RECORDS


def judged(path) -> frictionless.Report:
    return frictionless.validate(str(path))


def test_a_package_of_figures_and_one_of_records_is_valid_with_every_table_in_it(versions) -> None:
    figures = next(v for v in versions if v.group not in RECORDS and v.rows)
    records = next(v for v in versions if v.group == "task-progress" and v.rows)
    for version in (figures, records):
        report = judged(version.folder / "datapackage.json")
        assert report.valid, (version.stem, report.flatten(["rowNumber", "fieldName", "type", "message"])[:5])
        assert [task.name for task in report.tasks] == ["data", "data-for-excel"]
        assert {task.stats["rows"] for task in report.tasks} == {len(version.rows)}


def test_every_file_of_the_folder_is_named_with_its_size_and_checksum(versions) -> None:
    for version in versions:
        named = {file["path"]: file for file in version.package["resources"] + version.package["files"]}
        beside = {path.name for path in version.folder.iterdir()} - {"datapackage.json", f"{version.stem}.zip"}
        assert named.keys() == beside
        for name, file in named.items():
            content = (version.folder / name).read_bytes()
            assert file["bytes"] == len(content)
            assert file["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.fixture
def copied(versions, tmp_path):
    version = next(v for v in versions if v.folder.parent.name == "tra-cau-infrastructure")
    shutil.copytree(version.folder, tmp_path / version.folder.parent.name / version.folder.name)
    return type(version)(tmp_path / version.folder.parent.name / version.folder.name, version.group)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b",normal,", b",normel,", "constraint-error"),
        (b",2025-08,", b",2025-13,", "constraint-error"),
        (b",2025-08,", b",2025-07,", "primary-key"),
        (b",36,36,", b",36,many,", "type-error"),
        (b"\r\ncoverage-5g,", b"\r\n,", "constraint-error"),
    ],
)
def test_a_table_that_breaks_its_schema_is_found(copied, old, new, told) -> None:
    path = copied.path(".csv")
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    report = judged(copied.folder / "datapackage.json")
    found = next(task for task in report.tasks if task.name == "data").flatten(["type"])
    assert [told] in found


def test_a_table_with_another_figure_in_it_is_found_by_its_checksum(copied) -> None:
    path = copied.path(".csv")
    content = path.read_bytes()
    path.write_bytes(content[:-40].replace(b"0,normal", b"1,normal", 1) + content[-40:])
    assert content != path.read_bytes()
    assert len(content) == len(path.read_bytes())
    report = judged(copied.folder / "datapackage.json")
    assert [error[0] for error in report.flatten(["type"])] == ["hash-count"]


def test_it_says_title_licence_source_publisher_version_and_units_in_both_languages(versions) -> None:
    version = next(v for v in versions if v.folder.parent.name == "tra-cau-digital-society")
    package = version.package
    assert package["profile"] == "tabular-data-package"
    assert (package["title"], package["title_en"]) == ("Xã hội số - Phường Trà Câu", "Digital society - Tra Cau Ward")
    assert package["version"] == version.folder.name
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"][0]["title"].startswith("Số liệu minh họa")
    assert package["contributors"][0]["role"] == "publisher"
    assert package["illustrative"] is True
    assert {indicator["unit"] for indicator in package["indicators"]} == {"%"}
    fields = {field["name"]: field for field in version.fields}
    assert fields["reported"]["unit_en"] == "villages"
    assert fields["status"]["constraints"]["enum"][3:] == ["withheld", "missing", "not-applicable"]
    assert all(field["description"] and field["description_en"] for field in version.fields)


def test_it_names_no_address_of_this_installation(versions) -> None:
    for version in versions:
        text = json.dumps(version.package)
        assert "homepage" not in version.package
        assert "localhost" not in text
        assert text.count("http") == text.count("https://creativecommons.org/") == 1
