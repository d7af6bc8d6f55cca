"""The page that says how the portal stands."""

import json

from portal.domain.releases import list_releases
from tests.html import check


def test_it_names_the_newest_release_and_each_communes_last(page, demo):
    shown = page("/status")
    with demo.public.session() as session:
        newest = list_releases(session, limit=1)[0]
    assert f"/releases/{newest.id}" in shown.links
    assert shown.text.count("trong 31 ngày qua") >= 5
    assert "5 trong 5 xã, phường tham gia đã công bố số liệu" in shown.text


def test_before_anything_is_published_it_says_so(bare_app):
    shown = check(bare_app.test_client().get("/status").text, "/status")
    assert "Chưa có số liệu nào được công bố." in shown.text
    assert "chưa công bố lần nào" in shown.text


def test_its_json_tells_the_same_in_numbers(client, page):
    told = client.get("/status.json").json
    assert told["communes"]["taking_part"] == len(told["data"]) == 5
    assert sum(told["communes"]["by_age"].values()) == 5
    assert told["newest_release"]["id"] == told["data"][0]["release"]
    assert told["search"]["found"] >= told["search"]["villages"]
    assert told["missing_reports"]["communes"] <= told["missing_reports"]["communes_recording"]
    assert f"{told['missing_reports']['reports']} báo cáo còn thiếu" in page("/status").text
    assert told["illustrative"] is True


def test_a_bare_portal_answers_in_json_too(bare_app):
    told = json.loads(bare_app.test_client().get("/status.json").text)
    assert told["newest_release"] is None
    assert told["questions"] is None
    assert told["audit_head"] is None or told["audit_head"]["seq"] > 0


def test_it_is_kept_no_longer_than_other_pages(client):
    kept = {client.get(path).headers["Cache-Control"] for path in ("/status", "/about", "/releases")}
    assert len(kept) == 1


def test_very_many_communes_are_counted_by_age_instead_of_listed(client, monkeypatch):
    monkeypatch.setattr("portal.pages.status.FEW", 2)
    shown = check(client.get("/status").text, "/status")
    assert "hơn 366 ngày trước" in shown.text
