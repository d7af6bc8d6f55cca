"""Word between hosts that something was published."""

import threading

import pytest

from portal import announcements
from portal.announcements import Listener, announce
from portal.db import PublicStore
from portal.prepared.states import states_of


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(announcements, "AGAIN", 0.05)


def announced_until(url: str, heard: threading.Event) -> bool:
    """Announce again and again: who listens may only just begin to."""
    for _ in range(100):
        announce(url)
        if heard.wait(0.05):
            return True
    return False


def test_who_listens_hears_of_what_is_published_also_after_redis_was_away(redis):
    heard = threading.Event()
    Listener(redis.url, heard.set).begin()
    assert announced_until(redis.url, heard)
    redis.stop()
    heard.clear()
    announce(redis.url)
    assert not heard.is_set()
    redis.start()
    assert announced_until(redis.url, heard)


def test_publishing_goes_on_where_redis_is_away_or_nobody_wants_it(redis, caplog):
    redis.stop()
    announce(redis.url)
    assert "hosts find out about the release by themselves" in caplog.text
    announce("")


def test_a_change_of_the_store_is_known_at_the_next_answer_or_as_soon_as_it_is_announced(stores, redis):
    public, _desk = stores
    told = threading.Event()
    telling = PublicStore(public.url.render_as_string(hide_password=False), tell=told.set)
    states = states_of(public, redis.url)
    before = states.now()
    with telling.begin():
        pass
    telling.close()
    assert told.is_set()
    if public.file is None:  # a file is asked before every answer
        announce(redis.url)
    assert eventually(lambda: states.now() != before)


def eventually(holds) -> bool:
    return any(holds() or threading.Event().wait(0.02) for _ in range(200))
