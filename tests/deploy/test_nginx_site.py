"""The shipped site of nginx, asked as readers ask it: a real nginx, over TLS, with a small application behind it."""

import json
import re
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from portal.headers import HEADERS
from portal.nginx_site import SHIPPED
from tests.deploy.nginx_site import running_site
from tests.deploy.upstream import running_upstream
from tests.html import check

ONCE = [*HEADERS, "Content-Security-Policy", "Strict-Transport-Security", "X-Frame-Options"]


def told(answer):
    return json.loads(answer.body)


def headers_seen(upstream, path):
    """What the application was told with the last request for an address."""
    found = [headers for line, headers in upstream.asked if line.split()[1] == path]
    return {name.lower(): value for name, value in found[-1]}


def every_header_once(answer):
    return [name for name in ONCE if len(answer.headers.get_all(name) or []) != 1]


def test_plain_http_is_sent_to_https_with_its_path_and_query(open_site):
    answer = open_site.site.ask("/datasets?commune=tra-cau", secure=False)
    assert (answer.status, answer.headers["Location"]) == (308, f"{open_site.site.url}/datasets?commune=tra-cau")
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize("secure", [True, False])
def test_another_host_is_sent_away_in_words(open_site, secure):
    answer = open_site.site.ask("/", headers={"Host": "another.example"}, secure=secure)
    assert answer.status == 421
    assert "không phục vụ tên miền" in answer.body.decode()
    assert not open_site.public.count("/another")


def test_a_connection_for_another_name_ends_before_a_certificate_is_shown(open_site):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with open_site.site.connect_plainly() as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="another.example")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_is_spoken_with_authenticated_ciphers_and_without_tickets(open_site, version):
    context = open_site.site.context()
    context.minimum_version = context.maximum_version = version
    with open_site.site.connect_plainly() as plain, context.wrap_socket(plain, server_hostname="localhost") as secure:
        assert re.search("GCM|CHACHA20", secure.cipher()[0])
        assert secure.session is None or not secure.session.has_ticket


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_older_tls_is_not_spoken(open_site):
    context = open_site.site.context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with open_site.site.connect_plainly() as plain, pytest.raises(ssl.SSLError, match=r"(?i)alert|version"):
        context.wrap_socket(plain, server_hostname="localhost")


def test_http_2_is_offered(open_site):
    context = open_site.site.context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with open_site.site.connect_plainly() as plain, context.wrap_socket(plain, server_hostname="localhost") as secure:
        assert secure.selected_alpn_protocol() == "h2"


# What the application is told


def test_the_application_is_told_who_asks_by_nginx_alone(open_site):
    claimed = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "another.example",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Prefix": "/x",
        "Forwarded": "for=203.0.113.9",
        "X-Real-IP": "203.0.113.9",
        "X-Original-URL": "/desk",
        "Cookie": "a=b",
        "Authorization": "Basic YTpi",
        "Accept-Language": "fr",
        "X_Forwarded_For": "203.0.113.9",
        "Upgrade": "h2c",
        "TE": "trailers",
    }
    open_site.site.ask("/told", headers=claimed)
    seen = headers_seen(open_site.public, "/told")
    host = f"localhost:{open_site.site.https}"
    assert seen == {
        "host": host,
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "https",
        "x-forwarded-host": host,
        "accept-encoding": "identity",
    }


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.5", "br"),
        ("gzip;q=0", "identity"),
        ("zstd, brotli", "identity"),
        ("*", "identity"),
        ("", "identity"),
    ],
)
def test_encodings_are_told_in_one_word(open_site, asked, seen):
    open_site.site.ask("/encoding", headers={"Accept-Encoding": asked})
    assert headers_seen(open_site.public, "/encoding")["accept-encoding"] == seen


def test_the_desk_is_another_application_and_gets_its_cookie(open_site):
    for path in ("/desk", "/desk/sign-in"):
        open_site.site.ask(path, headers={"Cookie": "a=b", "X-Forwarded-For": "203.0.113.9"})
        seen = headers_seen(open_site.desk, path)
        assert (seen["cookie"], seen["x-forwarded-for"]) == ("a=b", "127.0.0.1")
        assert not open_site.public.count(path)
    open_site.site.ask("/desktop")
    assert open_site.public.count("/desktop") == 1


# What is kept


def answers_of_one_second(site, path, **headers):
    """Two answers so near each other that the second can be the first, kept; tried again where the machine was slow."""
    for number in range(30):
        asked = f"{path}&try={number}"
        first, second = (site.ask(asked, headers=headers) for _ in range(2))
        if first.body == second.body:
            break
    return first, second


