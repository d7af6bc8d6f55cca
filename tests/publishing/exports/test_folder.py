"""A version's folder: whole or not there, the same bytes each time it is built."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.domain.datasets import Dataset, checksums_of_release, list_datasets, list_release_versions
from portal.domain.dictionary import RECORDS
from portal.domain.releases import list_releases
from portal.publishing.exports import BUILDING, build_files, prepare_edition, sweep
from portal.publishing.release import dataset_rows

SLUG = "tra-cau-society"


@pytest.fixture
def session(demo):
    with demo.public.session() as session:
        yield session


def edition_of(session, dataset: Dataset, version):
    fields, rows = dataset_rows(session, dataset, version.release_seq)
    return prepare_edition(session, dataset, version, fields, rows)


@pytest.fixture
def edition(session):
    dataset = session.scalars(select(Dataset).where(Dataset.slug == SLUG)).one()
    return edition_of(session, dataset, dataset.latest)


def test_every_version_can_be_built_again_to_the_same_bytes(demo, session, tmp_path) -> None:
    """From the store as it is after all later releases; one commune has every group and every kind of record."""
    seen = set()
    for dataset in (d for d in list_datasets(session) if d.commune.slug == "dak-cam"):
        seen.add(dataset.group_code)
        for version in {dataset.versions[0], dataset.versions[-1]}:
            built = build_files(tmp_path / dataset.slug / version.number, edition_of(session, dataset, version))
            released = [(f.name, f.format, f.bytes, f.sha256) for f in version.files]
            assert [(f.name, f.format, f.bytes, f.sha256) for f in built] == released
            for file in built:
                again = (tmp_path / dataset.slug / version.number / file.name).read_bytes()
                assert again == (demo.files / dataset.slug / version.number / file.name).read_bytes()
    assert seen >= RECORDS.keys() | {"digital-society", "digital-government", "infrastructure", "innovation"}


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """The system refuses to write more than this into a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("format_", ["csv", "csv-excel", "xlsx", "json", "datapackage", "zip"])
def test_a_disk_that_fills_up_at_any_file_leaves_nothing(edition, tmp_path, format_) -> None:
    sizes = {file.format: file.bytes for file in build_files(tmp_path / "whole" / "1", edition)}
    target = tmp_path / "files" / SLUG / "1.0.0"
    with at_most(sizes[format_] - 1), pytest.raises(OSError, match=r"too large|could not be written"):
        build_files(target, edition)
    assert list(target.parent.iterdir()) == []


def test_a_build_that_fails_leaves_what_was_in_place(edition, tmp_path) -> None:
    target = tmp_path / SLUG / "1.0.0"
    built = build_files(target, edition)
    with at_most(400), pytest.raises(OSError, match="too large"):
        build_files(target, edition)
    assert {path.name for path in target.iterdir()} == {file.name for file in built}


def test_what_an_interrupted_build_left_is_swept_away_and_nothing_else(edition, tmp_path) -> None:
    build_files(tmp_path / SLUG / "1.0.0", edition)
    left = tmp_path / SLUG / f"{BUILDING}abc"
    left.mkdir()
    (left / "half.csv").write_text("x")
    sweep(tmp_path)
    assert [path.name for path in (tmp_path / SLUG).iterdir()] == ["1.0.0"]


def test_every_file_of_a_release_has_a_checksum_of_its_own(session) -> None:
    """Also the descriptions of packages, which are all called alike."""
    versions = list_release_versions(session, list_releases(session))
    assert len(versions) == 37
    for made in versions.values():
        checksums = checksums_of_release(session, made[0].release.id)
        files = [file for version in made for file in version.files]
        assert sorted(checksums.values()) == sorted(file.sha256 for file in files)
        assert f"{made[0].dataset_slug}-{made[0].number}/datapackage.json" in checksums


def test_nothing_but_the_files_named_lies_in_the_folder_and_anyone_may_read_them(edition, tmp_path) -> None:
    target: Path = tmp_path / SLUG / "1.0.0"
    built = build_files(target, edition)
    assert {path.name for path in target.iterdir()} == {file.name for file in built}
    assert target.stat().st_mode & 0o777 == 0o755
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in target.iterdir())
