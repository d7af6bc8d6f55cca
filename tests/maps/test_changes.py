"""From what a change is reckoned, and what a map says of villages and periods that have none."""

import json

import pytest

from maps.changes import Obstacle, choose_earlier, find_obstacle
from maps.colours import scale_of_changes
from portal.domain.observations import Status
from tests.builders import make_indicator

MAP = "/maps/phuoc-binh/vneid-level2"
WITHOUT_CHANGE = {"withheld", "missing", "not-compared"}


@pytest.fixture
def content(client):
    return lambda query, path=MAP: json.loads(client.get(f"{path}.json?{query}").data)


@pytest.mark.parametrize(
    ("earlier", "later", "obstacle"),
    [
        ("2025-10", "2026-10", None),
        ("2025-Q4", "2026-Q1", None),
        (None, "2026-10", Obstacle.NO_EARLIER),
        ("2025", "2026-10", Obstacle.UNLIKE),
        ("2026-12", "2026", Obstacle.UNLIKE),
        ("2026-10", "2026-10", Obstacle.NOT_EARLIER),
        ("2026-10", "2025-08", Obstacle.NOT_EARLIER),
    ],
)
def test_a_change_is_reckoned_from_an_earlier_period_of_the_same_length_alone(earlier, later, obstacle):
    assert find_obstacle(earlier, later) is obstacle


def test_unless_asked_otherwise_it_is_reckoned_from_a_year_before_else_from_the_oldest_of_its_kind():
    periods = ["2026-10", "2026-Q3", "2026-09", "2025-10", "2025-07", "2025-Q2"]
    assert choose_earlier("2026-10", periods) == "2025-10"
    assert choose_earlier("2026-09", periods) == "2025-07"
    assert choose_earlier("2026-Q3", periods) == "2025-Q2"
    assert choose_earlier("2025-07", periods) is None


@pytest.mark.parametrize(
    ("query", "note", "made"),
    [
        (
            "period=2025-08&against=2026-10",
            "Không tính thay đổi: tháng 10/2026 không trước tháng 8/2025.",
            "không tính thay đổi: tháng 10/2026 không trước tháng 8/2025",
        ),
        (
            "against=2025",
            "Không tính thay đổi giữa năm 2025 và tháng 10/2026: hai kỳ dài ngắn khác nhau.",
            "không tính thay đổi: hai kỳ dài ngắn khác nhau",
        ),
        ("period=2025-07", "Chưa có kỳ trước để so sánh.", "không tính thay đổi: chưa có kỳ trước"),
    ],
)
def test_where_no_change_can_be_reckoned_every_village_with_a_figure_says_why(content, query, note, made):
    found = content(f"view=change&{query}")
    assert note in found["notes"]
    known = [place for place in found["places"] if place["value"] is not None]
    assert known
    for place in known:
        assert (place["class"], place["made"]) == ("not-compared", made)
        assert place["label"].endswith(f", {made}")
    legend = {step["class"]: step["count"] for step in found["legend"] if step["count"]}
    assert legend["not-compared"] == len(known)
    assert legend.keys() <= WITHOUT_CHANGE


def test_a_village_whose_earlier_figure_is_withheld_says_so_beside_its_figure(content):
    found = content("view=change&period=2026-10&against=2025-10", "/maps/tra-cau/digital-accounts")
    hidden = [p for p in found["places"] if p["class"] == "withheld" and p["value"] is not None]
    assert hidden, "one is withheld in the earlier period alone"
    assert all(p["label"].endswith(", không so sánh được: không công bố để bảo vệ riêng tư") for p in hidden)


def test_features_of_a_change_keep_the_status_of_the_figure_they_carry(client):
    query = "view=change&period=2026-10&against=2025-10"
    features = json.loads(client.get(f"/maps/tra-cau/digital-accounts.geojson?{query}").data)["features"]
    told = [f["properties"] for f in features if f["properties"]["kind"] == "village"]
    assert all((p["value"] is None) == (p["status"] in {"withheld", "missing"}) for p in told)


def test_by_itself_the_form_asks_for_the_change_of_a_year_whatever_the_period_shown(page):
    def chosen(query):
        (against,) = page(f"{MAP}?{query}").find("select", id="map-against")
        options = against.findall("option")
        return [o.get("value") for o in options if "selected" in o.attrib], [o.get("value") for o in options]

    assert chosen("view=change") == ([], chosen("view=change&period=2026-08")[1])
    assert chosen("view=change&against=2026-03")[0] == ["2026-03"]
    assert "2026-10" not in chosen("view=change")[1], "nothing is later than the newest"


def test_distances_from_a_target_that_there_is_none_of_are_said_to_be_values(content):
    said = "Không có chỉ tiêu để so sánh, nên bản đồ tô màu theo giá trị."
    without = content("view=target")
    assert (without["view"], said in without["notes"]) == ("value", True)
    assert said not in content("view=target", "/maps/tra-cau/vneid-level2")["notes"]
    assert said not in content("view=value")["notes"]


@pytest.mark.parametrize(
    ("unit", "change", "name"),
    [("percent", 7, "rise-2"), ("percent", 21, "rise-4"), ("index", 0.07, "rise-2"), ("count", 150, "rise-3")],
)
def test_what_a_change_is_depends_on_the_unit(unit, change, name):
    assert scale_of_changes(make_indicator(unit=unit)).paint(Status.NORMAL, change).name == name