def test_what_the_application_marks_is_kept_and_nothing_else(open_site):
    first, second = answers_of_one_second(open_site.site, "/marked?keep=1")
    assert first.body == second.body
    assert (first.headers["Cache-Status"], second.headers["Cache-Status"]) == (None, "langso; hit")
    assert "X-Accel-Expires" not in first.headers
    for path in ("/unmarked", "/cookie?keep=1&cookie=1", "/never?keep=0", "/desk/marked?keep=1"):
        answers = [open_site.site.ask(path) for _ in range(3)]
        assert len({answer.body for answer in answers}) == 3, path
        assert {answer.headers["Cache-Status"] for answer in answers} == {None}, path


def test_posting_is_never_answered_from_what_is_kept(open_site):
    numbers = {told(open_site.site.ask("/form?keep=1", method="POST", body=b"a=b"))["number"] for _ in range(3)}
    assert len(numbers) == 3


def test_what_is_kept_is_told_apart_by_everything_that_changes_an_answer(open_site):
    site, path = open_site.site, "/apart?keep=1"
    asked = [
        {},
        {"Accept": "text/csv"},
        {"Accept-Encoding": "br"},
        {"Accept-Encoding": "gzip"},
    ]
    answers = [site.ask(path, headers=headers).body for headers in asked]
    assert len(set(answers)) == len(asked)
    assert len({site.ask(f"/apart?keep=1&q={query}").body for query in ("a", "b", "A", "%61")}) == 4
    assert site.ask(path, method="HEAD").body == b""
    assert told(site.ask(path))["line"].startswith("GET")


def test_a_reader_who_has_what_is_kept_is_told_so(open_site):
    for number in range(30):
        path = f"/has?keep=1&try={number}"
        open_site.site.ask(path)
        answer = open_site.site.ask(path, headers={"If-None-Match": '"tag"'})
        if answer.status == 304:
            break
    assert (answer.status, answer.body) == (304, b"")


def test_while_the_application_is_away_its_last_answer_serves_and_the_rest_is_words(nginx, tmp_path):
    with ExitStack() as ending:
        with running_upstream() as upstream:
            site = ending.enter_context(running_site(tmp_path, public=upstream.port))
            last = site.ask("/page?keep=1")
        kept = site.ask("/page?keep=1")
        assert kept.status == 503 or kept.body == last.body  # the hour may just have turned
        page = site.ask("/another")
        assert (page.status, page.headers["Retry-After"]) == (503, "30")
        check(page.body.decode(), "/another")
        assert every_header_once(page) == []
        problem = site.ask("/api/v1/observations")
        assert problem.headers["Content-Type"] == "application/problem+json"
        assert told(problem)["status"] == problem.status == 503
        assert site.ask("/static/site.css").status == 200
        assert site.ask("/desk").status == 503


def test_an_answer_that_failed_reaches_the_reader_as_the_application_said_it(open_site):
    for status in (404, 429, 500, 503):
        answer = open_site.site.ask(f"/fails?status={status}")
        assert (answer.status, told(answer)["line"].split()[0]) == (status, "GET")
        assert every_header_once(answer) in ([], ["Strict-Transport-Security"])  # said by the real application


# Static files


