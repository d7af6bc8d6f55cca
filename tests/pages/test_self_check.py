"""The self-check: what it advises, that it keeps nothing, that it works without JavaScript and prints on one page."""

import csv
import hashlib
import logging
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.domain.self_check import Answer, load_questions, read_answers, unanswered, weigh
from portal.settings import DATA
from tests.html import CheckedPage, check

PATH = "/readiness/check"
QUESTIONS = load_questions(DATA)
VILLAGE = "?village=tra-cau/to-dan-pho-7"
A4 = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "12mm")}


def answers(default: str = "yes", **others: str) -> dict[str, str]:
    return {question.code: default for question in QUESTIONS} | others


def send(client, given: dict[str, str], path: str = PATH, status: int = 200) -> CheckedPage:
    with client.post(path, data=given) as response:
        assert response.status_code == status
        return check(response.get_data(as_text=True), path)


def steps(page: CheckedPage) -> list[str]:
    found = page.find("ol", class_="steps")
    return [page.words_of(h3) for ol in found for h3 in ol.iter("h3")]


def test_there_are_twelve_questions_over_all_four_elements_in_both_languages():
    assert len(QUESTIONS) == 12
    assert list(dict.fromkeys(q.element for q in QUESTIONS)) == ["identity", "device", "skill", "account"]
    assert sorted(q.order for q in QUESTIONS) == list(range(1, 13))
    for question in QUESTIONS:
        for name in ("question", "hint", "step", "do", "where", "time", "help"):
            assert getattr(question, name)
            assert getattr(question, f"{name}_en")
        assert bool(question.check) == bool(question.check_en)


def test_no_step_names_a_telephone_that_may_change():
    """What stands in the file stays true: an office, an app, a portal; never a number to call."""
    for question in QUESTIONS:
        for text in (question.do, question.where, question.help, question.do_en):
            assert not re.search(r"\d{3,}", text), text


def test_steps_come_in_the_order_of_use_and_are_three_at_most():
    outcome = weigh(read_answers(answers("no"), QUESTIONS), QUESTIONS)
    assert [step.code for step in outcome.steps] == ["phone", "vneid", "team"]
    assert (outcome.have, outcome.asked, outcome.later) == (0, 12, 9)


def test_what_is_not_sure_is_a_step_as_what_is_not_there():
    outcome = weigh(read_answers(answers(signature="unsure", scan="no"), QUESTIONS), QUESTIONS)
    assert [step.code for step in outcome.steps] == ["scan", "signature"]
    assert outcome.later == 0


def test_elements_are_counted_from_yes_alone():
    outcome = weigh(read_answers(answers(vneid="no", health="unsure"), QUESTIONS), QUESTIONS)
    assert {part.element: (part.have, part.asked) for part in outcome.parts} == {
        "identity": (1, 2),
        "device": (1, 1),
        "skill": (6, 6),
        "account": (2, 3),
    }


def test_an_answer_that_is_none_of_the_three_is_no_answer():
    read = read_answers(answers() | {"vneid": "maybe", "nobody": "yes"}, QUESTIONS)
    assert [question.code for question in unanswered(read, QUESTIONS)] == ["vneid"]
    assert set(read.values()) == {Answer.YES}


def test_the_result_says_what_to_do_where_how_long_and_who_helps(client):
    page = send(client, answers(vneid="no", payment="no"))
    assert steps(page) == ["Đăng ký VNeID mức 2", "Trả thử một khoản nhỏ qua mạng"]
    for words in ("Bạn có 10 trên 12 điều", "Trụ sở công an xã, phường", "Mất bao lâu", "Ai giúp"):
        assert words in page.text


def test_whoever_is_not_sure_is_told_how_to_see(client):
    assert "Kiểm tra trước: Mở ứng dụng VNeID" in send(client, answers(vneid="unsure")).text
    assert "Kiểm tra trước:" not in send(client, answers(vneid="no")).text


def test_whoever_has_everything_gets_no_step(client):
    page = send(client, answers())
    assert steps(page) == []
    assert "Bạn đã có đủ 12 điều" in page.text


def test_unanswered_questions_are_listed_and_the_answers_kept(client):
    given = answers()
    del given["fraud"]
    page = send(client, given, status=422)
    (summary,) = page.find("div", class_="error-summary")
    assert [a.get("href") for a in summary.iter("a")] == ["#fraud"]
    assert page.find("input", id="fraud", type="radio"), "the link leads to the first choice"
    checked = {(i.get("name"), i.get("value")) for i in page.find("input") if i.get("checked") is not None}
    assert checked == set(given.items())
    assert page.find("title")[0].text.startswith("Còn thiếu câu trả lời")


