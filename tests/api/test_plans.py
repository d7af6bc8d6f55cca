from tests.api.reading import get, rows


def test_the_five_plans_are_there(client):
    slugs = [row["slug"] for row in rows(client, "plans")]
    assert sorted(slugs) == ["dak-cam", "phuoc-binh", "tan-lap", "thuong-hong", "tra-cau"]


def test_what_the_document_leaves_blank_is_null(client):
    assert get(client, "plans/phuoc-binh")["number"] == "09-KH/ĐU"
    plan = get(client, "plans/dak-cam")
    assert (plan["number"], plan["issued_on"]) == (None, None)


def test_a_commune_has_its_plans(client):
    for ref in ("tra-cau", "21451"):
        assert [row["slug"] for row in rows(client, "plans", commune=ref)] == ["tra-cau"]
