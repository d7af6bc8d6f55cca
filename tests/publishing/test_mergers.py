"""A merger uncovers nothing: what is withheld of a village is withheld of all that is reckoned from it afterwards."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.domain.indicators import Indicator
from portal.domain.localities import Basis, Locality, LocalityChange, get_commune, list_villages
from portal.domain.observations import Observation
from portal.domain.restating import Kind, Reason, list_restated
from portal.publishing.problems import PublishingError
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission, make_village, observation_of

DAY = dt.date(2026, 8, 1)
VILLAGES = 12
SMALL, OTHER, NEW = f"{COMMUNE}-11", f"{COMMUNE}-12", f"{COMMUNE}-13"
FLOW = "services-online-use"
STAY = [f"{COMMUNE}-{n:02}" for n in range(1, 11)]


@pytest.fixture
def press(public, desk, tmp_path):
    """Villages 11, with few, and 12 become 13 on the first of August; what publishes cells, each time a day later."""
    make_installation(public, villages=VILLAGES, indicators=[make_indicator(), make_indicator(FLOW, nature="flow")])
    with public.begin() as session:
        before = list(session.scalars(select(Locality).where(Locality.code.in_([SMALL, OTHER]))))
        commune = get_commune(session, COMMUNE, on=DAY)
        after = make_village(commune, 13)
        after.valid_from = DAY
        session.add(after)
        session.flush()
        for place in before:
            place.valid_to = DAY - dt.timedelta(days=1)
            change = LocalityChange(predecessor_id=place.id, successor_id=after.id, weight=1.0, basis=Basis.WHOLE)
            session.add(change)
    publisher = Publisher(desk, public, tmp_path, secret=b"one secret for all tests of it")
    days = iter(range(100))

    def publish(cells):
        at = AT + dt.timedelta(days=next(days))
        return publisher.publish(make_submission(desk, cells, at=at), at=at)

    return publish


def month(period, few, indicator="vneid-level2"):
    places = [SMALL, OTHER] if few is not None else [NEW]
    cells = [Cell(indicator, code, period, 90 + n, 190 + n) for n, code in enumerate([*STAY, *places])]
    return [cell if cell.locality != SMALL else Cell(indicator, SMALL, period, few, 150) for cell in cells]


def restated(public, code):
    with public.session() as session:
        commune = get_commune(session, COMMUNE, on=DAY)
        places = list_villages(session, commune)
        found = list_restated(session, places, [session.get_one(Indicator, code)])
        (place,) = (place for place in places if place.code == NEW)
        return {point.period.text: point for point in found[place.id][code].points}


def test_a_successor_has_no_restated_figure_where_a_predecessor_is_withheld(press, public):
    press(month("2026-07", 3))
    press(month("2026-08", None))
    found = restated(public, "vneid-level2")
    with public.session() as session:
        hidden = session.scalars(select(Observation).where(Observation.status == "withheld")).all()
        assert SMALL in {row.locality.code for row in hidden}
        assert len(hidden) >= 3, "with partners"
    assert (found["2026-07"].kind, found["2026-07"].reason) == (Kind.BROKEN, Reason.WITHHELD)
    assert found["2026-07"].value is found["2026-07"].numerator is found["2026-07"].denominator is None
    assert (found["2026-08"].kind, found["2026-08"].value is not None) == (Kind.OWN, True)


def test_a_restated_figure_is_a_sum_of_figures_anyone_can_read(press, public):
    press(month("2026-07", 60))
    (point,) = restated(public, "vneid-level2").values()
    with public.session() as session:
        shown = [observation_of(session, code, "2026-07") for code in (SMALL, OTHER)]
        assert point.numerator == sum(row.numerator for row in shown)
        assert point.denominator == sum(row.denominator for row in shown)


@pytest.mark.parametrize("small", [3, 60])
def test_a_flow_over_the_change_is_refused_so_that_no_quarter_before_it_can_be_subtracted(press, small):
    """Else the successor's year less its quarters and its shown predecessors' would be what is withheld."""
    press(month("2026-Q2", small, FLOW))
    with pytest.raises(PublishingError) as refusal:
        press(month("2026", None, FLOW))
    assert {problem.code for problem in refusal.value.problems} == {"village-changed"}
    with pytest.raises(PublishingError):
        press(month("2026-Q3", None, FLOW))


@pytest.mark.parametrize(("period", "code"), [("2026-08", SMALL), ("2026-12", OTHER), ("2026-07", NEW)])
def test_no_figure_of_a_village_gets_out_for_a_period_at_whose_end_it_was_not_there(press, public, period, code):
    with pytest.raises(PublishingError) as refusal:
        press([Cell("vneid-level2", code, period, 90, 190)])
    (problem,) = refusal.value.problems
    assert problem.code == "village-not-there"
    assert code in problem.where
    with public.session() as session:
        assert session.scalars(select(Observation)).all() == []


def test_the_commune_counts_the_villages_of_the_period(press, public):
    press(month("2026-07", 60))
    press(month("2026-08", None))
    with public.session() as session:
        counts = [observation_of(session, COMMUNE, period) for period in ("2026-07", "2026-08")]
        assert [(row.reported, row.expected) for row in counts] == [(12, 12), (11, 11)]
        assert observation_of(session, NEW, "2026-07") is None
        assert observation_of(session, SMALL, "2026-08") is None
