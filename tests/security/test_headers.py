"""What browsers are told with every answer: pages, figures, pictures, files, errors, redirects and 304."""

from collections import Counter

import pytest

from portal.headers import EMBEDDABLE, HEADERS, HSTS, POLICY, whose
from portal.settings import SettingsError, load
from tests.site.kinds import ON_ONE_DATABASE

YEARS = "max-age=63072000; includeSubDomains"
FRAMED = {"charts.embed", "charts.embed_village", "maps.embed", "maps.show"}
"""Pages that other sites may frame, besides every table under ``.embed``."""


def assert_complete(headers, *, page=True, secure=True):
    """Every header once; who may frame the answer and who may use it agree with each other."""
    names = Counter(name.lower() for name, _value in headers)
    policy = headers["Content-Security-Policy"]
    wanted = HEADERS | whose(policy, "text/html" if page else "image/png") | ({HSTS: YEARS} if secure else {})
    wanted["Referrer-Policy"] = headers["Referrer-Policy"]
    assert {name: headers.get(name) for name in wanted} == wanted
    assert {name: names[name.lower()] for name in wanted} == dict.fromkeys(wanted, 1)
    assert ("X-Frame-Options" in headers) == ("frame-ancestors 'none'" in policy)
    assert headers["Referrer-Policy"] in {HEADERS["Referrer-Policy"], "no-referrer"}
    assert secure or HSTS not in headers
    assert "Set-Cookie" not in headers


@ON_ONE_DATABASE
def test_every_address_tells_browsers_the_same(told):
    assert len(told) > 500
    for each in told:
        assert each.status == 200 or each.address == "/readyz", each.address
        assert_complete(each.headers, page=each.mimetype == "text/html")


@ON_ONE_DATABASE
def test_there_is_one_policy_and_only_who_may_frame_a_page_differs(told):
    policies = {each.headers["Content-Security-Policy"] for each in told}
    assert policies == {POLICY, EMBEDDABLE}
    assert POLICY.split("frame-ancestors")[0] == EMBEDDABLE.split("frame-ancestors")[0]
    for word in ("unsafe", "nonce", "http:", "https:", "*"):
        assert word not in POLICY
    framed = [each for each in told if each.headers["Content-Security-Policy"] == EMBEDDABLE]
    assert {each.mimetype for each in framed} == {"text/html"}
    assert {each.endpoint for each in framed if ".embed" not in each.address} == FRAMED


@ON_ONE_DATABASE
def test_nothing_that_may_be_framed_has_a_form_that_changes_anything(told, named):
    for each in told:
        if each.headers["Content-Security-Policy"] == EMBEDDABLE:
            assert 'method="post"' not in named.get(each.address).text, each.address


@ON_ONE_DATABASE
def test_no_address_sets_a_cookie_or_reads_one(told, named):
    for each in told:
        assert "Set-Cookie" not in each.headers, each.address
        assert "cookie" not in each.headers.get("Vary", "").lower(), each.address
    for path in ("/", "/en", "/localities/tra-cau", "/api/v1/observations", "/follow"):
        with_cookie = named.get(path, headers={"Cookie": "session=x; langso-desk=y; lang=en"})
        assert with_cookie.data == named.get(path).data
        assert "Set-Cookie" not in with_cookie.headers


@ON_ONE_DATABASE
def test_a_304_says_nothing_else_than_what_it_stands_for(told, named):
    """Browsers keep the headers of a 304 for the page they have: another policy in it would be theirs from then on."""
    seen = 0
    for each in told[::3]:
        tag = each.headers.get("ETag")
        if tag is None:
            continue
        with named.get(each.address, headers={"If-None-Match": tag}) as answer:
            assert answer.status_code == 304, each.address
            for name in (*HEADERS, HSTS):
                assert answer.headers[name] == each.headers[name], each.address
            for name in whose(POLICY, ""):
                assert answer.headers.get(name) in {None, each.headers.get(name)}, (each.address, name)
        seen += 1
    assert seen > 100


ERRORS = [
    ("GET", "/khong-co", {}, 404),
    ("GET", "/en/khong-co", {}, 404),
    ("GET", "/api/v1/nothing", {}, 404),
    ("GET", "/static/nothing.css", {}, 404),
    ("GET", "/static/../portal/web.py", {}, 404),
    ("GET", "/api/v1/observations?limit=x", {}, 400),
    ("GET", "/plans/a%00b", {}, 400),
    ("POST", "/localities/tra-cau", {}, 405),
    ("DELETE", "/api/v1/observations", {}, 405),
    ("POST", "/follow", {}, 400),
    ("GET", "/catalog", {"Accept": "image/png"}, 406),
    ("GET", "/static/site.css", {"Range": "bytes=99999999-"}, 416),
    ("OPTIONS", "/", {}, 200),
    ("OPTIONS", "/api/v1/observations", {"Origin": "https://a.example"}, 200),
    ("HEAD", "/", {}, 200),
    ("GET", "/localities/tra-cau", {"Accept": "application/json"}, 303),
    ("GET", "/", {"X-Forwarded-Host": "elsewhere.example"}, 421),
    ("GET", "/api/v1/observations", {"X-Forwarded-Host": "elsewhere.example"}, 421),
    ("GET", "/", {"X-Forwarded-Host": "a@b"}, 400),
    ("GET", "/healthz", {}, 200),
]


@ON_ONE_DATABASE
@pytest.mark.parametrize(("method", "path", "headers", "status"), ERRORS)
def test_whatever_else_is_answered_tells_browsers_as_much(method, path, headers, status, named):
    with named.open(path, method=method, headers=headers) as answer:
        assert answer.status_code == status
        assert_complete(answer.headers, page=answer.mimetype == "text/html")


@ON_ONE_DATABASE
def test_who_asks_too_often_is_told_as_much(demo):
    with demo.running_app(RATE_LIMIT="1 per hour", PREPARED_MB="0") as app:
        client = app.test_client()
        answers = [client.get("/api/v1/plans") for _ in range(3)]
        assert answers[-1].status_code == 429
        assert_complete(answers[-1].headers, page=False, secure=False)


@ON_ONE_DATABASE
def test_a_failure_tells_browsers_as_much_and_nothing_of_the_program(demo):
    with demo.running_app() as app:
        app.testing = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.add_url_rule("/fails", view_func=lambda: 1 / 0)
        answer = app.test_client().get("/fails")
        assert answer.status_code == 500
        assert_complete(answer.headers, secure=False)
        for word in ("ZeroDivisionError", "Traceback", ".py", "Werkzeug", "Python"):
            assert word not in answer.text


@ON_ONE_DATABASE
def test_over_plain_http_nothing_is_promised_about_https(app):
    assert HSTS not in app.test_client().get("/").headers


@ON_ONE_DATABASE
def test_an_operator_may_promise_less_about_https_or_nothing(demo):
    for value in ("", "max-age=300"):
        with demo.running_app(HSTS=value) as app:
            answer = app.test_client().get("/", base_url="https://localhost")
            assert answer.headers.get(HSTS, "") == value
    with pytest.raises(SettingsError, match="LANGSO_HSTS"):
        load({"LANGSO_DEMO": "1", "LANGSO_HSTS": "forever"})
