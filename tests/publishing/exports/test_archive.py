"""The zip: whole, checkable with the usual tool, and readable by itself."""

import hashlib
import shutil
import subprocess
import zipfile

import frictionless

from tests.compatibility import record


def society(versions):
    return next(v for v in versions if v.folder.parent.name == "tra-cau-digital-society")


def test_every_zip_has_every_file_a_readme_and_checksums_that_hold(versions) -> None:
    for version in versions:
        with zipfile.ZipFile(version.path(".zip")) as archive:
            assert archive.testzip() is None
            beside = {path.name for path in version.folder.iterdir()} - {f"{version.stem}.zip"}
            assert set(archive.namelist()) == beside | {"README.md", "SHA256SUMS"}
            sums = [line.split("  ") for line in archive.read("SHA256SUMS").decode().splitlines()]
            assert {name for _, name in sums} == beside | {"README.md"}
            for sha256, name in sums:
                assert hashlib.sha256(archive.read(name)).hexdigest() == sha256
            for name in beside:
                assert archive.read(name) == (version.folder / name).read_bytes()


def test_what_was_unpacked_passes_sha256sum_and_frictionless(versions, tmp_path) -> None:
    with zipfile.ZipFile(society(versions).path(".zip")) as archive:
        archive.extractall(tmp_path)
    checked = subprocess.run(
        [shutil.which("sha256sum"), "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    did = "validated the data package of an unpacked zip"
    record(client="Frictionless", version=frictionless.__version__, did=did, result="valid, every table by its schema")


def test_the_readme_is_vietnamese_first_and_says_what_every_column_and_status_means(versions) -> None:
    for version in versions:
        with zipfile.ZipFile(version.path(".zip")) as archive:
            vietnamese, english = archive.read("README.md").decode().split("\n---\n")
        assert "**Số liệu minh họa:" in vietnamese
        assert "**Illustrative data:" in english
        for half in (vietnamese, english):
            assert all(f"- `{name}`: " in half for name in version.names)
            assert all(f"- `{path.name}`: " in half for path in version.folder.iterdir() if path.suffix != ".zip")
            assert "https://creativecommons.org/licenses/by/4.0/" in half
            assert version.folder.name in half
    assert "`withheld`: Không công bố để bảo vệ riêng tư" in zipped_readme(society(versions))


def zipped_readme(version) -> str:
    with zipfile.ZipFile(version.path(".zip")) as archive:
        return archive.read("README.md").decode()


def test_times_in_the_zip_are_the_release_s(versions) -> None:
    with zipfile.ZipFile(society(versions).path(".zip")) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 10, 2, 7, 0)}
