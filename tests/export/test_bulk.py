"""The bulk zip of each release: made when it is out, kept as long as was said, and served with its checksum."""

import base64
import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.domain.bulk import get_bulk, has_whole_bulk, list_bulks
from portal.domain.releases import Release
from portal.export.bulk import MOST_WHOLE, Mark, list_wanted, make_missing
from tests.export.conftest import make_app
from tests.html import check

MARKS = [Mark(seq, f"r{seq}", f"c{seq % 2}") for seq in (6, 5, 4, 3, 2, 1)]


def wanted(marks=MARKS, *, made=(), kept=None):
    return [mark.id for mark in list_wanted(marks, set(made), kept=kept)]


def test_a_portal_that_begins_makes_the_newest_alone():
    assert wanted() == ["r6"]


def test_from_then_on_every_release_has_one():
    assert wanted(made={"r3"}) == ["r6", "r5", "r4", "r3"]


def test_no_more_are_kept_than_was_said():
    assert wanted(made={"r3"}, kept=2) == ["r6", "r5"]
    assert wanted(made={"r3"}, kept=0) == []


def test_where_many_publish_each_commune_has_its_own():
    many = [Mark(100 - number, f"r{number}", f"c{number % (MOST_WHOLE + 1)}") for number in range(2 * MOST_WHOLE + 2)]
    assert wanted(many) == [f"r{number}" for number in range(MOST_WHOLE + 1)]
    assert len(wanted(many, made={"r21"}, kept=1)) == MOST_WHOLE + 1


@pytest.fixture
def client(portal):
    app = make_app(
        DATABASE_URL=portal.source.public.url.render_as_string(hide_password=False),
        FILES_DIR=str(portal.source.files),
        RATE_LIMIT="",
    )
    yield app.test_client()
    app.extensions["store"].close()


def test_it_is_served_whole_with_its_digest_and_the_release_links_to_it(portal, client):
    assert make_missing(portal.source, kept=None) == 1
    bulk = get_bulk(portal.source.files, "thu-nghiem-r1")
    page = check(client.get("/releases/thu-nghiem-r1").get_data(as_text=True), "/releases/thu-nghiem-r1")
    assert "/releases/thu-nghiem-r1/bulk.zip" in page.links
    assert bulk.sha256 in page.text
    answer = client.get("/releases/thu-nghiem-r1/bulk.zip", buffered=True)
    assert hashlib.sha256(answer.data).hexdigest() == bulk.sha256
    assert answer.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(bytes.fromhex(bulk.sha256)).decode()}:"
    part = client.get("/en/releases/thu-nghiem-r1/bulk.zip", headers={"Range": "bytes=0-3"}, buffered=True)
    assert (part.status_code, part.data) == (206, b"PK\x03\x04")
    held = {"If-None-Match": answer.headers["ETag"]}
    with client.get("/releases/thu-nghiem-r1/bulk.zip", headers=held) as again:
        assert again.status_code == 304


def test_one_that_is_absent_is_404_in_words_and_the_release_says_so(portal, client):
    answer = client.get("/releases/thu-nghiem-r1/bulk.zip")
    assert (answer.status_code, answer.get_json()["type"].partition("#")[2]) == (404, "no-bulk")
    assert "vài phút sau khi công bố" in answer.get_json()["detail"]
    assert "Chưa có gói toàn bộ" in client.get("/releases/thu-nghiem-r1").get_data(as_text=True)
    assert client.get("/releases/r0/bulk.zip").status_code == 404


def test_one_that_was_harmed_is_not_served_and_is_made_anew(portal, client, caplog):
    make_missing(portal.source, kept=None)
    bulk = get_bulk(portal.source.files, "thu-nghiem-r1")
    content = bulk.path.read_bytes()
    for harmed in (content[:-1], content + b"x"):
        bulk.path.write_bytes(harmed)
        assert refused(client) == (503, "file-absent")
        assert "absent or not whole" in caplog.text
    bulk.path.unlink()
    assert refused(client) == (503, "file-absent")
    assert make_missing(portal.source, kept=None) == 1
    assert bulk.path.read_bytes() == content
    assert make_missing(portal.source, kept=None) == 0
    for name in ("SHA256SUMS", "SIZE"):  # without these nobody can say that it is whole: it counts as not made
        told = (bulk.path.parent / name).read_bytes()
        (bulk.path.parent / name).write_bytes(b"")
        assert refused(client) == (404, "no-bulk")
        assert not has_whole_bulk(portal.source.files, "thu-nghiem-r1")
        (bulk.path.parent / name).write_bytes(told)
    assert has_whole_bulk(portal.source.files, "thu-nghiem-r1")


def refused(client):
    answer = client.get("/releases/thu-nghiem-r1/bulk.zip")
    return answer.status_code, answer.get_json()["type"].partition("#")[2]


def test_all_of_it_is_on_disk_before_it_has_its_place(portal, monkeypatch):
    """A power cut after the rename finds the bytes there: every file and folder was flushed before it."""
    flushed, found = set(), {}
    sync, rename = os.fsync, Path.rename

    def watched_sync(descriptor):
        flushed.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    def watched_rename(path, target):
        if Path(target).name == "thu-nghiem-r1":
            found.update({each.name: each.stat().st_ino in flushed for each in [path, *path.iterdir()]})
            flushed.clear()
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "rename", watched_rename)
    make_missing(portal.source, kept=None)
    assert found == dict.fromkeys(["ready", "thu-nghiem-r1.zip", "SHA256SUMS", "SIZE"], True)
    assert flushed == {(portal.source.files / "bulk").stat().st_ino}


def test_each_holds_the_state_of_its_own_release_with_the_newest_files(portal):
    portal.publish(44, 50, 60)
    make_missing(portal.source, kept=None)
    portal.publish(45, 51, 60)
    portal.publish(46, 51, 60)
    assert make_missing(portal.source, kept=None) == 2
    assert list_bulks(portal.source.files) == {"thu-nghiem-r2", "thu-nghiem-r3", "thu-nghiem-r4"}
    top = "lang-so-thu-nghiem-r3"
    with zipfile.ZipFile(get_bulk(portal.source.files, "thu-nghiem-r3").path) as archive:
        names = archive.namelist()
        told = json.loads(archive.read(f"{top}/export.json"))
        rows = [json.loads(line) for line in archive.read(f"{top}/tables/observations.ndjson").splitlines()]
    assert told["release"] == "thu-nghiem-r3"
    assert [row["numerator"] for row in rows if row.get("locality") == "99001-01"] == [45]
    assert {name.split("/")[3] for name in names if name.startswith(f"{top}/data/")} == {"1.2.0"}
    assert f"{top}/site/index.html" in names


def test_what_is_no_longer_kept_is_removed_and_nothing_is_left_beside(portal):
    make_missing(portal.source, kept=1)
    (portal.source.files / "bulk" / ".thu-nghiem-r0-new-abc" / "copy").mkdir(parents=True)  # killed
    portal.publish(44, 50, 60)
    make_missing(portal.source, kept=1)
    assert [path.name for path in (portal.source.files / "bulk").iterdir()] == ["thu-nghiem-r2"]
    assert make_missing(portal.source, kept=1) == 0


def test_one_that_the_audit_log_does_not_tell_of_yet_waits(portal):
    with portal.source.public.begin() as session:
        session.execute(update(Release).values(id="thu-nghiem-r9"))
    assert make_missing(portal.source, kept=None) == 0
