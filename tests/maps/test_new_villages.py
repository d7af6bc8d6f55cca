"""What a map of a change says of villages that were not there yet, and what every map's first sentence says."""

import json
from dataclasses import replace

from maps import telling
from maps.scene import load_scene
from portal.domain.indicators import get_indicator
from portal.domain.localities import get_commune
from tests.conftest import NOW

MAP = "/maps/phuoc-binh/vneid-level2"
CHANGE = "view=change&period=2026-10&against=2025-10"


def test_a_village_of_a_merger_since_is_told_as_new_and_never_as_one_without_figures(client, demo):
    content = json.loads(client.get(f"{MAP}.json?{CHANGE}").data)
    merged = next(place for place in content["places"] if place["code"] == "25220-12")
    assert merged["class"] == "not-compared"
    counts = {step["class"]: step["count"] for step in content["legend"]}
    assert (counts["not-compared"], counts["missing"]) == (4, 0)
    assert merged["made"] == "lập sau tháng 10/2025, không tính thay đổi"
    assert "chưa có số liệu" not in merged["label"]
    assert "Có 4 thôn, tổ dân phố lập sau tháng 10/2025, không tính thay đổi." in content["notes"]


def test_nothing_is_new_where_both_periods_have_the_same_villages(client, demo):
    said = client.get(f"{MAP}.json?view=change&period=2026-10&against=2026-09").get_data(as_text=True)
    assert "không tính thay đổi" not in said


def test_the_text_alternative_says_what_the_colours_go_by(client, demo):
    for query, said in [
        ("", "mỗi nơi một màu theo giá trị."),
        ("?view=change", "mỗi nơi một màu theo mức thay đổi."),
        ("?view=target", "mỗi nơi một màu theo mức còn thiếu so với chỉ tiêu."),
    ]:
        assert said in client.get(f"/maps/tra-cau/vneid-level2.svg{query}").get_data(as_text=True)


def test_a_map_is_made_up_where_the_figure_of_the_whole_commune_is(client, demo):
    with demo.public.session() as session:
        commune = get_commune(session, "tra-cau", on=NOW)
        indicator = get_indicator(session, "vneid-level2")
        scene = replace(load_scene(session, commune, indicator), places=[])
        assert scene.whole.dataset.illustrative
        assert scene.illustrative
        assert not replace(scene, whole=None).illustrative


def test_a_commune_without_villages_is_not_told_as_a_map_of_none_in_colours(app, demo):
    with demo.public.session() as session, app.test_request_context("/"):
        scene = load_scene(session, get_commune(session, "tra-cau", on=NOW), get_indicator(session, "vneid-level2"))
        assert telling.tell(scene).startswith("Bản đồ 36 thôn, tổ dân phố, mỗi nơi một màu")
        assert "mỗi nơi một màu" not in telling.tell(replace(scene, places=[]))
