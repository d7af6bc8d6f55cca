"""The counts kept by publishing are what counting the rows gives, whatever was published, corrected and taken back."""

import datetime as dt
import random

import pytest
from sqlalchemy import func, select, update

from portal.domain.localities import get_commune
from portal.domain.observation_counts import ObservationCount, count_anew, count_observations, find_count_differences
from portal.domain.observations import Observation, Wanted, alive
from portal.domain.releases import get_latest_seq
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission

INDICATORS = ("vneid-level2", "coverage-5g")
PERIODS = ("2026-07", "2026-08", "2026-Q3")


def publish_at_random(public, desk, files, *, times, seed):
    """Some cells of some places again and again: new, changed, small enough to be withheld, taken away."""
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    for number in range(times):
        at = AT + dt.timedelta(hours=number + 1)
        cells = [
            Cell(code, f"{COMMUNE}-0{village}", chance.choice(PERIODS), chance.choice((0, 2, 40, 60)), 100)
            for code in INDICATORS
            for village in chance.sample((1, 2, 3), 2)
        ]
        publisher = Publisher(desk, public, files)
        publisher.publish(make_submission(desk, cells, at=at), at=at)


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_what_counting_gives(public, desk, tmp_path, seed):
    coverage = make_indicator("coverage-5g", subject="infrastructure")
    make_installation(public, indicators=[make_indicator(), coverage])
    publish_at_random(public, desk, tmp_path / "files", times=6, seed=seed)
    with public.session() as session:
        assert find_count_differences(session) == []
        commune = get_commune(session, COMMUNE, on=AT.date())
        for wanted in every_wish(commune.id):
            for as_of in (None, *range(1, get_latest_seq(session) + 1)):
                counted = session.scalar(
                    select(func.count()).select_from(Observation).where(*alive(as_of), *wanted.conditions())
                )
                assert count_observations(session, wanted, as_of=as_of) == counted, (wanted, as_of)


def every_wish(commune):
    yield Wanted()
    yield from (Wanted(indicator=code, period=period) for code in INDICATORS for period in PERIODS)
    yield from (Wanted(within=commune, status=status) for status in ("normal", "withheld"))
    yield from (Wanted(dataset="thu-nghiem-digital-society", indicator=code) for code in INDICATORS)
    yield Wanted(locality=commune, period="2026-08")
    yield Wanted(start=dt.date(2026, 8, 1), end=dt.date(2026, 9, 30))
    yield Wanted(start=dt.date(2026, 8, 1), status="withheld", indicator="vneid-level2")


def test_a_wrong_count_is_found_and_mended(public, desk, tmp_path):
    make_installation(public, indicators=[make_indicator(), make_indicator("coverage-5g", subject="infrastructure")])
    publish_at_random(public, desk, tmp_path / "files", times=1, seed=1)
    with public.begin() as session:
        session.execute(update(ObservationCount).where(ObservationCount.commune_id == 0).values(number=99))
    with public.begin() as session:
        assert {difference.kept for difference in find_count_differences(session)} == {99}
        count_anew(session)
        assert find_count_differences(session) == []


def test_the_demonstration_is_counted(demo):
    with demo.public.session() as session:
        assert find_count_differences(session) == []
        assert count_observations(session) == session.scalar(select(func.count()).where(*alive()))
