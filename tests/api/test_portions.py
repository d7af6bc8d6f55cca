"""A whole collection comes in portions, each read by itself; together they tell of one state."""

import pytest

from api.observations import Observations
from api.paging import walk
from api.references import State
from portal.domain.observations import Wanted
from portal.domain.releases import get_latest_seq
from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_press

PERIODS = ("2026-08", "2026-09")


@pytest.mark.parametrize("order", [None, ["-period"]])
def test_what_is_published_during_a_download_is_not_in_it(public, desk, tmp_path, monkeypatch, order):
    publish = make_press(public, desk, tmp_path / "files")
    publish(*[Cell("vneid-level2", COMMUNE, period, 7, 10) for period in PERIODS])
    monkeypatch.setattr(Observations, "portion", 1)
    monkeypatch.setattr("api.paging.SORTED", 1)
    with public.reading() as session:
        source = Observations(Wanted(), State(get_latest_seq(session), {}, newest=True))
        if order:
            source = source.sorted_by(session, order, [])
        rows, _more = walk(source, session, public, None, None)
        read = [next(iter(rows))]
    publish(*[Cell("vneid-level2", COMMUNE, period, 8, 10) for period in PERIODS], kind="correction", reason="nhầm")
    read += rows
    expected = PERIODS[::-1] if order else PERIODS
    assert [(period, value) for _, _, period, _, _, value, *_ in read] == [(period, 70) for period in expected]
