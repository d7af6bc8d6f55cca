from collections import Counter

from tests.api.reading import get, rows

FIELDS = ("indicator", "comparator", "value", "value_high", "year", "citation")


def test_there_are_107_targets(client):
    found = rows(client, "targets")
    assert Counter(row["plan"] for row in found) == {
        "tra-cau": 81,
        "phuoc-binh": 20,
        "dak-cam": 3,
        "tan-lap": 2,
        "thuong-hong": 1,
    }


def test_one_answer_has_all_81_of_tra_cau(client):
    answer = get(client, "targets", plan="tra-cau")
    assert (answer["total"], len(answer["data"]), answer["next"]) == (81, 81, None)
    assert all(set(FIELDS) <= row.keys() for row in answer["data"])
    assert all(row["citation"] for row in answer["data"])


def test_the_vneid_target_of_2030_says_that_it_is_below_that_of_2025(client):
    target = get(client, "targets/tra-cau-vneid-level2-2030")
    assert (target["comparator"], target["value"], target["year"]) == (">=", 80.0, 2030)
    assert "2025" in target["note"]
    assert "85" in target["note"]
    assert "2025" in target["note_en"]


def test_a_range_has_two_ends_and_nothing_else_has(client):
    for row in rows(client, "targets"):
        assert (row["comparator"] == "range") == (row["value_high"] is not None)


def test_an_undated_target_has_no_year(client):
    undated = [row for row in rows(client, "targets", plan="tra-cau") if row["year"] is None]
    assert [row["id"] for row in undated] == ["tra-cau-open-data-published-undated"]


def test_filters_narrow_and_combine(client):
    assert {row["year"] for row in rows(client, "targets", year=2030)} == {2030}
    assert {row["plan"] for row in rows(client, "targets", commune="25220")} == {"phuoc-binh"}
    vneid = rows(client, "targets", indicator="vneid-level2", plan="tra-cau")
    assert [row["year"] for row in vneid] == sorted(row["year"] for row in vneid)
    assert rows(client, "targets", plan="tra-cau", commune="dak-cam") == []
