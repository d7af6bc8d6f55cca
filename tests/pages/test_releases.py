"""The list of releases."""


def test_a_correction_gives_its_reason(page):
    listed = page("/releases")
    assert "Đính chính" in listed.text
    assert "Lý do:" in listed.text


def test_each_release_has_a_place_of_its_own_on_the_page(page):
    listed = page("/releases?commune=tan-lap")
    ids = [item.get("id") for item in listed.find("ul", class_="releases")[0].findall("li")]
    assert "tan-lap-r1" in ids
    assert all(name.startswith("tan-lap-r") for name in ids)


def test_releases_can_be_downloaded_with_the_same_filter(client):
    rows = client.get("/releases.json?commune=tan-lap").get_json()["data"]
    assert {row["commune"] for row in rows} == {"24121"}
    assert [row["released_at"] for row in rows] == sorted((row["released_at"] for row in rows), reverse=True)


def test_an_unknown_commune_is_refused(client):
    assert client.get("/releases?commune=nowhere").status_code == 400
    assert client.get("/releases.json?commune=nowhere").content_type == "application/problem+json"
