"""Whether one can apply today."""

import datetime as dt

import pytest

from portal.domain.programmes import programme_state

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("open_from", "open_until", "state"),
    [
        (None, None, "open"),
        (TODAY, TODAY, "open"),
        (TODAY + dt.timedelta(days=1), None, "ahead"),
        (None, TODAY - dt.timedelta(days=1), "ended"),
        (dt.date(2026, 1, 1), dt.date(2027, 1, 1), "open"),
    ],
)
def test_a_programme_is_open_from_its_first_day_to_its_last(open_from, open_until, state):
    assert programme_state(open_from, open_until, TODAY) == state
