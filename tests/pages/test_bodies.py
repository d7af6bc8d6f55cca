"""Who answers for what: the bodies of a plan, each with its own page."""

import pytest

PLANS = ("dak-cam", "tra-cau", "thuong-hong", "phuoc-binh", "tan-lap")


@pytest.mark.parametrize("slug", PLANS)
def test_every_body_of_a_plan_has_a_page_in_both_languages(page, client, slug: str) -> None:
    rows = client.get(f"/plans/{slug}/bodies.json").json["data"]
    links = page(f"/plans/{slug}/bodies").links
    for row in rows:
        assert f"/plans/{slug}/bodies/{row['body']}" in links
        assert row["name"] in page(f"/plans/{slug}/bodies/{row['body']}").text
        assert row["name_en"] in page(f"/en/plans/{slug}/bodies/{row['body']}").text


def test_a_bodys_counts_are_those_of_its_tasks(client, page) -> None:
    tasks = client.get("/plans/dak-cam/tasks.json?body=cong-an-phuong").json["data"]
    (body,) = [r for r in client.get("/plans/dak-cam/bodies.json").json["data"] if r["body"] == "cong-an-phuong"]
    assert body["leads"] + body["partner_in"] == len(tasks) == 3
    for state in ("done", "in-progress", "not-started", "overdue", "unknown"):
        assert body[state] == sum(task["state"] == state for task in tasks)
    shown = page("/plans/dak-cam/bodies/cong-an-phuong")
    assert "/plans/dak-cam/tasks?body=cong-an-phuong" in shown.links
    assert {f"/plans/dak-cam/tasks#{task['id']}" for task in tasks} <= set(shown.links)
    rows = client.get("/plans/dak-cam/bodies/cong-an-phuong.json").json["data"]
    assert {row["task"]: row["state"] for row in rows} == {task["id"]: task["state"] for task in tasks}


def test_who_reports_and_who_is_reported_to_is_told_with_the_day(page) -> None:
    reporter = "cac-co-quan-don-vi-truc-thuoc-uy-ban-nhan-dan-phuong"
    shown = page(f"/plans/dak-cam/bodies/{reporter}")
    assert [shown.words_of(h) for h in shown.find("h2")] == ["Chủ trì", "Phải gửi báo cáo"]
    assert "Báo cáo hằng tháng (trước ngày 20 hằng tháng; Mục IV.1, ý 3)" in shown.text
    assert "Nhận báo cáo" in page("/plans/dak-cam/bodies/uy-ban-nhan-dan-phuong").text


def test_a_body_that_the_plan_does_not_name_is_not_found(page) -> None:
    page("/plans/dak-cam/bodies/nobody", status=404)
    page("/plans/nowhere/bodies", status=404)
