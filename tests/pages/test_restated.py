"""The words of a figure that was reckoned from those of other places."""

import pytest

from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.periods import parse_period
from portal.domain.restating import Figure, Kind, Point, Series, Source
from portal.pages.restated import how_text


@pytest.mark.parametrize(
    ("weight", "said"),
    [(1.0, "100 × 591 ÷ 673"), (0.5, "100 × (0,5 × 591) ÷ (0,5 × 673)"), (0.999999, "100 × (1 × 591) ÷ (1 × 673)")],
)
def test_the_formula_of_a_period_has_each_share_as_it_is_said(bare_app, weight, said):
    village, old = Locality(code="1-2", name="Thôn Hai", name_en="Hai"), Locality(code="1-1", name="Thôn", name_en="A")
    figure = Figure("x", "2026-01", 591, 673, 87.8, "normal", "r1", illustrative=False)
    point = Point(
        parse_period("2026-01"), Kind.RESTATED, 87.8, sources=(Source(old, weight, figure), Source(old, 1.0, None))
    )
    with bare_app.test_request_context("/"):
        told = how_text(Series(village, "x", (point,)), point, Indicator(code="x", unit="percent"))
    assert told.endswith(f": {said}.")
