"""When a store is asked for its state, and when what it told is still good."""

import pytest

from portal.prepared import states
from portal.prepared.states import states_of


@pytest.fixture
def hold(monkeypatch):
    def hold(seconds: float) -> None:
        monkeypatch.setattr(states, "HOLDS", seconds)
        monkeypatch.setattr(states, "EVERY", seconds)

    return hold


def test_what_was_told_is_good_for_a_moment_unless_something_was_published(public, hold):
    hold(3600)
    told = states_of(public)
    before = told.now()
    with public.begin():
        pass
    assert told.now() == before
    told.ask_again()
    assert told.now() != before


def test_after_that_moment_it_is_asked_again(public, hold):
    hold(0)
    told = states_of(public)
    seen = {told.now()}
    for _ in range(3):
        with public.begin():
            pass
        seen.add(told.now())
    assert len(seen) == 4
