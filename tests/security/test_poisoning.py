"""What one reader sends never shows in what another is answered: not through nginx with its cache, not without."""

import re

import pytest

from tests.security import raw
from tests.security.poisonings import EVIL, POISONINGS, Poisoning
from tests.site.kinds import ON_ONE_DATABASE

PAGE = "/localities/tra-cau"
READER = {"Accept": "text/html", "Accept-Encoding": "identity"}
OF_THE_MOMENT = {"date", "etag", "cache-status", "expires", "connection", "x-accel-expires", "x-request-id"}


def ask(live, request: bytes, *, through_nginx: bool) -> list[raw.Reply]:
    return raw.replies(raw.send(live.connect(through_nginx=through_nginx), request))


def written(live, poisoning: Poisoning, query: str, *, through_nginx: bool) -> bytes:
    target = poisoning.target.replace("{query}", query).replace("{}", PAGE + query)
    headers = READER | ({} if through_nginx else {"X-Forwarded-Proto": "https"}) | poisoning.headers
    if poisoning.body:
        headers["Content-Length"] = str(len(poisoning.body))
    head = raw.get(target.encode(), f"localhost:{live.site.https}", headers, poisoning.method)
    return head + poisoning.body.encode()


def seen(reply: raw.Reply, mark: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    """An answer without what is the moment's, and without the mark in its address."""
    headers = sorted((name, value) for name, value in reply.headers if name.lower() not in OF_THE_MOMENT)
    named = [(name, value) for name, value in headers if name.lower() != "content-length"]
    return reply.status, re.sub(mark.encode(), b"", reply.body), named


@ON_ONE_DATABASE
@pytest.mark.parametrize("through_nginx", [False, True], ids=["gunicorn", "nginx"])
def test_of_50_tries_none_changes_what_the_next_reader_gets(through_nginx, live):
    clean = Poisoning("clean")
    expected = ask(live, written(live, clean, "?x=reference", through_nginx=through_nginx), through_nginx=through_nginx)
    wanted = seen(expected[0], "reference")
    assert wanted[0] == 200
    for number, poisoning in enumerate(POISONINGS):
        mark = f"reader{number:03d}"
        for request in (poisoning, poisoning, clean):
            bytes_sent = written(live, request, f"?x={mark}", through_nginx=through_nginx)
            answers = ask(live, bytes_sent, through_nginx=through_nginx)
        assert len(answers) == 1, poisoning.name
        assert seen(answers[0], mark) == wanted, poisoning.name
        assert EVIL.encode() not in answers[0].body, poisoning.name
    assert len(POISONINGS) >= 50


@ON_ONE_DATABASE
def test_what_is_kept_is_sent_again_and_tells_so(live):
    request = written(live, Poisoning("clean"), "?x=kept", through_nginx=True)
    answers = [ask(live, request, through_nginx=True)[0] for _ in range(3)]
    assert any("hit" in answer.first("Cache-Status") for answer in answers[1:])


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    "path",
    [
        "/desk/sign-in",
        "/desk/sign-in/x.css",
        "/desk/x/site.css",
        "/follow/leave/20991231-abcdefghijklmnopqrstu",
        "/healthz",
    ],
)
def test_nothing_private_is_ever_kept(path, live):
    for _ in range(3):
        request = raw.get(path.encode(), f"localhost:{live.site.https}", READER)
        answer = ask(live, request, through_nginx=True)[0]
        assert "hit" not in answer.first("Cache-Status")
        if path.startswith("/desk"):
            assert answer.first("Cache-Control") == "no-store"
