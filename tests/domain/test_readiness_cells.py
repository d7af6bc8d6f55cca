"""The cells of readiness kept by publishing are what the observations give, at every release and whatever is asked."""

import datetime as dt
import random

import pytest
from sqlalchemy import select, update

from portal.domain.indicators import ELEMENTS, list_elements
from portal.domain.localities import LocalityKind, get_commune
from portal.domain.observations import Observation
from portal.domain.readiness import (
    BY,
    BY_CELL,
    Wanted,
    count_cells,
    select_cells,
    select_ranked,
    select_ranked_cells,
    select_readiness,
)
from portal.domain.readiness_cells import ReadinessCell, keep_cells_anew, list_wrong_cells
from portal.domain.releases import get_latest_seq
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission

CODES = dict(
    zip(ELEMENTS, ("vneid-level2", "smartphone-households", "digital-skills", "digital-accounts"), strict=True)
)

FIGURES = (*({"numerator": n, "denominator": 100} for n in (30, 40, 60)), {"withdrawn": True})


@pytest.fixture
def published(public, desk, tmp_path):
    """Cells again and again: new, changed and taken away; and of no element."""
    other = make_indicator("coverage-5g")
    make_installation(public, indicators=[*(make_indicator(code, element=e) for e, code in CODES.items()), other])
    chance = random.Random(7)  # noqa: S311 - the same in every run
    for number in range(5):
        at = AT + dt.timedelta(hours=number + 1)
        cells = [
            Cell(code, f"{COMMUNE}-0{village}", period, **chance.choice(FIGURES if number else FIGURES[:1]))
            for code in (*CODES.values(), "coverage-5g")
            for village in (chance.sample((1, 2, 3), 2) if number else (1, 2, 3))
            for period in ("2026-07", "2026-08")
        ]
        Publisher(desk, public, tmp_path / "files").publish(make_submission(desk, cells, at=at), at=at)
    return public


def test_cells_are_what_the_observations_give(published):
    with published.session() as session:
        assert list_wrong_cells(session) == []
        elements, seq = list_elements(session), get_latest_seq(session)
        for wanted in every_wish(get_commune(session, COMMUNE, on=AT.date())):
            sought = select_readiness(elements, wanted, as_of=seq).add_columns(Observation.period_end)
            found = [row[:3] for row in session.execute(sought.order_by(*BY))]
            assert session.execute(select_cells(wanted).order_by(*BY_CELL)).all() == found
            assert count_cells(session, wanted) == len(found)
            ranked, by = select_ranked(elements, wanted, as_of=seq)
            kept = session.execute(select_ranked_cells(elements, wanted).order_by(*BY_CELL)).all()
            assert kept == session.execute(ranked.order_by(*by)).all()


def every_wish(commune):
    yield Wanted()
    yield Wanted(locality=commune)
    yield Wanted(within=commune)
    yield Wanted(commune=commune, period="2026-08")
    yield Wanted(kind=LocalityKind.VILLAGE, period="2026-07")
    yield Wanted(period="2019-01")


def test_a_wrong_cell_is_found_and_mended(published):
    with published.begin() as session:
        session.execute(update(ReadinessCell).where(ReadinessCell.period == "2026-08").values(product=0.5))
        assert {period for _, period in list_wrong_cells(session)} == {"2026-08"}
        keep_cells_anew(session)
        assert list_wrong_cells(session) == []


def test_a_place_whose_elements_are_not_all_shown_has_a_cell_without_a_product(published):
    with published.session() as session:
        products = session.scalars(select(ReadinessCell.product)).all()
    assert None in products


def test_the_demonstration_is_kept(demo):
    with demo.public.session() as session:
        assert list_wrong_cells(session) == []
        assert session.scalars(select(ReadinessCell.product).where(ReadinessCell.product.is_not(None))).first()
