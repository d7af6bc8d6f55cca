from tests.api.reading import get, rows


def test_goals_are_those_of_the_plan_in_the_order_of_its_document(client):
    found = rows(client, "goals", plan="tra-cau")
    assert {row["plan"] for row in found} == {"tra-cau"}
    assert found[0] == get(client, "goals/tra-cau-ii-1-1")
    assert found == [row for row in rows(client, "goals") if row["plan"] == "tra-cau"]


def test_goals_can_be_asked_for_by_commune_and_year(client):
    dated = [row for row in rows(client, "goals") if row["year"] is not None]
    assert dated
    year = dated[0]["year"]
    assert rows(client, "goals", year=year) == [row for row in dated if row["year"] == year]
    assert rows(client, "goals", commune="dak-cam") == rows(client, "goals", plan="dak-cam")


def test_a_plan_without_goals_has_none(client):
    assert rows(client, "goals", plan="thuong-hong") == []
