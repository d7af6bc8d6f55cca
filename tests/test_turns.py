"""Counting who did what how often: together in Redis, each process for itself while it is away."""

import time

import pytest
from limits import RateLimitItemPerMinute

from portal import turns
from portal.turns import Counters, Turns

RULE = RateLimitItemPerMinute(3)


def test_turns_are_counted_by_rule_and_client():
    counters = Turns()
    assert [counters.take(RULE, "reading", "192.0.2.1") for _ in range(4)] == [True, True, True, False]
    assert counters.take(RULE, "reading", "192.0.2.2")
    assert counters.take(RULE, "pictures", "192.0.2.1")
    assert counters.count(RULE, "reading", "192.0.2.3")[0] == 2
    assert counters.count(RULE, "reading", "192.0.2.1")[0] == -2
    assert 1 <= counters.count(RULE, "reading", "192.0.2.1")[1] <= 60
    assert 1 <= counters.wait(RULE, "reading", "192.0.2.1") <= 60


def test_a_window_ends_and_the_next_turn_begins_another(monkeypatch):
    counters, now = Counters(), time.time()
    assert [counters.incr("a", 60), counters.incr("a", 60, amount=3), counters.incr("b", 60)] == [1, 4, 1]
    assert 59 < counters.get_expiry("a") - now < 61
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert counters.incr("a", 60) == 1


def test_what_is_over_is_forgotten_and_memory_has_an_end(monkeypatch):
    monkeypatch.setattr(turns, "MOST", 3)
    counters = Counters()
    for key in "abcd":
        counters.incr(key, 0)
    assert set(counters._counted) == {"d"}
    for key in "efgh":
        counters.incr(key, 60)
    assert len(counters._counted) <= 3


def test_processes_count_together_in_redis(redis):
    first, second = Turns(redis.url), Turns(redis.url)
    taken = [counters.take(RULE, "reading", "a") for counters in (first, second, first, second)]
    assert taken == [True, True, True, False]


def test_while_redis_is_away_each_process_counts_for_itself_and_nothing_fails(redis, monkeypatch):
    monkeypatch.setattr(turns, "AGAIN", 0.0)
    first, second = Turns(redis.url), Turns(redis.url)
    assert first.take(RULE, "a")
    redis.stop()
    assert [first.take(RULE, "a") for _ in range(4)] == [True, True, True, False]
    assert second.take(RULE, "a")
    redis.start()
    assert [first.take(RULE, "a"), second.take(RULE, "a"), first.take(RULE, "a"), second.take(RULE, "a")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_redis_that_is_away_is_not_asked_for_every_request(redis, caplog):
    redis.stop()
    counters = Turns(redis.url)
    for _ in range(50):
        counters.take(RULE, "a")
    assert len([record for record in caplog.records if "Redis" in record.message]) == 1


@pytest.mark.parametrize("gone", [False, True])
def test_programs_are_limited_with_redis_and_without_it(demo, redis, gone):
    if gone:
        redis.stop()
    with demo.running_app(RATE_LIMIT="3 per minute", REDIS_URL=redis.url) as app:
        client = app.test_client()
        assert [client.get("/api/v1/plans").status_code for _ in range(4)] == [200, 200, 200, 429]
