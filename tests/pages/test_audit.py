"""The public audit log as readers meet it."""

import json

import pytest

from portal.domain.audit import check_log, get_head, parse_head
from portal.publishing.audit import publish_log, record
from tests.builders import AT
from tests.conftest import Installation
from tests.html import check

ACTS = 260


@pytest.fixture(scope="module")
def log_app(databases, tmp_path_factory):
    """An installation whose desk has acted often enough for several pages, without a single release."""
    with databases.pair() as (public, desk):
        with desk.begin() as session:
            for number in range(ACTS):
                event = "release.published" if number % 4 == 0 else "submission.submitted"
                record(session, at=AT, event=event, subject=f"thử-{number}", role="officer", details={"kind": "update"})
        with desk.begin() as officers, public.begin() as readers:
            publish_log(officers, readers)
        app = Installation(public, desk, tmp_path_factory.mktemp("no-files")).make_app()
        yield app
        app.extensions["store"].close()


@pytest.fixture
def reader(log_app):
    return log_app.test_client()


def head_of(app) -> str:
    with app.extensions["store"].session() as session:
        return str(get_head(session))


@pytest.mark.parametrize("lang", ["", "/en"])
def test_the_head_and_the_newest_entries_are_on_the_page(reader, log_app, lang):
    shown = check(reader.get(f"{lang}/audit").get_data(as_text=True), f"{lang}/audit")
    assert head_of(log_app) in shown.text
    assert len(shown.find("tbody")[0].findall("tr")) == 20
    assert f"{lang}/releases/thử-256" in shown.links
    assert "thử-257" not in shown.text
    assert "langso audit verify audit.jsonl" in shown.text


def test_the_whole_log_as_downloaded_can_be_checked(reader, log_app):
    answer = reader.get("/audit.jsonl")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.jsonl"'
    lines = answer.get_data().splitlines()
    checked = check_log(lambda: lines, ends_at=parse_head(head_of(log_app)))
    assert (checked.entries, checked.finding) == (ACTS, None)


def test_who_has_the_whole_log_need_not_load_it_again(reader):
    tag = reader.get("/audit.jsonl").headers["ETag"]
    assert reader.get("/audit.jsonl", headers={"If-None-Match": tag}).status_code == 304


def test_the_entries_are_paged_as_a_collection_and_are_those_of_the_log(reader):
    lines = [json.loads(line) for line in reader.get("/audit.jsonl").get_data().splitlines()]
    found, address = [], "/audit.json?limit=100"
    while address:
        answer = reader.get(address).get_json()
        assert (answer["total"], answer["head"]["hash"]) == (ACTS, lines[-1]["hash"])
        found += answer["data"]
        address = answer["next"]
    assert found == lines


@pytest.mark.parametrize("asked", ["after=x", "after=-1", "limit=1001", "limit=", "after=" + "9" * 30, "after=²"])
def test_what_is_no_number_is_refused(reader, asked):
    answer = reader.get(f"/audit.json?{asked}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_past_the_end_there_is_nothing_and_nothing_next(reader):
    answer = reader.get("/audit.json?after=100000").get_json()
    assert (answer["data"], answer["next"]) == ([], None)


def test_before_the_first_act_the_page_says_so(bare_app):
    reader = bare_app.test_client()
    assert "Nhật ký chưa có mục nào." in reader.get("/audit").get_data(as_text=True)
    assert reader.get("/audit.jsonl").get_data() == b""
    assert reader.get("/audit.json").get_json() == {"head": None, "data": [], "next": None, "total": 0}


def test_what_is_no_release_is_named_in_words_and_a_commune_is_linked(databases, tmp_path):
    with databases.pair() as (public, desk):
        with desk.begin() as session:
            for event, subject in (("places-imported", "21451"), ("boundaries-imported", "ranh-gioi.geojson")):
                record(session, at=AT, event=event, subject=subject, role="operator", details={"sha256": "0" * 64})
        with desk.begin() as officers, public.begin() as readers:
            publish_log(officers, readers)
        app = Installation(public, desk, tmp_path).make_app()
        shown = check(app.test_client().get("/audit").get_data(as_text=True), "/audit")
        app.extensions["store"].close()
    assert "/localities/21451" in shown.links
    assert not [link for link in shown.links if "/releases/" in link]
    assert "Nhập danh mục thôn, tổ dân phố" in shown.text
    assert "ranh-gioi.geojson" in shown.text
