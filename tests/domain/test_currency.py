"""How current what is published is."""

import datetime as dt

import pytest

from portal.domain.currency import (
    AGES,
    age_of,
    count_ages,
    count_findable,
    days_since,
    get_answering_days,
    list_currency,
)

NOON = dt.datetime(2026, 11, 21, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("days", "age"),
    [(None, "never"), (0, "month"), (31, "month"), (32, "quarter"), (92, "quarter"), (366, "year"), (367, "older")],
)
def test_an_age_has_a_name(days, age):
    assert age_of(days) == age


def test_days_are_counted_in_viet_nam_and_never_below_nothing():
    assert days_since(NOON, dt.date(2026, 11, 22)) == 1
    assert days_since(dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC), dt.date(2026, 11, 21)) == 0
    assert days_since(NOON, dt.date(2026, 11, 1)) == 0
    assert days_since(None, dt.date(2026, 11, 1)) is None


def test_each_commune_that_takes_part_is_told_once_the_newest_release_first(demo, now):
    with demo.public.session() as session:
        found = list_currency(session, today=now)
        assert len({one.code for one in found}) == len(found) == 5
        told = [one.released_at for one in found]
        assert told == sorted(told, reverse=True)
        ages = count_ages(found)
        assert list(ages) == [*AGES, "older", "never"]
        assert sum(ages.values()) == 5


def test_communes_without_a_release_come_last_and_are_never(bare, now):
    with bare.public.session() as session:
        found = list_currency(session, today=now)
        assert found
        assert {one.age for one in found} == {"never"}
        assert get_answering_days(session, since=now) is None


def test_every_village_of_the_demonstration_can_be_found(demo):
    with demo.public.session() as session:
        findable = count_findable(session)
    assert findable.is_whole
    assert findable.villages > 100