@pytest.mark.parametrize(("asked", "given"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_styles_and_scripts_come_from_disk_in_the_best_form(open_site, asked, given):
    for path in ("/static/site.css", "/static/leaflet/leaflet.js", "/static/icons/favicon.svg"):
        answer = open_site.site.ask(path, headers={"Accept-Encoding": asked})
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, given), path
        assert answer.headers["Vary"] == "Accept-Encoding", path
        assert answer.headers["Cache-Control"] == "public, max-age=3600", path
        assert every_header_once(answer) == [], path
        seen = {"Accept-Encoding": asked, "If-None-Match": answer.headers["ETag"]}
        assert open_site.site.ask(path, headers=seen).status == 304, path
        assert not open_site.public.count(path)


def test_what_is_not_on_disk_is_asked_of_the_application(open_site):
    open_site.site.ask("/static/absent.css")
    assert open_site.public.count("/static/absent.css") == 1
    for path in (
        "/static/../langso/tls.conf",
        "/static/%2e%2e/key.pem",
        "/static//../../key.pem",
        "/-/kept/x",
        "/-/words/away.html",
    ):
        answer = open_site.site.ask(path)
        assert b"PRIVATE" not in answer.body, path
        assert b"ssl_" not in answer.body, path
    assert open_site.site.ask("/-/words/away.html").status == 404


# Limits


def test_metrics_and_readiness_are_for_the_operator_alone(open_site, strict_site):
    for path in ("/metrics", "/readyz", "/metrics/", "//metrics", "/%6detrics", "/x/../metrics"):
        assert strict_site.site.ask(path).status == 403, path
        assert not strict_site.public.asked, path
    assert open_site.site.ask("/metrics").status == 200


def test_who_sends_too_often_is_told_so_in_words_while_pages_go_on(strict_site):
    site = strict_site.site
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: site.ask("/questions/ask", method="POST", body=b"a=b"), range(60)))
    refused = [answer for answer in answers if answer.status == 429]
    assert 0 < len(refused) <= 30
    assert len(strict_site.public.asked) == len(answers) - len(refused)
    assert "Xin đợi vài giây" in refused[0].body.decode()
    assert (refused[0].headers["Retry-After"], every_header_once(refused[0])) == ("5", [])
    assert site.ask("/questions").status == 200
    problem = site.ask("/api/3/action/package_search", method="POST", body=b"{}")
    assert (problem.status, told(problem)["status"]) == (429, 429)


def test_what_is_sent_is_limited_by_where_it_goes(open_site):
    site = open_site.site
    large = site.ask("/questions/ask", method="POST", body=bytes(100_000))
    assert (large.status, "quá lớn" in large.body.decode()) == (413, True)
    problem = site.ask("/api/3/action/package_search", method="POST", body=bytes(100_000))
    assert (problem.status, told(problem)["status"]) == (413, 413)
    assert told(site.ask("/desk/tra-cau/submissions", method="POST", body=bytes(5_000_000)))["sent"] == 5_000_000
    assert site.ask("/desk/tra-cau/submissions", method="POST", body=bytes(23_000_000)).status == 413


def test_a_header_that_does_not_end_ends_the_connection(nginx, tmp_path):
    """As shipped nginx waits ten seconds."""
    assert "client_header_timeout 10s;" in (SHIPPED / "langso" / "clients.conf").read_text("utf-8")
    with running_site(tmp_path, public=9) as site, site.connect() as connection:
        connection.settimeout(60)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
        assert b" 200 " not in _all_of(connection)


def _all_of(connection):
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@pytest.mark.parametrize(
    "request_",
    [
        "POST /s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        "POST /s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "GET /s HTTP/1.1\r\nHost: localhost\r\nHost: another.example\r\n\r\n",
        "GET /s HTTP/1.1\r\n\r\n",
        "GET /s HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET /s\r\nHost: localhost\r\n\r\n",
    ],
)
def test_requests_that_can_be_read_in_two_ways_are_refused(open_site, request_):
    before = len(open_site.public.asked)
    with open_site.site.connect() as connection:
        connection.sendall(request_.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1).encode())
        answer = _all_of(connection)
    assert answer == b"" or b"HTTP/1.1 4" in answer or b"HTTP/1.1 501" in answer or b"<html" in answer
    assert len(open_site.public.asked) == before


def test_a_reader_who_takes_slowly_does_not_hold_the_application(open_site):
    """The application has handed over everything while the reader has hardly begun."""
    with open_site.site.connect() as connection:
        connection.sendall(b"GET /long.csv?bytes=40000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(100)
        assert open_site.site.ask("/meanwhile").status == 200


# What is written down


def test_the_log_has_no_address_and_nothing_that_was_searched_for(open_site):
    site = open_site.site
    private = "/follow/confirm/token-of-a-reader", "/find?q=private", "/desk/start/token-of-an-officer"
    for path in (*private, "/search?q=private", "/questions/receipt?number=private", "/seen-in-the-log"):
        site.ask(path, headers={"User-Agent": "private/1.0", "Referer": "https://private.example/"})
    log = _wait_for(site.folder / "access.log", "seen-in-the-log")
    assert "private" not in log
    assert "token" not in log
    assert "127.0.0.1" not in log
    line = json.loads(next(line for line in log.splitlines() if "seen-in-the-log" in line))
    assert (line["from"], line["by"], line["path"], line["status"]) == ("127.0.0.0", "program", "/seen-in-the-log", 200)


def _wait_for(path, words):
    """nginx writes its log every five seconds."""
    end = time.monotonic() + 60
    while words not in (text := path.read_text("utf-8")) and time.monotonic() < end:
        time.sleep(0.2)
    return text
