"""Drawings as answers: what is not shown makes no drawing of its own, and nobody has more made than is fair."""

import pytest

from portal.formats import drawings

MAP = "/maps/tra-cau/vneid-level2"


@pytest.fixture
def limited(demo):
    """A client of a portal that counts, as that of other tests does not."""
    with demo.running_app(RATE_LIMIT="1200 per minute") as app:
        yield app.test_client()


@pytest.mark.parametrize("end", [".png", ".svg", ".json"])
def test_a_village_that_is_not_there_and_a_period_that_is_not_compared_make_no_answer_of_their_own(client, end):
    queries = ("village=nobody-1", "village=nobody-2", "village=nobody-1&against=2026-03")
    assert len({client.get(f"{MAP}{end}?{query}").data for query in queries}) == 1


@pytest.mark.parametrize(
    "path", [f"{MAP}.png?period=", f"{MAP}/compare.png?period=", "/maps/tra-cau.png?size=print&period="]
)
def test_whoever_has_too_many_pictures_made_waits_and_what_is_made_is_still_there(limited, monkeypatch, path):
    monkeypatch.setattr(drawings, "MOST", drawings.RateLimitItemPerMinute(4))
    drawings._make.cache_clear()
    first = limited.get(f"{path}2026-01")
    assert first.status_code == 200
    refused = next(r for r in (limited.get(f"{path}2026-{m:02}") for m in range(2, 8)) if r.status_code != 200)
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert 1 <= int(refused.headers["Retry-After"]) == refused.get_json(force=True)["retry_after"] <= 60
    assert limited.get(f"{path}2026-01").data == first.data
    assert limited.get(f"{MAP}.svg?period=2026-07").status_code == 200


def test_where_programs_are_not_limited_pictures_are_not_either(client, monkeypatch):
    monkeypatch.setattr(drawings, "MOST", drawings.RateLimitItemPerMinute(1))
    drawings._make.cache_clear()
    assert [client.get(f"{MAP}.png?period=2026-{m:02}").status_code for m in (1, 2, 3)] == [200, 200, 200]
