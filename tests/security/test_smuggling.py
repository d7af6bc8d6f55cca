"""No request gets past the first server unseen: nothing hidden is answered, or even reaches the application."""

import pytest

from tests.conftest import lacking
from tests.deploy.nginx_site import running_site, what_is_lacking
from tests.security import raw, smugglings
from tests.security.recording import recording
from tests.site.kinds import ON_ONE_DATABASE


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    if reason := what_is_lacking():
        lacking(reason)
    with recording() as server, running_site(tmp_path_factory.mktemp("site"), public=server.port) as site:
        yield site, server


@pytest.mark.parametrize("secure", [True, False], ids=["https", "http"])
def test_what_is_hidden_in_a_request_never_gets_through_nginx(secure, recorded):
    site, server = recorded
    wrong = {}
    for name, request in smugglings.requests(f"{site.host}:{site.https}").items():
        before = len(server.lines)
        answers = raw.replies(raw.send(site.connect(secure=secure), request))
        reached = server.lines[before:]
        hidden = [line for line in reached if smugglings.HIDDEN in line.partition(b"%")[0]]
        if hidden or len(reached) > 1 or _too_many(answers, reached):
            wrong[name] = ([answer.status for answer in answers], reached)
    assert wrong == {}


def _too_many(answers: list[raw.Reply], reached: list[bytes]) -> bool:
    """An answer that no request stands for; nginx may refuse a broken rest, and only that."""
    return len(answers) > 1 and any(answer.status != 400 for answer in answers[1:])


@ON_ONE_DATABASE
def test_what_is_hidden_in_a_request_is_not_answered_by_the_application_either(live):
    wrong = {}
    for name, request in smugglings.requests(f"localhost:{live.site.https}").items():
        answers = raw.replies(raw.send(live.connect(through_nginx=False), request))
        if _too_many(answers, []):
            wrong[name] = [answer.status for answer in answers]
    assert wrong == {}


def test_two_requests_on_one_connection_are_two_answers_in_their_order(recorded):
    site, server = recorded
    before = len(server.lines)
    first = b"GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n"
    second = raw.get(b"/second", "localhost")
    answers = raw.replies(raw.send(site.connect(), first + second))
    assert [answer.status for answer in answers] == [200, 200]
    assert [line.split()[1] for line in server.lines[before:]] == [b"/first", b"/second"]
