import pytest

from portal.db import Store
from portal.domain.indicators import ELEMENTS, list_elements
from portal.domain.localities import get_last_locality
from portal.domain.readiness import (
    NOT_PUBLISHED,
    Element,
    Readiness,
    ReadinessStatus,
    Wanted,
    geometric_mean,
    list_readiness,
    select_readiness,
)
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission

CODES = {"identity": "vneid-level2", "device": "smartphone-households", "skill": "digital-skills"}
CODES["account"] = "digital-accounts"


def make_readiness(*values: float | None, status: str = "normal", **statuses: str) -> Readiness:
    elements = [
        Element(code, CODES[code], value, status=statuses.get(code, status))
        for code, value in zip(ELEMENTS, values, strict=True)
    ]
    return Readiness("99001-01", "2026-09", tuple(elements))


@pytest.mark.parametrize(
    ("rates", "index"),
    [
        ((16.0, 16.0, 16.0, 16.0), 16.0),
        ((81.0, 1.0, 16.0, 1.0), 6.0),
        ((90.0, 80.0, 70.0, 60.0), 74.1559),
        ((100.0, 100.0, 100.0, 100.0), 100.0),
        ((99.0, 99.0, 99.0, 0.0), 0.0),
    ],
)
def test_the_index_is_the_fourth_root_of_the_product(rates, index):
    assert geometric_mean(rates) == index


def test_one_weak_element_weighs_more_than_in_a_plain_mean():
    assert geometric_mean((100.0, 100.0, 100.0, 20.0)) < 80 == sum((100, 100, 100, 20)) / 4


def test_zero_is_a_value_and_makes_the_index_zero():
    found = make_readiness(90.0, 80.0, 0.0, 60.0)
    assert (found.index, found.lacking, found.status) == (0.0, [], ReadinessStatus.NORMAL)


@pytest.mark.parametrize("why", ["withheld", "missing", "not-applicable", NOT_PUBLISHED])
def test_an_element_that_is_not_shown_leaves_no_index_and_is_named_with_its_reason(why):
    found = make_readiness(90.0, 80.0, None, 60.0, skill=why)
    assert (found.index, found.lacking, found.status) == (None, ["skill"], ReadinessStatus.INCOMPLETE)
    assert found.elements[2].status == why


def test_the_index_is_as_weak_as_the_weakest_element():
    assert make_readiness(1.0, 1.0, 1.0, 1.0, device="provisional").status == "provisional"
    assert make_readiness(1.0, 1.0, 1.0, 1.0, device="provisional", skill="estimated").status == "estimated"


@pytest.fixture
def publisher(public: Store, desk: Store, tmp_path) -> Publisher:
    indicators = [
        make_indicator(code, position=position, element=element, subject="infrastructure")
        for position, (element, code) in enumerate(CODES.items())
    ]
    make_installation(public, indicators=indicators)
    return Publisher(desk, public, tmp_path / "files")


def publish(publisher: Publisher, cells: dict[tuple[str, str, str], tuple[int, int]]) -> None:
    rows = [Cell(CODES[element], place, period, *counts) for (element, place, period), counts in cells.items()]
    publisher.publish(make_submission(publisher.desk, rows), at=AT)


def read(publisher: Publisher, place: str | None = None) -> dict[tuple[str, str], Readiness]:
    with publisher.public.session() as session:
        elements = list_elements(session)
        wanted = Wanted(locality=get_last_locality(session, place) if place else None)
        rows = session.execute(select_readiness(elements, wanted, as_of=1)).all()
        found = list_readiness(session, elements, rows, as_of=1)
    assert len({(one.locality, one.period) for one in found}) == len(found)
    return {(one.locality, one.period): one for one in found}


def test_no_element_is_borrowed_from_another_period(publisher):
    village = f"{COMMUNE}-01"
    months = {"identity": "2026-08", "device": "2026-09", "skill": "2026-09", "account": "2026-09"}
    publish(publisher, {(element, village, month): (50, 100) for element, month in months.items()})
    found = read(publisher, village)
    assert found[village, "2026-08"].lacking == ["device", "skill", "account"]
    assert found[village, "2026-09"].lacking == ["identity"]
    assert {element.status for element in found[village, "2026-08"].elements} == {"normal", NOT_PUBLISHED}


def test_a_communes_index_is_of_its_own_rates_not_of_its_villages(publisher):
    """One village of a thousand and one of ten: the sum of counts is nearly the first's, the mean of rates is not."""
    large, small = f"{COMMUNE}-01", f"{COMMUNE}-02"
    publish(
        publisher,
        {
            (element, place, "2026-09"): counts
            for element in CODES
            for place, counts in ((large, (900, 1000)), (small, (1, 10)))
        },
    )
    found = read(publisher)
    rate = round(100 * 901 / 1010, 4)
    assert [element.value for element in found[COMMUNE, "2026-09"].elements] == [rate] * 4
    assert found[COMMUNE, "2026-09"].index == rate
    assert (found[large, "2026-09"].index, found[small, "2026-09"].index) == (90.0, 10.0)


def test_an_element_that_the_portal_does_not_measure_is_lacking(public, desk, tmp_path):
    make_installation(public, indicators=[make_indicator("vneid-level2", element="identity")])
    publisher = Publisher(desk, public, tmp_path / "files")
    publish(publisher, {("identity", f"{COMMUNE}-01", "2026-09"): (50, 100)})
    found = read(publisher, f"{COMMUNE}-01")[f"{COMMUNE}-01", "2026-09"]
    assert [element.indicator for element in found.elements] == ["vneid-level2", None, None, None]
    assert found.lacking == ["device", "skill", "account"]
