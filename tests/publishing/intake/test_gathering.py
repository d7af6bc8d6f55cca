"""What a commune already has, from the two stores."""

import datetime as dt

from sqlalchemy import update

from portal.domain.localities import get_commune
from portal.publishing.intake import Context, Known, context_of
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell, Submission
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission

TODAY = dt.date(2026, 11, 22)
VILLAGE = f"{COMMUNE}-01"


def gathered(public, desk) -> Context:
    with public.session() as p, desk.session() as d:
        commune = get_commune(p, COMMUNE, on=TODAY)
        assert commune
        return context_of(p, d, commune, TODAY)


def publish(public, desk, tmp_path, *cells: Cell, days: int = 0) -> None:
    at = AT + dt.timedelta(days=days)
    number = make_submission(desk, cells, at=at)
    Publisher(desk, public, tmp_path).publish(number, at=at)


def test_places_and_indicators_come_in_their_order(public, desk):
    make_installation(public, villages=3, indicators=[make_indicator("b"), make_indicator("a", position=1)])
    context = gathered(public, desk)
    assert [village.name for village in context.villages] == ["Thôn 1", "Thôn 2", "Thôn 3"]
    assert list(context.indicators) == ["b", "a"]
    assert (context.commune.name, context.commune.valid_from) == ("Xã Thử Nghiệm", dt.date(2025, 7, 1))
    assert context.before == {}


def test_figures_in_force_are_those_of_the_newest_release(public, desk, tmp_path):
    make_installation(public)
    publish(public, desk, tmp_path, Cell("vneid-level2", VILLAGE, "2026-09", 50, 100))
    publish(public, desk, tmp_path, Cell("vneid-level2", VILLAGE, "2026-09", 60, 101), days=1)
    assert gathered(public, desk).before == {("vneid-level2", VILLAGE, "2026-09"): Known(60, 101, None)}
    publish(public, desk, tmp_path, Cell("vneid-level2", VILLAGE, "2026-09", withdrawn=True), days=2)
    assert gathered(public, desk).before == {}


def test_what_is_not_released_is_not_in_force(public, desk):
    make_installation(public)
    number = make_submission(desk, [Cell("vneid-level2", VILLAGE, "2026-09", 50, 100)])
    with desk.begin() as session:  # named at the desk, but the public store never got it
        session.execute(update(Submission).where(Submission.id == number).values(release="thu-nghiem-r1"))
    assert gathered(public, desk).before == {}
