from tests.api.reading import get, refusal, rows


def test_every_dataset_shows_the_newest_of_its_versions(client):
    newest = [row for row in rows(client, "versions") if row["newest"]]
    shown = [
        (row["slug"], row["version"], row["release"], row["rows"], row["files"]) for row in rows(client, "datasets")
    ]
    assert [(row["dataset"], row["number"], row["release"], row["rows"], row["files"]) for row in newest] == shown


def test_a_version_came_with_its_release(client):
    releases = {row["id"]: row for row in rows(client, "releases")}
    for row in rows(client, "versions", commune="tra-cau"):
        release = releases[row["release"]]
        assert (row["released_at"], row["kind"], row["commune"]) == (
            release["released_at"],
            release["kind"],
            release["commune"],
        )


def test_versions_can_be_asked_for_by_dataset_and_by_release(client):
    of_dataset = rows(client, "versions", dataset="tra-cau-digital-society")
    assert [row["released_at"] for row in of_dataset] == sorted((r["released_at"] for r in of_dataset), reverse=True)
    made = rows(client, "versions", release="tra-cau-r5")
    assert {row["dataset"] for row in made} >= {"tra-cau-digital-society"}
    assert {row["release"] for row in made} == {"tra-cau-r5"}


def test_as_of_shows_what_was_out_and_what_was_the_newest_then(client):
    then = rows(client, "versions", dataset="tra-cau-digital-society", as_of="tra-cau-r3")
    now = rows(client, "versions", dataset="tra-cau-digital-society")
    assert [row["number"] for row in then] == [row["number"] for row in now][-len(then) :]
    assert [row["newest"] for row in then] == [True] + [False] * (len(then) - 1)
    assert len(then) < len(now)
    dataset = get(client, "datasets/tra-cau-digital-society", as_of="tra-cau-r3")
    assert (dataset["version"], dataset["release"]) == (then[0]["number"], "tra-cau-r3")


def test_before_the_first_release_there_is_no_dataset_and_no_version(client):
    for name in ("datasets", "versions", "files"):
        assert rows(client, name, as_of="2025-01-01") == []
    refusal(client, "versions/tra-cau-digital-society/1.0.0?as_of=2025-01-01", 404)


def test_what_is_asked_for_must_be_there(client):
    assert "/api/v1/releases" in refusal(client, "versions?release=none")["detail"]
    assert refusal(client, "versions?dataset=none")["parameter"] == "dataset"
    assert refusal(client, "versions?as_of=then")["parameter"] == "as_of"