def test_the_team_of_the_readers_village_is_named_and_the_village_stays_in_the_address(client):
    page = send(client, answers("no"), PATH + VILLAGE)
    assert "Ai giúp bạn ở Tổ dân phố 7" in page.text
    assert "Nhà sinh hoạt cộng đồng Tổ dân phố 7" in page.text
    assert "Số liệu minh họa" in page.text
    (form,) = page.find("form", method="post")
    assert form.get("action") == PATH + VILLAGE


def test_without_a_village_or_with_one_that_is_not_there_no_team_is_named(client):
    for path in (PATH, f"{PATH}?village=tra-cau/nowhere"):
        assert "Ai giúp bạn ở" not in send(client, answers("no"), path).text


def test_a_portal_without_figures_has_the_check_too(bare_app):
    assert len(steps(send(bare_app.test_client(), answers("no")))) == 3


def test_the_answer_may_be_stored_by_nobody_and_sets_no_cookie(client):
    for given, status in ((answers("no"), 200), ({}, 422)):
        with client.post(PATH, data=given) as response:
            assert response.status_code == status
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert "Set-Cookie" not in response.headers
            assert "ETag" not in response.headers
            assert "Access-Control-Allow-Origin" not in response.headers


def test_no_answer_stands_in_an_address_of_the_result(client):
    page = send(client, answers("unsure"))
    assert not [link for link in page.links if "unsure" in link]
    assert page.find("form", method="post")[0].get("action") == PATH


def test_nothing_is_written_and_nothing_logged(demo, caplog, tmp_path):
    """The store and the folders are byte for byte as before; what the application logs is empty."""
    with demo.running_app(SPOOL_DIR=str(tmp_path / "spool")) as app, caplog.at_level(logging.DEBUG):
        before = _prints(demo)
        send(app.test_client(), answers("unsure"))
        assert _prints(demo) == before
    assert not list(tmp_path.rglob("*"))
    assert "unsure" not in caplog.text


def _prints(demo) -> dict[str, str]:
    """Every file of the installation with its checksum, the databases among them where they are files."""
    databases = [
        Path(store.url.database) for store in (demo.public, demo.desk) if store.url.get_backend_name() == "sqlite"
    ]
    files = [*databases, *(path for path in demo.files.rglob("*") if path.is_file())]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_check_is_as_open_under_a_limit_on_programs(demo):
    with demo.running_app(RATE_LIMIT="1 per hour") as app:
        client = app.test_client()
        for _ in range(3):
            send(client, answers())


def test_in_english_everything_is_english(client):
    page = send(client, answers("no"), f"/en{PATH}")
    assert steps(page) == ["Get a phone that can get online", "Register VNeID level 2", QUESTIONS_EN["team"]]
    assert "Who helps" in page.text


QUESTIONS_EN = {question.code: question.step_en for question in QUESTIONS}


def test_the_page_says_truthfully_that_nothing_is_kept(page):
    shown = page(PATH)
    assert "Không ai lưu câu trả lời của bạn." in shown.text
    assert {form.get("method") for form in shown.find("form", class_="check")} == {"post"}
    assert not [i for i in shown.find("input") if i.get("type") in {"text", "tel", "email"}]


def test_the_file_is_read_as_it_is_written():
    with (DATA / "self_check.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert codes == {question.code for question in QUESTIONS}


def fill(page, choice: int) -> None:
    for group in page.locator("form.check fieldset").all():
        group.locator("input").nth(choice).check()


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize("choice", [1, 2])
def test_the_longest_result_prints_on_one_page_without_javascript(open_page, lang, choice):
    page = open_page(f"{lang}{PATH}{VILLAGE}", java_script_enabled=False)
    fill(page, choice)
    page.locator("form.check button").click()
    expect(page.locator(".steps > li")).to_have_count(3)
    assert page.url.endswith(VILLAGE), "no answer is in the address"
    assert page.context.cookies() == []
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(**A4))) == 1


def test_the_check_is_walked_by_keyboard(open_page):
    page = open_page(PATH, width=360)
    page.locator("#vneid").focus()
    for _ in QUESTIONS:
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") == "no"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".steps > li")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_longer_than_any_answer_is_not_read(client):
    with client.post(PATH, data={"phone": "a" * 20_000}) as response:
        assert response.status_code == 413
