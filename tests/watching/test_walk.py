"""A walk through what readers and officers type: none of it stands in any line of the log."""

import json
import re
import urllib.parse

import pytest

TYPED = {
    "searched": "Trịnh Thị Ngọc Ẩn",
    "asked": "Vì sao nhà bà Kiều Diễm Xưa không có sóng?",
    "mail": "nguoi.hoi.rieng@thu.example.vn",
    "receipt": "20261122-receiptnobodyknows",
    "token": "20991231-tokenofsomebodyalone",
    "user": "can.bo.bi.mat",
    "password": "mat-khau-khong-ai-biet",
    "code": "481516",
    "village": "tra-cau/to-dan-pho-7",
    "agent": "TheBrowserOfMrs/Xưa",
    "cookie": "trackedcookievalue",
    "client": "198.51.100.77",
    "number": "given-number-of-a-client",
}


def variants(said: str) -> set[str]:
    """As it is, as an address writes it, as JSON escapes it."""
    return {said, urllib.parse.quote(said), urllib.parse.quote_plus(said), json.dumps(said)[1:-1]}


def form(**fields: str) -> str:
    return urllib.parse.urlencode(fields)


@pytest.fixture(scope="module")
def walked(server):
    """The log after the walk, and the lines that it has."""
    said = {"User_Agent": TYPED["agent"].encode(), "Cookie": f"a={TYPED['cookie']}", "X_Request_Id": TYPED["number"]}
    said |= {"X_Forwarded_For": TYPED["client"], "Referer": f"https://a.example/?q={TYPED['receipt']}"}
    posted = said | {"Content_Type": "application/x-www-form-urlencoded"}
    search = urllib.parse.quote(TYPED["searched"])
    for path in (
        f"/search?q={search}",
        f"/en/search?q={search}",
        f"/find?q={search}",
        f"/localities?q={search}",
        f"/questions/receipt?code={TYPED['receipt']}",
        f"/readiness/check?village={TYPED['village']}",
        f"/localities/tra-cau?village={TYPED['village']}",
        f"/follow/confirm/{TYPED['token']}",
        f"/{search}/{TYPED['receipt']}",
        f"/api/v1/observations?indicator={search}&locality={TYPED['receipt']}",
        f"/api/v1/targets?year={search}",
        f"/desk/?next={TYPED['receipt']}",
    ):
        server.ask(path, **said)
    question = {"about": "/localities/tra-cau", "text": TYPED["asked"], "address": TYPED["mail"], "step": "review"}
    server.ask("/questions/ask", "POST", form(**question), **posted)
    server.ask("/questions/ask", "POST", form(**question | {"step": "send", "token": TYPED["token"]}), **posted)
    server.ask("/signal", "POST", form(commune=TYPED["searched"], village=TYPED["village"]), **posted)
    server.ask("/follow", "POST", form(address=TYPED["mail"], about="/localities/tra-cau"), **posted)
    sign_in = form(name=TYPED["user"], username=TYPED["user"], password=TYPED["password"], code=TYPED["code"])
    server.ask("/desk/sign-in", "POST", sign_in, **posted)
    server.ask("/desk/login", "POST", sign_in, **posted)
    return server.log.read_text(encoding="utf-8"), server.lines()


def test_nothing_of_what_was_typed_or_told_by_a_browser_is_in_the_log(walked):
    text, _lines = walked
    found = [name for name, said in TYPED.items() for form in variants(said) if form in text]
    assert found == []


def test_every_answer_has_one_line_with_its_route_and_nothing_else(walked):
    _text, lines = walked
    answers = [line for line in lines if line["event"] == "answer"]
    known = "time level event application method route status bytes ms kind request".split()
    assert {name for line in answers for name in line} == set(known)
    assert len({line["request"] for line in answers}) == len(answers) > 15
    assert {"/search", "/questions/ask", "/follow/confirm/<token>", "(none)"} <= {line["route"] for line in answers}
    assert {line["application"] for line in answers} == {"public", "desk"}


def test_statements_are_told_with_their_route_and_without_parameters(walked):
    _text, lines = walked
    slow = [line for line in lines if line["event"] == "slow query"]
    assert {line["store"] for line in slow} >= {"public"}
    assert any(line.get("route") == "/search" for line in slow)
    assert not [line for line in slow if re.search(r"'[^']*(?:tra-cau|to-dan-pho)", line["statement"])]


def test_the_number_of_a_request_is_given_back_and_never_taken_from_outside(server):
    _status, _body, headers = server.ask("/healthz", X_Request_Id=TYPED["number"])
    assert re.fullmatch("[0-9a-f]{16}", headers["X-Request-Id"])


def test_what_is_not_http_is_told_without_what_was_sent(server):
    import socket

    for junk in (b"GARBAGE typed-by-somebody\r\n\r\n", b"GET /typed-by-somebody HTTP/9.9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
            connection.sendall(junk)
            connection.recv(1000)
    assert "typed-by-somebody" not in server.log.read_text(encoding="utf-8")
    assert any("not HTTP" in line["event"] for line in server.lines())
