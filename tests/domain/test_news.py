"""What was published last about a place."""

import pytest

from portal.domain.localities import get_commune, get_village
from portal.domain.news import Course, get_news
from portal.domain.observations import list_series
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_installation, make_submission
from tests.conftest import NOW

VILLAGE = f"{COMMUNE}-01"


@pytest.fixture
def publish(public, desk, tmp_path):
    """Publishes cells of the first village, (period, numerator), and answers what is told of it."""
    make_installation(public)
    publisher = Publisher(desk, public, tmp_path, secret=b"a secret of tests")

    def publish(*cells, **more):
        found = [Cell("vneid-level2", f"{COMMUNE}-{n:02}", p, count, 100) for p, count in cells for n in (1, 2, 3)]
        publisher.publish(make_submission(desk, found, **more))
        with public.session() as session:
            place = get_village(session, get_commune(session, COMMUNE, on=NOW), VILLAGE)
            return get_news(session, place, list_series(session, place))

    return publish


def test_a_place_of_which_nothing_was_published_has_no_news(public):
    make_installation(public)
    with public.session() as session:
        place = get_village(session, get_commune(session, COMMUNE, on=NOW), VILLAGE)
        assert get_news(session, place, {}) is None


def test_the_first_figure_has_nothing_before_it_and_only_the_newest_of_a_release_is_told(publish):
    news = publish(("2026-08", 50), ("2026-07", 60))
    (turn,) = news.turns
    assert (turn.change.period, turn.course, turn.difference) == ("2026-08", Course.FELL, -10)
    assert news.more == 1


@pytest.mark.parametrize(("count", "course"), [(61, Course.ROSE), (59, Course.FELL), (60, Course.SAME)])
def test_a_new_figure_stands_beside_the_one_before(publish, count, course):
    assert publish(("2026-08", 60)).turns[0].course is Course.FIRST
    (turn,) = publish(("2026-09", count)).turns
    assert (turn.course, turn.difference, turn.before.period) == (course, count - 60, "2026-08")


def test_figures_of_another_cadence_are_not_compared(publish):
    publish(("2026-08", 60))
    assert publish(("2026-Q3", 70)).turns[0].course is Course.FIRST


def test_a_corrected_figure_is_no_news_of_a_new_period(publish):
    publish(("2026-08", 60))
    news = publish(("2026-08", 62), kind="correction", reason="Đếm nhầm", reason_en="Miscounted")
    assert news.turns == []
    assert [(c.old.value, c.new.value) for c in news.corrected] == [(60.0, 62.0)]
