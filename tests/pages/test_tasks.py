"""Tasks by the "5 rõ": what a reader sees of each, and how many leave what unclear."""

import csv
import io

import pytest

PLANS = ("dak-cam", "tra-cau", "thuong-hong", "phuoc-binh", "tan-lap")
WORDS = {
    "who": "chưa rõ cơ quan thực hiện",
    "answers": "chưa rõ ai chịu trách nhiệm chính",
    "when": "chưa rõ thời hạn",
    "product": "chưa có sản phẩm, minh chứng",
}


def test_an_unknown_task_is_not_called_undone(page) -> None:
    shown = page("/plans/tra-cau/tasks")
    assert "không có nghĩa là việc chưa làm" in shown.text
    assert len(shown.find("li", class_="task")) == 64


@pytest.mark.parametrize("slug", PLANS)
@pytest.mark.parametrize("what", WORDS)
def test_what_is_not_clear_is_counted_listed_and_said_of_each_task(page, client, slug: str, what: str) -> None:
    rows = client.get(f"/plans/{slug}/tasks.json").json["data"]
    tasks = [row for row in rows if row["kind"] == "task"]
    lacking = [row["id"] for row in tasks if what in row["unclear"]]
    said = f"{len(lacking)} trên {len(tasks)} nhiệm vụ {WORDS[what]}"
    assert said in page(f"/plans/{slug}/tasks").text
    narrowed = page(f"/plans/{slug}/tasks?unclear={what}")
    listed = narrowed.find("li", class_="task")
    assert [li.get("id") for li in listed] == lacking
    assert all(WORDS[what] in narrowed.words_of(li) for li in listed)


def test_a_task_without_a_day_is_unclear_and_one_with_a_day_is_not(client) -> None:
    rows = client.get("/plans/dak-cam/tasks.json").json["data"]
    for row in rows:
        if row["kind"] == "task":
            assert ("when" in row["unclear"]) == (row["due"] is None)
            assert ("product" in row["unclear"]) == (not row["evidence"])
        else:
            assert row["unclear"] == []


def test_the_rules_stand_on_the_page(page) -> None:
    text = page("/plans/dak-cam/tasks").text
    assert "“Các cơ quan, đơn vị liên quan” không phải là tên một cơ quan." in text
    assert "đúng một cơ quan chủ trì" in text


def test_tasks_can_be_narrowed_to_a_body_in_either_language(page) -> None:
    for path in ("/plans/dak-cam/tasks?body=cong-an-phuong", "/en/plans/dak-cam/tasks?body=cong-an-phuong"):
        assert 0 < len(page(path).find("li", class_="task")) < 108
    assert "Công an phường" in page("/plans/dak-cam/tasks?body=cong-an-phuong").text


def test_from_a_task_the_body_that_answers_is_one_click_away(page) -> None:
    shown = page("/plans/tra-cau/tasks?kind=task")
    links = [link for task in shown.find("li", class_="task") for a in task.iter("a") if (link := a.get("href"))]
    bodies = {link for link in links if "/bodies/" in link}
    assert "/plans/tra-cau/bodies/uy-ban-mat-tran-to-quoc-viet-nam-phuong" in bodies
    for link in bodies:
        page(link)


def test_the_tables_rows_are_the_apis_tasks_with_what_is_not_clear(client) -> None:
    rows = client.get("/plans/tra-cau/tasks.json").json["data"]
    assert [{k: v for k, v in row.items() if k != "unclear"} for row in rows] == client.get(
        "/api/v1/tasks?plan=tra-cau"
    ).json["data"]
    text = client.get("/plans/tra-cau/tasks.csv?kind=responsibility").get_data(as_text=True)
    assert len(list(csv.DictReader(io.StringIO(text)))) == 11
