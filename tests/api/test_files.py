from hashlib import sha256
from urllib.parse import urlsplit

from tests.api.reading import get, refusal, rows


def test_every_file_of_every_version_is_listed_once(client):
    of_versions = {file["url"] for row in rows(client, "versions") for file in row["files"]}
    found = [row["url"] for row in rows(client, "files")]
    assert set(found) == of_versions
    assert len(found) == len(of_versions)


def test_a_file_is_served_as_it_is_listed(client):
    """Of every format one, with its size, checksum and media type."""
    listed = rows(client, "files", commune="tra-cau", newest="yes")
    by_format = {row["format"]: row for row in listed}
    assert by_format
    for file in by_format.values():
        with client.get(urlsplit(file["url"]).path) as answer:
            assert answer.status_code == 200
            assert (len(answer.data), sha256(answer.data).hexdigest()) == (file["bytes"], file["sha256"])
            assert answer.mimetype == file["mediatype"]


def test_files_can_be_asked_for_by_dataset_version_format_and_release(client):
    asked = {"dataset": "tra-cau-digital-society", "version": "1.0.0", "format": "csv"}
    (file,) = rows(client, "files", **asked)
    assert (file["dataset"], file["version"], file["format"]) == tuple(asked.values())
    assert file == get(client, f"files/{file['dataset']}/{file['version']}/{file['name']}")
    made = {(row["dataset"], row["number"]) for row in rows(client, "versions", release="tra-cau-r5")}
    assert {(row["dataset"], row["version"]) for row in rows(client, "files", release="tra-cau-r5")} == made


def test_newest_is_meant_as_of_then(client):
    then = rows(client, "files", dataset="tra-cau-digital-society", newest="yes", as_of="tra-cau-r3")
    assert {row["release"] for row in then} == {"tra-cau-r3"}


def test_a_format_or_a_version_that_cannot_be_is_refused(client):
    assert refusal(client, "files?format=doc")["parameter"] == "format"
    assert refusal(client, "files?version=latest")["parameter"] == "version"
    assert rows(client, "files", version="99.0.0") == []
