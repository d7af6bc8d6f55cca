"""A consumer deletes what a crawl lacks: an answer is whole, or it is none."""

import pytest
from sqlalchemy import text

from tests.api.dcat.building import GROUPS, make_datasets, portal
from tests.api.dcat.walking import FORMATS, HYDRA, datasets_of, read
from tests.builders import make_installation
from wsgi import create_app

ADDRESSES = [f"/catalog.{suffix}" for suffix in FORMATS] + ["/catalog", "/dataset/thu-nghiem-reports.ttl"]


def refused(client, address):
    """The problem document of an answer that says when to come back."""
    answer = client.get(address)
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"dcat" not in answer.data
    return answer.get_json()


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_store_there_is_no_catalogue(tmp_path, address):
    app = create_app(DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite", SECRET_KEY="x", TODAY="2026-11-22")
    problem = refused(app.test_client(), address)
    assert "đừng xóa bản sao" in problem["detail"]


@pytest.mark.parametrize("table", ["boundaries", "dataset_files", "releases", "budget_lines"])
@pytest.mark.parametrize("address", ["/catalog.ttl", "/dataset/thu-nghiem-reports.rdf"])
def test_when_anything_of_it_cannot_be_read_nothing_is_answered(in_twos, public, table, address):
    make_datasets(public, 2)
    client = in_twos.test_client()
    assert client.get(address).status_code == 200
    with public.begin() as session:
        session.execute(text(f'alter table "{table}" rename to broken'))
    refused(client, address)


def test_before_init_there_is_no_catalogue_rather_than_an_empty_one(in_twos):
    assert "đang được cài đặt" in refused(in_twos.test_client(), "/catalog.ttl")["detail"]


def test_a_portal_without_figures_has_a_catalogue_and_it_is_empty(bare_app):
    for suffix in FORMATS:
        answer = bare_app.test_client().get(f"/catalog.{suffix}")
        assert answer.status_code == 200
        graph = read(answer.data, suffix)
        assert datasets_of(graph) == []
        assert {int(total) for total in graph.objects(predicate=HYDRA.totalItems)} == {0}


def test_a_failure_while_a_page_is_made_is_no_half_page(in_twos, public):
    make_datasets(public, 2)
    with public.begin() as session:
        session.execute(text("update dataset_files set bytes = -1, sha256 = 'short', name = 'a <b> c.csv'"))
    refused(in_twos.test_client(), "/catalog.ttl")  # what has no valid address cannot be written


def test_the_refusal_speaks_english_to_who_asks_for_it(in_twos):
    assert "being installed" in refused(in_twos.test_client(), "/catalog.ttl?lang=en")["detail"]


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("?page=4", 404, "page-beyond-the-end"),
        ("?page=999999", 404, "page-beyond-the-end"),
        ("?page=0", 400, "bad-value"),
        ("?page=-1", 400, "bad-value"),
        ("?page=two", 400, "bad-value"),
        ("?page=1&page=2", 400, "repeated-parameter"),
        ("?pages=1", 400, "unknown-parameter"),
        ("?limit=5", 400, "unknown-parameter"),
        ("?modified_since=yesterday", 400, "bad-value"),
        ("?modified_since=2026-13-01", 400, "bad-value"),
        ("?modified_since=2026-10-01T00:00:00 07:00", 400, "bad-value"),
        ("?modified_since=", 400, "bad-value"),
        ("?modified_since=0001-01-01", 400, "bad-value"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(in_twos, public, query, status, kind):
    make_datasets(public, len(GROUPS))
    answer = in_twos.test_client().get(f"/catalog.ttl{query}")
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.get_json()["type"].endswith(f"#{kind}")


@pytest.mark.parametrize("ref", ["none", "%00", "00000000-0000-8000-8000-000000000000", "tra-cau-digital-society.x"])
def test_a_dataset_that_is_not_there_is_not_found(client, ref):
    assert client.get(f"/dataset/{ref}.ttl").status_code == 404


def test_one_state_is_read_while_another_is_written(stores, tmp_path):
    """On PostgreSQL too, which otherwise shows each statement the newest state."""
    public, desk = stores
    make_installation(public)
    make_datasets(public, 1)
    with portal(public, desk, tmp_path) as app, app.test_request_context("/catalog.ttl"):
        from api.dcat.wholeness import whole_or_nothing
        from portal.db import get_revision
        from portal.web import session

        @whole_or_nothing
        def twice():
            first = get_revision(session())
            if public.file is None:  # SQLite keeps the writer waiting instead
                make_datasets(public, 2, "khac")
            return first, get_revision(session())

        first, second = twice()
        assert first == second > 0
