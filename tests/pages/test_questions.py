"""Asking and reporting as a reader meets it: what is refused kindly, what is sent, what is told when nothing can be."""

import re
import shutil

import pytest

from portal import spool
from portal.domain.feedback import due_day
from portal.pages import sending
from tests.asking import QUESTION, ask, make_token, receipt_of
from tests.html import check

VILLAGE = {"commune": "tra-cau", "village": "to-dan-pho-7", "technology": "none", "network": "", "inside": "both"}


@pytest.fixture
def open_app(demo, tmp_path):
    """The public application over the demonstration, with a desk that takes what is sent."""
    spool.open_spool(tmp_path / "spool", "the desk's")
    with demo.running_app(SPOOL_DIR=str(tmp_path / "spool")) as app:
        yield app


@pytest.fixture
def taken(tmp_path):
    """What the desk would take in."""
    return lambda: list(spool.take(tmp_path / "spool", spool.private_key("the desk's")))


def test_a_question_goes_sealed_to_the_desk_with_what_it_is_about(open_app, taken):
    answer = ask(open_app, about="/en/observations/vneid-level2/21451-07/2026-09", email="a@example.vn")
    assert answer.status_code == 303
    (message,) = taken()
    assert message.kind == "question"
    said = message.content
    assert (said["commune"], said["locality"], said["about_kind"]) == ("21451", "21451-07", "observation")
    assert (said["text"], said["address"]) == (QUESTION, "a@example.vn")
    assert said["about_path"] == "/observations/vneid-level2/21451-07/2026-09"
    assert "192.0.2.1" not in str(said)


def test_a_page_that_names_no_commune_asks_for_one(open_app, taken):
    assert ask(open_app, about="/indicators/vneid-level2").status_code == 422
    assert ask(open_app, about="/indicators/vneid-level2", commune="tra-cau").status_code == 303
    assert taken()[0].content["commune"] == "21451"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "ngắn"}, "ít nhất 10 ký tự"),
        ({"text": "a" * 2001}, "dài quá 2000"),
        ({"text": "xem http://a.vn http://b.vn www.c.vn đi"}, "tối đa 2 liên kết"),
        ({"email": "khong phai thu"}, "chưa đúng"),
        ({sending.TRAP: "http://spam.example"}, "phải để trống"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(open_app, taken, fields, said):
    answer = ask(open_app, **({"about": "/plans/tra-cau"} | fields))
    assert answer.status_code == 422
    assert said in answer.text
    assert fields.get("text", QUESTION)[:1900] in answer.text
    check(answer.text, "/questions/ask")
    assert taken() == []


@pytest.mark.parametrize(("ago", "said"), [(0, "gửi hơi nhanh"), (25 * 3600, "mở quá lâu")])
def test_too_fast_or_too_late_is_told_with_the_text_kept_and_a_new_try(open_app, taken, ago, said):
    answer = ask(open_app, about="/plans/tra-cau", ago=ago)
    assert answer.status_code == 422
    assert said in answer.text
    assert QUESTION in answer.text
    assert taken() == []


def test_a_text_that_was_changed_after_it_was_looked_over_is_shown_again(open_app, taken):
    parts = {"about": "/plans/tra-cau", "text": QUESTION, "address": "", "commune": ""}
    with open_app.test_request_context():
        token = make_token("question", parts, ago=5)
    changed = parts | {"text": "Mua thuốc giảm cân ở đây nhé", "token": token, "step": "send"}
    assert open_app.test_client().post("/questions/ask", data=changed).status_code == 422
    assert taken() == []


def test_one_address_may_send_five_an_hour(open_app, taken):
    for number in range(5):
        assert ask(open_app, about="/plans/tra-cau", text=f"{QUESTION} ({number})").status_code == 303
    refused = ask(open_app, about="/plans/tra-cau", text=f"{QUESTION} (6)")
    assert refused.status_code == 429
    assert f"{QUESTION} (6)" in refused.text
    assert ask(open_app, about="/plans/tra-cau", address="192.0.2.5").status_code == 303
    assert len(taken()) == 6


def test_the_receipt_says_until_when_it_is_answered(open_app):
    client = open_app.test_client()
    code = receipt_of(ask(open_app, about="/plans/tra-cau"))
    answer = client.get(f"/questions/receipt?code={code}&sent=1")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    page = answer.text
    check(page, "/questions/receipt")
    assert code in page
    assert f"{due_day(sending.day_now()):%d/%m/%Y}".lstrip("0").replace("/0", "/") in page.replace("/0", "/")
    assert "không đúng" in client.get(f"/questions/receipt?code={code[:-1]}x").text or code.endswith("x")


def test_the_form_is_the_same_for_everyone_and_what_is_sent_is_kept_by_no_cache(open_app):
    client = open_app.test_client()
    first, second = (client.get("/questions/ask?about=/plans/tra-cau") for _ in range(2))
    assert first.data == second.data
    assert "public" in first.headers["Cache-Control"]
    sent = client.post("/questions/ask", data={"about": "/plans/tra-cau", "text": QUESTION})
    assert sent.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in sent.headers


def test_without_a_desk_the_page_says_so_and_where_to_write(demo, tmp_path):
    with demo.running_app(SPOOL_DIR=str(tmp_path / "none"), CONTACT_EMAIL="hoi@example.vn") as app:
        page = app.test_client().get("/questions/ask?about=/plans/tra-cau")
        assert page.status_code == 200
        assert "hoi@example.vn" in page.text
        assert "<textarea" not in page.text
        sent = app.test_client().post("/questions/ask", data={"about": "/plans/tra-cau", "text": QUESTION})
        assert sent.status_code == 503
        assert QUESTION in sent.text


def test_a_full_disk_is_told_with_the_text_kept(open_app, taken, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    answer = ask(open_app, about="/plans/tra-cau")
    assert answer.status_code == 503
    assert QUESTION in answer.text
    assert taken() == []


def test_every_page_leads_to_asking_about_it_and_forms_and_errors_do_not(page, client):
    for path in ("/localities/tra-cau", "/plans/tra-cau", "/observations/vneid-level2/21451/2026-09"):
        assert f"/questions/ask?about={path}" in page(path).links
    assert "about=/en/plans/tra-cau" in client.get("/en/plans/tra-cau").text
    for path in ("/questions/ask", "/signal", "/no/such/page"):
        assert "/questions/ask?about=" not in client.get(path).text


def test_a_report_carries_no_address_but_a_mark_of_the_day(open_app, taken):
    assert ask(open_app, "/signal", **VILLAGE).status_code == 303
    assert ask(open_app, "/signal", **VILLAGE).status_code == 303
    assert ask(open_app, "/signal", address="192.0.2.2", **VILLAGE).status_code == 303
    first, again, other = (message.content for message in taken())
    assert (first["locality"], first["network"], first["technology"]) == ("21451-07", "unsaid", "none")
    assert first["mark"] == again["mark"] != other["mark"]
    assert re.fullmatch("[0-9a-f]{64}", first["mark"])
    assert "192.0.2" not in str(first)


@pytest.mark.parametrize("field", ["village", "technology", "inside"])
def test_a_report_without_what_it_needs_is_not_taken(open_app, taken, field):
    answer = ask(open_app, "/signal", **(VILLAGE | {field: "x"}))
    assert answer.status_code == 422
    check(answer.text, "/signal")
    assert taken() == []
