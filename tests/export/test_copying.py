"""A copy of a portal: whole, checked, the same each time, and in its place at once or not at all."""

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import zipfile

import pytest
from sqlalchemy import func, select

from portal.domain.observations import Observation
from portal.export import NotCopied, NotOurs, Source, Wanted, copy_to
from portal.export.released import NotAsReleased
from tests.export.conftest import BASE, make_app


def copy(portal, target, **wanted):
    return copy_to(portal.source, Wanted(**wanted), target, archive=None, tell=len)


def content_of(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def beside(folder):
    return sorted(path.name for path in folder.parent.iterdir() if path.name != "files")


def test_every_file_has_its_checksum_as_sha256sum_reads_it(portal, tmp_path):
    copy(portal, tmp_path / "copy")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        check=False,
        cwd=tmp_path / "copy",
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = {line[66:] for line in (tmp_path / "copy" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == set(content_of(tmp_path / "copy")) - {"SHA256SUMS"}


def test_its_tables_have_as_many_rows_as_the_store(portal, tmp_path):
    copy(portal, tmp_path / "copy", site=False)
    told = json.loads((tmp_path / "copy" / "export.json").read_text(encoding="utf-8"))
    with portal.source.public.session() as session:
        count = session.scalar(select(func.count()).where(Observation.superseded_in.is_(None)))
    assert told["tables"]["observations"] == count > 0
    assert told["tables"]["localities"] == 5
    lines = (tmp_path / "copy" / "tables" / "observations.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == count + 1


def test_what_is_withheld_is_in_no_table_and_its_status_is(portal, tmp_path):
    portal.publish(3, 50, 60)
    copy(portal, tmp_path / "copy", site=False)
    with (tmp_path / "copy" / "tables" / "observations.ndjson").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    hidden = [row for row in rows if row.get("status") == "withheld"]
    assert "99001-01" in {row["locality"] for row in hidden}
    assert {(row["numerator"], row["value"]) for row in hidden} == {(None, None)}


def test_twice_from_one_state_gives_the_same_bytes_also_when_something_was_published_meanwhile(portal, tmp_path):
    first = copy(portal, tmp_path / "one").facts.release.id
    portal.publish(44, 50, 60)
    copy(portal, tmp_path / "two", release=first)
    assert content_of(tmp_path / "one") == content_of(tmp_path / "two")
    assert copy(portal, tmp_path / "three", site=False).facts.release.id != first


def test_the_zip_is_the_folder_and_the_same_each_time(portal, tmp_path):
    for name in ("one", "two"):
        copy_to(portal.source, Wanted(site=False), tmp_path / name, archive=tmp_path / f"{name}.zip", tell=len)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    (top,) = (tmp_path / "out").iterdir()
    assert top.name == "lang-so-thu-nghiem-r1"
    assert content_of(top) == content_of(tmp_path / "one")


def test_a_commune_is_copied_without_the_others(portal, tmp_path):
    copied = copy(portal, tmp_path / "copy", commune="thu-nghiem", site=False)
    assert copied.facts.commune.code == "99001"
    assert not (tmp_path / "copy" / "audit").exists()
    with pytest.raises(NotCopied, match="no commune nowhere"):
        copy(portal, tmp_path / "other", commune="nowhere")
    with pytest.raises(NotCopied, match="no release r0"):
        copy(portal, tmp_path / "other", release="r0")


def test_a_folder_with_something_else_in_it_is_refused_and_stays(portal, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(NotOurs, match="neither empty nor a copy"):
        copy(portal, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
    (tmp_path / "mine" / "export.json").write_text('{"my": "settings"}')
    with pytest.raises(NotOurs, match="neither empty nor a copy"):
        copy(portal, tmp_path / "mine")
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotOurs):
        copy(portal, tmp_path / "file")


def test_an_earlier_copy_and_an_empty_folder_give_way_but_no_note_in_it_is_lost(portal, tmp_path):
    (tmp_path / "copy").mkdir()
    copy(portal, tmp_path / "copy", site=False)
    (tmp_path / "copy" / "data" / "note.txt").write_text("mine")
    with pytest.raises(NotOurs, match=r"note\.txt is not of the copy"):
        copy(portal, tmp_path / "copy", site=False)
    (tmp_path / "copy" / "data" / "note.txt").unlink()
    copy(portal, tmp_path / "copy", site=False)
    assert beside(tmp_path / "copy") == ["copy"]


def test_a_released_file_that_was_harmed_or_lost_stops_it_and_is_named(portal, tmp_path):
    harmed = next(portal.source.files.rglob("*.csv"))
    whole = harmed.read_bytes()
    harmed.write_bytes(whole.replace(b"40", b"41"))
    with pytest.raises(NotAsReleased, match=harmed.name):
        copy(portal, tmp_path / "copy")
    harmed.unlink()
    with pytest.raises(NotAsReleased, match="is missing"):
        copy(portal, tmp_path / "copy")
    assert beside(tmp_path / "copy") == []


def test_a_full_disk_leaves_the_earlier_copy_as_it_was(portal, tmp_path):
    copy(portal, tmp_path / "copy", site=False)
    before = content_of(tmp_path / "copy")
    portal.publish(44, 50, 60)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (2000, 200_000, 400_000):  # a released file; the store's copy; a table
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            with pytest.raises(Exception, match=r"File too large|disk I/O error|full"):
                copy(portal, tmp_path / "copy", site=False)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, handler)
        assert content_of(tmp_path / "copy") == before
        assert beside(tmp_path / "copy") == ["copy"]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_kill_at_any_step_leaves_the_earlier_copy_and_the_next_one_tidies_up(portal, tmp_path):
    target, steps = tmp_path / "copy", []
    copy_to(portal.source, Wanted(site=False), target, archive=None, tell=steps.append)
    before = content_of(target)
    for step in (steps[0], steps[1], steps[len(steps) // 2], steps[-1]):  # the snapshot, data, a table, the checksums
        assert _killed_at(portal, target, step)
        assert content_of(target) == before
        assert len(beside(target)) == 2  # with what the killed one left, and not what one before it did
    copy(portal, target, site=False)
    assert content_of(target) == before
    assert beside(target) == ["copy"]


def _killed_at(portal, target, step):
    """Copy in another process that is killed as it tells of a step."""
    portal.publisher.public.close()  # connections do not survive a fork
    portal.publisher.desk.close()
    child = os.fork()
    if child == 0:
        try:
            copy_to(portal.source, Wanted(site=False), target, archive=None, tell=lambda told: _die_at(step, told))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_at(step, told):
    if told == step:
        os.kill(os.getpid(), signal.SIGKILL)


def test_what_was_killed_between_the_two_renames_is_put_back(portal, tmp_path):
    copy(portal, tmp_path / "copy", site=False)
    before = content_of(tmp_path / "copy")
    (tmp_path / "copy").rename(tmp_path / ".copy-old")
    with pytest.raises(NotCopied):
        copy(portal, tmp_path / "copy", commune="nowhere")
    assert content_of(tmp_path / "copy") == before
    assert beside(tmp_path / "copy") == ["copy"]


def test_a_new_installation_has_plans_and_says_that_nothing_was_released(bare, tmp_path):
    source = Source(bare.public, bare.files, make_app, BASE, "2026-11-22")
    copied = copy_to(source, Wanted(site=False), tmp_path / "copy", archive=None, tell=len)
    assert copied.facts.release is None
    readme = (tmp_path / "copy" / "README.md").read_text(encoding="utf-8")
    assert "Chưa có đợt công bố nào" in readme
    assert "Nothing was released yet" in readme
    told = json.loads((tmp_path / "copy" / "export.json").read_text(encoding="utf-8"))
    assert (told["tables"]["plans"], told["tables"]["observations"]) == (5, 0)
    shutil.rmtree(tmp_path / "copy")
