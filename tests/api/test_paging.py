"""Walking through a collection: everything once, in one state, whatever the size of the page."""

import datetime as dt

import pytest

from api import paging
from api.routing import NAMES
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.api.reading import RESOURCES, csv_rows, get, pages, refusal, rows
from tests.builders import AT, COMMUNE, make_installation, make_submission
from tests.conftest import Installation

WALKED = [(name, {}) for name in RESOURCES if name not in {"observations", "readiness", "versions", "files"}]
WALKED += [
    ("localities", {"valid": "ever", "kind": "commune"}),
    ("localities/tra-cau/history", {}),
    ("readiness", {"commune": "tan-lap", "period": "2026-09"}),
    ("readiness", {"locality": "tra-cau"}),
    ("readiness", {"within": "tra-cau", "period": "2026-09", "sort": "-index"}),
    ("versions", {"commune": "tra-cau"}),
    ("files", {"dataset": "tra-cau-digital-society"}),
    ("observations", {"within": "tra-cau", "period": "2026-09"}),
    ("observations", {"indicator": "vneid-level2", "locality": "tra-cau"}),
    ("observations", {"indicator": "digital-signature", "status": "withheld"}),
    ("progress", {"plan": "tra-cau", "status": "behind"}),
]


@pytest.mark.parametrize(("name", "asked"), WALKED)
def test_pages_of_seven_hold_everything_once_in_the_order_of_the_whole(client, name, asked):
    walked = list(pages(client, name, **asked, limit=7))
    whole = rows(client, name, **asked)
    assert [row for page in walked for row in page["data"]] == whole
    assert {page["total"] for page in walked} == {len(whole)}
    assert all(len(page["data"]) == 7 for page in walked[:-1])


def test_the_csv_of_many_pages_is_the_walk_of_the_whole(client):
    found = csv_rows(client, "observations")
    keys = [(row["indicator"], row["locality"], row["period"]) for row in found]
    assert len(found) == get(client, "observations", limit=1)["total"] > 30000
    assert len(set(keys)) == len(keys)


def test_two_hundred_rows_unless_asked_and_a_thousand_at_most(client):
    assert len(get(client, "observations")["data"]) == 200
    assert len(get(client, "observations", limit=1000)["data"]) == 1000
    assert refusal(client, "observations?limit=1001")["parameter"] == "limit"


def test_a_csv_has_the_rows_asked_for(client):
    assert len(csv_rows(client, "targets", limit=3)) == 3
    assert len(csv_rows(client, "targets")) == 107


def test_the_next_address_keeps_every_filter(client):
    answer = get(client, "targets", commune="21451", year="2030", lang="en", limit=2)
    assert answer["next"].startswith("/api/v1/targets?")
    for kept in ("commune=21451", "year=2030", "lang=en", "limit=2"):
        assert kept in answer["next"]


def test_the_next_address_of_a_suffix_keeps_the_suffix(client):
    assert get(client, "targets.json", limit=2)["next"].startswith("/api/v1/targets.json?")


BAD_CURSORS = "x ! bnVsbA W10 WzFd WzEsMl0 WzEsMiwzXQ WyJhIiwxLDIsM10 e30 %00 WzFlOTk5XQ WyJcdWQ4MDAiXQ".split()


@pytest.mark.parametrize("cursor", BAD_CURSORS)
@pytest.mark.parametrize("name", ["plans", "obligations", "observations", "releases"])
def test_a_cursor_that_is_none_is_refused_or_begins_somewhere(client, name, cursor):
    response = client.get(f"/api/v1/{name}?cursor={cursor}")
    if response.status_code != 200:
        assert refusal(client, f"{name}?cursor={cursor}")["parameter"] == "cursor"


def test_a_page_goes_on_after_a_number_of_more_than_four_bytes(client):
    asked = {"indicator": "sti-grdp-share", "sort": "-denominator"}
    walked = [row for page in pages(client, "observations", **asked, limit=2) for row in page["data"]]
    assert walked == rows(client, "observations", **asked)
    assert walked[1]["denominator"] > 2**31


def test_a_cursor_beyond_what_a_column_holds_is_refused(client):
    assert refusal(client, "releases?cursor=WzQyOTQ5NjcyOTZd")["parameter"] == "cursor"


def test_a_cursor_beyond_the_end_gives_nothing_more(client):
    answer = get(client, "obligations", cursor="Wzk5OTk5XQ")
    assert (answer["data"], answer["next"]) == ([], None)


@pytest.fixture
def publisher(public, desk, tmp_path) -> Publisher:
    make_installation(public, villages=9)
    return Publisher(desk, public, tmp_path / "files")


def publish(publisher: Publisher, *numerators: int, at: dt.datetime) -> str:
    cells = [Cell("vneid-level2", f"{COMMUNE}-{n:02}", "2026-09", value, 100) for n, value in enumerate(numerators, 1)]
    return publisher.publish(make_submission(publisher.desk, cells, at=at), at=at)


def test_a_walk_sees_one_state_though_a_release_comes_in_between(publisher, tmp_path):
    first = publish(publisher, *range(10, 19), at=AT)
    app = Installation(publisher.public, publisher.desk, tmp_path / "files").make_app()
    client = app.test_client()
    before = rows(client, "observations")
    walk = pages(client, "observations", limit=4)
    begun = next(walk)["data"]
    publish(publisher, *range(30, 39), at=AT + dt.timedelta(days=1))
    assert [*begun, *(row for page in walk for row in page["data"])] == before
    assert rows(client, "observations", as_of=first) == before
    assert all(row["release"] != first for row in rows(client, "observations"))
    app.extensions["store"].close()


@pytest.mark.parametrize("name", NAMES)
def test_a_stream_of_several_portions_is_the_same_as_one_of_a_single_portion(client, monkeypatch, name):
    """The request is over when the second portion is read: neither its session nor its language is there any more."""
    for asked in SOME.get(name, ["lang=en"]):
        monkeypatch.setattr(paging, "MOST", 1000)
        whole = client.get(f"/api/v1/{name}.ndjson?{asked}").data
        monkeypatch.setattr(paging, "MOST", 7)
        assert client.get(f"/api/v1/{name}.ndjson?{asked}").data == whole
        assert client.get(f"/api/v1/{name}.csv?{asked}").status_code == 200


SOME = {
    "observations": ["within=tra-cau&period=2026-09", "indicator=vneid-level2&sort=-value"],
    "series": [
        "indicator=vneid-level2",
        "within=phuoc-binh&indicator=vneid-level2",
        "indicator=dossiers-online&sort=-value",
    ],
    "readiness": ["commune=tan-lap&period=2026-09&lang=en"],
    "files": ["dataset=tra-cau-digital-society"],
    "progress": ["lang=en", "status=behind&lang=en", "sort=-gap&lang=en"],
    "obligations": ["lang=en", "state=received", "sort=due"],
}


@pytest.mark.parametrize("instant", ["2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "2026-13-01T00:00:00+00:00"])
def test_a_cursor_with_an_instant_that_cannot_be_is_refused(client, instant):
    cursor = paging.encode(("released_at", instant, 0, 0, "x"))
    response = client.get(f"/api/v1/datasets?sort=released_at&cursor={cursor}")
    assert response.status_code == 400
    assert response.get_json()["parameter"] == "cursor"
