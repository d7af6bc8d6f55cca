from hashlib import sha256

from tests.api.reading import get, rows


def test_a_commune_has_a_dataset_for_each_subject(client):
    found = rows(client, "datasets", commune="tra-cau")
    assert {row["commune"] for row in found} == {"21451"}
    assert [row["slug"] for row in found] == [f"tra-cau-{row['group']}" for row in found]
    assert rows(client, "datasets", commune="tra-cau", group="digital-society") == [
        get(client, "datasets/tra-cau-digital-society")
    ]


def test_a_dataset_shows_its_newest_version(client):
    dataset = get(client, "datasets/tra-cau-digital-society")
    release = get(client, f"releases/{dataset['release']}")
    assert dataset["released_at"] == release["released_at"]
    brought = {row["release"] for row in rows(client, "observations", dataset=dataset["slug"])}
    newest = next(row for row in rows(client, "releases", commune="tra-cau") if row["id"] in brought)
    assert newest["id"] == dataset["release"]
    assert dataset["rows"] == get(client, "observations", dataset=dataset["slug"], limit=1)["total"]


def test_its_files_are_those_that_lie_there(client, demo):
    dataset = get(client, "datasets/tra-cau-digital-society")
    assert dataset["files"]
    for file in dataset["files"]:
        path = f"{dataset['slug']}/{dataset['version']}/{file['name']}"
        assert file["url"] == f"http://localhost/datasets/{path}"
        content = (demo.files / path).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), sha256(content).hexdigest())
