"""What lies ready is what would be made now: for every reader, in every state of the store, on every day."""

import datetime as dt
import gzip
import re
import threading

import brotli
import pytest
from flask import Flask, Response, request
from sqlalchemy import select, update

from portal import clock
from portal.domain.plans import Plan
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.conftest import NOW, Installation
from tests.stores import asked

NEW_YEAR = dt.date(2027, 1, 1)
READ = {"br": brotli.decompress, "gzip": gzip.decompress}
ADDRESSES = (
    "/",
    "/en/localities/tra-cau",
    "/localities/tra-cau/to-dan-pho-7",
    "/localities/tra-cau.csv",
    "/plans/tra-cau/targets",
    "/indicators/vneid-level2",
    "/datasets?commune=tra-cau",
    "/maps/tra-cau/vneid-level2",
    "/maps/tra-cau/vneid-level2.svg",
    "/maps/tra-cau/vneid-level2.geojson",
    "/api/v1/observations?limit=100",
    "/api/v1/datasets/tra-cau-digital-society",
    "/api/3/action/package_list",
    "/catalog.ttl",
    "/ogc/collections",
    "/releases.atom",
    "/robots.txt",
    "/static/site.css",
)
OF_THE_MOMENT = {"Date", "Expires", "RateLimit", "RateLimit-Policy"}


@pytest.fixture
def ready(demo: Installation):
    with demo.running_app(PREPARED_MB="8") as app:
        yield app


def said(answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers if name not in OF_THE_MOMENT}


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_lies_ready_is_what_is_made(client, ready, address, encoding):
    headers = {"Accept-Encoding": encoding}
    made = client.get(address, headers=headers)
    first = ready.test_client().get(address, headers=headers)
    with asked(ready.extensions["store"].engine) as statements:
        second = ready.test_client().get(address, headers=headers)
    others = [told for told in statements if told != "BEGIN" and "revision" not in told]
    assert others == [], "nothing is asked of the store but its state"
    decode = READ.get(made.headers.get("Content-Encoding", ""), bytes)
    assert first.data == second.data
    assert decode(second.data) == decode(made.data)
    assert said(first) == said(second)
    lengths = {"Content-Length": str(len(second.data))}
    made_headers = {k: v for k, v in said(made).items() if k != "ETag"} | lengths
    assert {k: v for k, v in said(second).items() if k not in {"ETag"}}.items() >= {
        (k, v) for k, v in made_headers.items() if k not in {"Vary"}
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_and_conditional_requests_are_answered_from_what_lies_ready(ready, address):
    client = ready.test_client()
    full = client.get(address)
    head = client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert said(head) == said(full)
    held = client.get(address, headers={"If-None-Match": full.headers["ETag"]})
    assert (held.status_code, held.data) == (304, b"")
    assert held.headers["ETag"] == full.headers["ETag"]
    assert held.headers["Cache-Control"] == full.headers["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).data == full.data


def test_a_page_in_another_form_lies_beside_it(ready):
    client = ready.test_client()
    for _ in range(2):
        assert client.get("/plans", headers={"Accept": "text/html"}).mimetype == "text/html"
        assert client.get("/plans", headers={"Accept": "text/csv"}).status_code == 303
        assert client.get("/api/v1/plans", headers={"Accept": "text/csv"}).mimetype == "text/csv"
        assert client.get("/api/v1/plans", headers={"Accept": "application/json"}).mimetype == "application/json"


def test_hosts_and_schemes_have_their_own_answers(demo):
    with demo.running_app(PREPARED_MB="8", HOSTS="a.example b.example") as app:
        client = app.test_client()
        for _ in range(2):
            for base in ("http://a.example", "https://a.example", "http://b.example"):
                assert f"Sitemap: {base}/" in client.get("/robots.txt", base_url=base).text


@pytest.fixture
def changing(stores, tmp_path):
    """A portal of its own whose store can be written."""
    public, desk = stores
    initialise(public, desk, DATA, today=NOW)
    with Installation(public, desk, tmp_path).running_app(PREPARED_MB="8") as app:
        yield public, app


def test_as_soon_as_something_is_published_nothing_of_before_is_sent(changing):
    public, app = changing
    clients = [app.test_client(), app.test_client()]
    address = "/api/v1/plans?fields=title"
    before = [client.get(address) for client in clients]
    with public.begin() as session:
        plan = session.scalars(select(Plan)).first()
        session.execute(update(Plan).where(Plan.slug == plan.slug).values(title="Kế hoạch khác"))
    app.extensions["states"].ask_again()
    after = [client.get(address) for client in clients]
    assert all("Kế hoạch khác" not in answer.text for answer in before)
    assert all("Kế hoạch khác" in answer.text for answer in after)
    held = clients[0].get(address, headers={"If-None-Match": before[0].headers["ETag"]})
    assert held.status_code == 200


def test_on_another_day_everything_is_made_again(demo, monkeypatch):
    with demo.running_app(PREPARED_MB="8", TODAY="") as app:
        monkeypatch.setattr(clock, "today", lambda _setting="": NEW_YEAR)
        client = app.test_client()
        first = client.get("/plans/tra-cau/deadlines").data
        monkeypatch.setattr(clock, "today", lambda _setting="": NEW_YEAR.replace(year=2028))
        assert client.get("/plans/tra-cau/deadlines").data != first


# -- what is never kept ------------------------------------------------------------------------------------------------


class Counted:
    """A layer's application whose every answer is another, with what a view wants of it."""

    def __init__(self, demo: Installation, **headers: str) -> None:
        self.asked: list[dict[str, str]] = []
        self.headers = headers

    def add_to(self, app: Flask) -> None:
        def view() -> Response:
            self.asked.append(dict(request.headers))
            response = Response(f"answer {len(self.asked)}", mimetype="text/plain")
            response.headers.update(self.headers)
            return response

        app.add_url_rule("/counted", "counted", view, methods=["GET", "POST"])


def answers(demo: Installation, *requests: dict[str, object], **headers: str) -> list[str]:
    counted = Counted(demo, **headers)
    with demo.running_app(PREPARED_MB="8") as app:
        counted.add_to(app)
        return [app.test_client().open("/counted", **kwargs).text for kwargs in requests]


def test_an_answer_is_made_once_and_sent_to_everybody(demo):
    assert answers(demo, {}, {"headers": {"Cookie": "a=b"}}, {}) == ["answer 1"] * 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "no-store"},
        {"Cache-Control": "private, max-age=60"},
        {"Cache-Control": "public, no-cache"},
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Vary": "Accept, Accept-Language"},
        {"Vary": "*"},
    ],
)
def test_what_is_for_one_reader_or_for_now_is_never_kept(demo, headers):
    assert answers(demo, {}, {}, **headers) == ["answer 1", "answer 2"]


