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


PIPELINED = {"length 13", "encoding 16, chunks first"}
"""Headers with an underscore are none, to nginx and gunicorn alike: what follows is a second request, openly."""


@pytest.mark.parametrize("secure", [True, False], ids=["https", "http"])
def test_the_application_never_sees_a_request_that_nginx_did_not(secure, recorded):
    """Whatever of a broken request nginx hands on has an answer of its own, in its order; most is refused."""
    site, server = recorded
    wrong, refused = {}, 0
    for name, request in smugglings.requests(f"{site.host}:{site.https}").items():
        before = len(server.lines)
        answers = raw.replies(raw.send(site.connect(secure=secure), request))
        reached = server.lines[before:]
        if len(reached) > len(answers) or not all(line.endswith(b" HTTP/1.1") for line in reached):
            wrong[name] = ([answer.status for answer in answers], reached)
        refused += not reached
    assert wrong == {}
    assert refused > 30


@ON_ONE_DATABASE
@pytest.mark.parametrize("through_nginx", [False, True], ids=["gunicorn", "nginx"])
def test_what_is_hidden_in_a_request_has_no_answer(through_nginx, live):
    wrong = {}
    for name, request in smugglings.requests(f"localhost:{live.site.https}").items():
        answers = raw.replies(raw.send(live.connect(through_nginx=through_nginx), request))
        assert all(answer.status != 500 for answer in answers), name
        if not through_nginx and any(answer.status != 400 for answer in answers[1:]):
            wrong[name] = [answer.status for answer in answers]
        own = smugglings.HIDDEN in request.partition(b"\r\n")[0]  # then a page about its address names it rightly
        if not own and smugglings.HIDDEN in b"".join(answer.body for answer in answers[:1]):
            wrong[name] = answers
    assert wrong.keys() <= PIPELINED


def test_two_requests_on_one_connection_are_two_answers_in_their_order(recorded):
    site, server = recorded
    before = len(server.lines)
    first = b"GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n"
    second = raw.get(b"/second", "localhost")
    answers = raw.replies(raw.send(site.connect(), first + second))
    assert [answer.status for answer in answers] == [200, 200]
    assert [line.split()[1] for line in server.lines[before:]] == [b"/first", b"/second"]