def test_what_is_sent_is_neither_kept_nor_answered_from_what_is_kept(demo):
    assert answers(demo, {}, {"method": "POST"}, {"data": b"x", "method": "GET"}, {}) == [
        "answer 1",
        "answer 2",
        "answer 3",
        "answer 1",
    ]


def test_no_header_gets_to_the_application_that_is_not_in_the_key(demo):
    counted = Counted(demo)
    sent = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/desk", "Accept-Language": "fr", "Cookie": "a=b"}
    with demo.running_app(PREPARED_MB="8") as app:
        counted.add_to(app)
        app.test_client().get("/counted", headers=sent | {"Accept": "text/plain"})
    assert set(counted.asked[0]) <= {"Host", "Accept", "Content-Length", "Content-Type"}


def test_an_answer_that_is_not_there_is_not_kept(ready):
    for _ in range(2):
        assert ready.test_client().get("/localities/none").status_code == 404


def test_who_asks_for_what_is_being_made_waits_and_it_is_made_once(demo):
    inside, go_on = threading.Event(), threading.Event()
    made: list[str] = []

    def view() -> str:
        made.append("")
        inside.set()
        assert go_on.wait(10)
        return "made"

    with demo.running_app(PREPARED_MB="8") as app:
        app.add_url_rule("/slow", "slow", view)
        got: list[str] = []
        threads = [threading.Thread(target=lambda: got.append(app.test_client().get("/slow").text)) for _ in range(5)]
        threads[0].start()
        assert inside.wait(10)
        for thread in threads[1:]:
            thread.start()
        go_on.set()
        for thread in threads:
            thread.join(10)
    assert (got, len(made)) == (["made"] * 5, 1)


def test_an_answer_made_while_something_is_published_is_sent_but_not_kept(changing):
    public, app = changing

    def view() -> str:
        count.append("")
        if len(count) == 1:
            with public.begin():
                pass
            app.extensions["states"].ask_again()
        return f"answer {len(count)}"

    count: list[str] = []
    app.add_url_rule("/publishing", "publishing", view)
    client = app.test_client()
    assert [client.get("/publishing").text for _ in range(3)] == ["answer 1", "answer 2", "answer 2"]


def test_only_what_is_kept_here_may_be_kept_by_a_proxy_of_ours_and_tells_nothing_of_one_reader(demo):
    with demo.running_app(PREPARED_MB="8", PROXIES="1", RATE_LIMIT="100 per minute") as app:
        client = app.test_client()
        for _ in range(2):
            kept = client.get("/api/v1/plans")
            assert re.fullmatch(r"@\d+", kept.headers["X-Accel-Expires"])
            assert "RateLimit" not in kept.headers
            assert "RateLimit-Policy" in kept.headers
        held = client.get("/api/v1/plans", headers={"If-None-Match": kept.headers["ETag"]})
        assert held.status_code == 304
        assert "X-Accel-Expires" in held.headers
        for path in ("/healthz", "/localities/none", "/api/v1/observations.csv"):
            assert "X-Accel-Expires" not in client.get(path).headers, path
