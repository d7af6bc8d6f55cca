"""Series across mergers, splits and renamings: every case of the arithmetic, and every way to be broken."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.db import PORTION
from portal.domain.datasets import Dataset
from portal.domain.indicators import Indicator
from portal.domain.lineage import ChangeKind, finish_localities, list_changes_of, load_lineage
from portal.domain.localities import Locality, LocalityChange, list_localities_by_id
from portal.domain.observations import Observation, rate
from portal.domain.periods import parse_period
from portal.domain.point_counts import count_points
from portal.domain.releases import Release
from portal.domain.restating import Kind, Reason, get_restated, list_crossing, list_restated
from tests.builders import AT, make_commune, make_group, make_indicator, make_village
from tests.stores import asked

DAY = dt.date(2026, 4, 1)
RATE, COUNT, FLOW, INDEX = "vneid-level2", "teams", "services-online-use", "hdi"


class Past:
    """A commune whose villages can change, and figures put straight into the public store."""

    def __init__(self, session):
        self.session = session
        session.add(make_group())
        session.flush()
        session.add_all(
            [
                make_indicator(RATE),
                make_indicator(COUNT, unit="count", subject="organisation"),
                make_indicator(FLOW, nature="flow"),
                make_indicator(INDEX, unit="index"),
            ]
        )
        self.commune = make_commune(session, villages=0)
        names = ("title", "title_en", "source", "source_en", "submitted_by_role", "approved_by_role")
        words = dict.fromkeys(("title", "title_en", "description", "description_en"), "a dataset")
        for seq in (1, 2):
            texts = {name: name for name in names}
            session.add(
                Release(seq=seq, id=f"r{seq}", commune_id=self.commune.id, kind="update", released_at=AT, **texts)
            )
        session.add(Dataset(slug="x", commune_id=self.commune.id, group_code="digital-society", **words))
        session.flush()
        self.count = 0

    def village(self, *, since=None, until=None) -> Locality:
        self.count += 1
        place = make_village(self.commune, self.count)
        place.valid_from, place.valid_to = since or self.commune.valid_from, until and until - dt.timedelta(days=1)
        self.session.add(place)
        self.session.flush()
        return place

    def change(self, before, after, weight=1.0, basis="people"):
        basis = None if weight is None else "whole" if weight == 1 else basis
        self.session.add(
            LocalityChange(predecessor_id=before.id, successor_id=after.id, weight=weight, basis=basis, source="a law")
        )
        self.session.flush()

    def figure(self, place, period, numerator=None, denominator=None, *, indicator=RATE, status="normal", **more):
        shown = status in {"normal", "provisional", "estimated"}
        value = more.get("value")
        if shown and value is None:
            value = rate(numerator, denominator) if denominator else float(numerator)
        self.session.add(
            Observation(
                indicator_code=indicator,
                locality_id=place.id,
                period=period,
                period_end=parse_period(period).end,
                numerator=numerator if shown else None,
                denominator=denominator,
                value=value if shown else None,
                status=status,
                dataset_slug="x",
                released_in=more.get("seq", 1),
            )
        )
        self.session.flush()

    def series(self, place, indicator=RATE, **more):
        """The points by their periods; in every case as many as are counted without restating."""
        measure = self.session.get_one(Indicator, indicator)
        series = get_restated(self.session, place, measure, **more)
        assert count_points(self.session, [place], [measure], **more) == len(series.points)
        return {point.period.text: point for point in series.points}


@pytest.fixture
def past(public):
    with public.session() as session:
        yield Past(session)


def merged(past, count=2):
    """Villages that became one on ``DAY``, and that one."""
    before = [past.village(until=DAY) for _ in range(count)]
    after = past.village(since=DAY)
    for place in before:
        past.change(place, after)
    return before, after


def test_a_merger_is_the_rate_of_the_sums_and_not_the_mean_of_the_rates(past):
    (small, large), after = merged(past)
    past.figure(small, "2026-03", 10, 100)
    past.figure(large, "2026-03", 810, 900)
    past.figure(after, "2026-04", 850, 1000)
    found = past.series(after)
    assert [(p.kind, p.value, p.numerator, p.denominator) for p in found.values()] == [
        (Kind.RESTATED, 82.0, 820, 1000),
        (Kind.OWN, 85.0, 850, 1000),
    ]
    assert [(s.place, s.weight) for s in found["2026-03"].sources] == [(small, 1.0), (large, 1.0)]
    assert found["2026-03"].status == "normal"
    assert found["2026-04"].release == "r1"


def test_shares_of_several_places_weigh_numerators_and_denominators_alike_and_are_estimates(past):
    one, other, after = past.village(until=DAY), past.village(until=DAY), past.village(since=DAY)
    past.change(one, after, 0.25)
    past.change(other, after, 0.5, "households")
    past.figure(one, "2026-03", 40, 400)
    past.figure(other, "2026-03", 90, 100)
    point = past.series(after)["2026-03"]
    assert point.value == round(100 * (0.25 * 40 + 0.5 * 90) / (0.25 * 400 + 0.5 * 100), 4)
    assert (point.numerator, point.denominator, point.status) == (None, None, "estimated")


def test_weights_multiply_on_the_way_and_add_up_where_the_ways_meet_again(past):
    """Split in two, and the two merged with another: the first is whole again."""
    later = dt.date(2026, 7, 1)
    first, other = past.village(until=DAY), past.village(until=later)
    left, right = past.village(since=DAY, until=later), past.village(since=DAY, until=later)
    last = past.village(since=later)
    past.change(first, left, 0.4)
    past.change(first, right, 0.6)
    for place in (left, right, other):
        past.change(place, last)
    past.figure(first, "2026-03", 30, 100)
    past.figure(other, "2026-03", 20, 100)
    past.figure(left, "2026-05", 30, 40)
    past.figure(right, "2026-05", 30, 60)
    past.figure(other, "2026-05", 40, 100)
    found = past.series(last)
    assert {s.place: s.weight for s in found["2026-03"].sources} == {first: 1.0, other: 1.0}
    assert (found["2026-03"].numerator, found["2026-03"].denominator) == (50, 200)
    assert (found["2026-05"].numerator, found["2026-05"].value) == (100, 50.0)
    assert past.series(left)["2026-03"].sources[0].weight == 0.4


@pytest.mark.parametrize(("share", "whole"), [(0.333333, True), (0.333, True), (0.33, False)])
def test_rounded_parts_that_come_together_again_are_whole(past, share, whole):
    later = dt.date(2026, 7, 1)
    first, last = past.village(until=DAY), past.village(since=later)
    for _ in range(3):
        part = past.village(since=DAY, until=later)
        past.change(first, part, share)
        past.change(part, last)
    past.figure(first, "2026-03", 31, 101)
    point = past.series(last)["2026-03"]
    assert (point.renamed, point.numerator) == ((True, 31) if whole else (False, None))


def test_a_single_share_of_nearly_all_stays_the_share_that_was_told(past):
    before, after = past.village(until=DAY), past.village(since=DAY)
    past.change(before, after, 0.9995)
    past.figure(before, "2026-03", 31, 101)
    assert past.series(after)["2026-03"].sources[0].weight == 0.9995


def test_a_long_past_of_splits_and_mergers_is_reckoned_place_by_place_and_not_way_by_way(past):
    """Thirty splits with as many mergers make a thousand million ways; no other arithmetic, and no waiting."""
    first = last = past.village(since=dt.date(2025, 7, 1), until=dt.date(2025, 8, 1))
    day = dt.date(2025, 8, 1)
    for _ in range(30):
        parted, joined = day + dt.timedelta(days=1), day + dt.timedelta(days=2)
        halves = [past.village(since=day, until=parted) for _ in range(2)]
        merged = past.village(since=parted, until=joined)
        for half in halves:
            past.change(last, half, 0.5)
            past.change(half, merged)
        last, day = merged, joined
    last.valid_to = None
    past.figure(first, "2025-07", 30, 40)
    (point,) = past.series(last).values()
    assert (point.kind, point.renamed, point.value) == (Kind.RESTATED, True, 75.0)


def test_a_share_of_a_share_is_their_product(past):
    later = dt.date(2026, 7, 1)
    first, half, quarter = past.village(until=DAY), past.village(since=DAY, until=later), past.village(since=later)
    past.change(first, half, 0.5)
    past.change(half, quarter, 0.5)
    past.figure(first, "2026-03", 40, 80)
    assert [s.weight for s in past.series(quarter)["2026-03"].sources] == [0.25]


def test_a_renaming_hands_on_every_status_as_it_stands(past):
    (before,), after = merged(past, 1)
    past.figure(before, "2026-01", 40, 80, status="provisional")
    past.figure(before, "2026-02", denominator=80, status="withheld")
    past.figure(before, "2026-03", status="missing")
    found = past.series(after)
    assert all(point.renamed for point in found.values())
    assert [(p.value, p.numerator, p.status) for p in found.values()] == [
        (50.0, 40, "provisional"),
        (None, None, "withheld"),
        (None, None, "missing"),
    ]
    made, became = list_changes_of(past.session, after)
    assert ([change.kind for change in made], became) == ([ChangeKind.RENAMING], [])


@pytest.mark.parametrize("status", ["withheld", "missing"])
def test_one_predecessor_without_a_figure_breaks_the_period_and_is_named(past, status):
    (one, other), after = merged(past)
    past.figure(one, "2026-03", 40, 80)
    past.figure(other, "2026-03", denominator=90 if status == "withheld" else None, status=status)
    point = past.series(after)["2026-03"]
    assert (point.kind, point.reason, point.blamed) == (Kind.BROKEN, Reason(status), other)
    assert point.value is point.numerator is point.denominator is point.status is None


def test_a_predecessor_that_published_nothing_breaks_the_period(past):
    (one, other), after = merged(past)
    past.figure(one, "2026-03", 40, 80)
    point = past.series(after)["2026-03"]
    assert (point.reason, point.blamed) == (Reason.MISSING, other)


def test_a_period_that_no_predecessor_reported_is_no_point(past):
    (one, other), after = merged(past)
    past.figure(one, "2026-02", 40, 80)
    past.figure(other, "2026-02", 40, 80)
    assert list(past.series(after)) == ["2026-02"]


def test_a_predecessor_with_nothing_to_count_adds_nothing(past):
    (one, empty), after = merged(past)
    past.figure(one, "2026-03", 40, 80)
    past.figure(empty, "2026-03", denominator=0, status="not-applicable")
    point = past.series(after)["2026-03"]
    assert (point.kind, point.value, point.numerator, point.denominator) == (Kind.RESTATED, 50.0, 40, 80)


def test_where_no_predecessor_had_anything_to_count_nor_has_their_sum(past):
    before, after = merged(past)
    for place in before:
        past.figure(place, "2026-03", denominator=0, status="not-applicable")
    point = past.series(after)["2026-03"]
    assert (point.kind, point.value, point.status) == (Kind.RESTATED, None, "not-applicable")


@pytest.mark.parametrize(("statuses", "expected"), [("normal estimated", "estimated"), ("provisional estimated", "pr")])
def test_the_weakest_status_carries_over(past, statuses, expected):
    before, after = merged(past)
    for place, status in zip(before, statuses.split(), strict=True):
        past.figure(place, "2026-03", 40, 80, status=status)
    assert past.series(after)["2026-03"].status.startswith(expected)


def test_a_weight_that_nobody_told_breaks_what_came_before_it(past):
    before, after = past.village(until=DAY), past.village(since=DAY)
    past.change(before, after, None)
    past.figure(before, "2026-03", 40, 80)
    past.figure(after, "2026-04", 50, 80)
    found = past.series(after)
    assert (found["2026-03"].reason, found["2026-03"].blamed) == (Reason.WEIGHT_UNKNOWN, before)
    assert found["2026-04"].kind is Kind.OWN


def test_counts_add_up_and_an_index_does_not(past):
    before, after = merged(past)
    for number, place in enumerate(before, start=2):
        past.figure(place, "2026-03", number, indicator=COUNT)
        past.figure(place, "2026-03", indicator=INDEX, value=0.7)
    count, index = past.series(after, COUNT)["2026-03"], past.series(after, INDEX)["2026-03"]
    assert (count.value, count.numerator, count.denominator) == (5.0, 5, None)
    assert (index.kind, index.reason) == (Kind.BROKEN, Reason.INDEX)


def test_a_share_of_a_count_has_no_whole_number(past):
    before, after = past.village(until=DAY), past.village(since=DAY)
    past.change(before, after, 0.3)
    past.figure(before, "2026-03", 5, indicator=COUNT)
    point = past.series(after, COUNT)["2026-03"]
    assert (point.value, point.numerator, point.status) == (1.5, None, "estimated")


def test_an_index_is_handed_on_by_a_renaming(past):
    (before,), after = merged(past, 1)
    past.figure(before, "2026-03", indicator=INDEX, value=0.7)
    assert past.series(after, INDEX)["2026-03"].value == 0.7


def test_a_flow_over_the_change_is_of_a_part_of_its_period_and_says_so(past):
    (one, other), after = merged(past)
    for place in (one, other):
        past.figure(place, "2026-Q1", 40, 80, indicator=FLOW)
    past.figure(after, "2026", 100, 200, indicator=FLOW)
    past.figure(after, "2026-Q2", 50, 100, indicator=FLOW)
    found = past.series(after, FLOW)
    assert (found["2026-Q1"].kind, found["2026-Q1"].numerator) == (Kind.RESTATED, 80)
    assert (found["2026-Q2"].kind, found["2026-Q2"].reason) == (Kind.OWN, None)
    assert (found["2026"].kind, found["2026"].reason) == (Kind.OWN, Reason.MID_PERIOD)


def test_a_flow_during_which_a_predecessor_came_about_breaks_the_period(past):
    february = dt.date(2026, 2, 1)
    eldest, middle, last = (
        past.village(until=february),
        past.village(since=february, until=DAY),
        past.village(since=DAY),
    )
    other = past.village(until=DAY)
    past.change(eldest, middle)
    past.change(middle, last)
    past.change(other, last)
    past.figure(middle, "2026-Q1", 40, 80, indicator=FLOW)
    past.figure(other, "2026-Q1", 40, 80, indicator=FLOW)
    point = past.series(last, FLOW)["2026-Q1"]
    assert (point.kind, point.reason, point.blamed) == (Kind.BROKEN, Reason.MID_PERIOD, middle)


def test_the_own_figure_goes_before_a_restated_one(past):
    before, after = merged(past)
    for place in before:
        past.figure(place, "2026-03", 40, 80)
    past.figure(after, "2026-03", 45, 160)
    assert (past.series(after)["2026-03"].kind, past.series(after)["2026-03"].numerator) == (Kind.OWN, 45)


def test_a_place_that_took_another_in_is_restated_with_its_own_part(past):
    stays, goes = past.village(), past.village(until=DAY)
    past.change(goes, stays)
    past.figure(stays, "2026-03", 40, 80)
    past.figure(goes, "2026-03", 10, 20)
    past.figure(stays, "2026-04", 55, 100)
    found = past.series(stays)
    assert (found["2026-03"].kind, found["2026-03"].numerator, found["2026-03"].denominator) == (Kind.RESTATED, 50, 100)
    assert found["2026-04"].kind is Kind.OWN


def test_a_place_that_is_no_more_keeps_its_figures_and_gets_none_of_its_successor(past):
    (one, other), after = merged(past)
    past.figure(one, "2026-03", 40, 80)
    past.figure(other, "2026-03", 40, 80)
    past.figure(after, "2026-04", 90, 160)
    assert {period: point.kind for period, point in past.series(one).items()} == {"2026-03": Kind.OWN}


def test_as_of_a_release_only_what_it_had_is_reckoned_with(past):
    (one, other), after = merged(past)
    past.figure(one, "2026-03", 40, 80)
    past.figure(other, "2026-03", 40, 80, seq=2)
    assert past.series(after, as_of=1)["2026-03"].reason is Reason.MISSING
    assert past.series(after, as_of=2)["2026-03"].numerator == 80


def test_many_places_take_as_many_statements_as_one(past):
    afters = []
    for _ in range(6):
        before, after = merged(past)
        afters.append(after)
        for place in before:
            past.figure(place, "2026-03", 40, 80)
    indicators = list(past.session.scalars(select(Indicator)))
    costs = []
    for places in (afters[:1], afters):
        with asked(past.session.get_bind()) as statements:
            found = list_restated(past.session, places, indicators)
        costs.append(len(statements))
        assert all(found[place.id][RATE].points[0].numerator == 80 for place in places)
    assert costs[0] == costs[1] <= 3


def test_after_a_gap_the_change_is_on_the_first_day_of_what_came_after(past):
    before, after = past.village(until=DAY), past.village(since=dt.date(2026, 5, 10))
    past.change(before, after, None)
    made, became = list_changes_of(past.session, after)
    assert ([change.day for change in made], became) == ([dt.date(2026, 5, 10)], [])
    past.figure(before, "2026-03", 30, 40)
    (point,) = past.series(after).values()
    assert (point.kind, point.reason) == (Kind.BROKEN, Reason.WEIGHT_UNKNOWN)


def test_what_became_of_a_place_is_told_with_all_that_went_along(past):
    (one, other), after = merged(past)
    made, became = list_changes_of(past.session, one)
    assert made == []
    assert [(change.kind, change.day, change.successor) for change in became] == [(ChangeKind.MERGER, DAY, after)]
    assert [link.predecessor for link in became[0].links] == [one, other]
    assert became[0].links[0].source == "a law"


@pytest.mark.parametrize(
    ("weights", "kind"),
    [
        ([1.0], ChangeKind.RENAMING),
        ([1.0, 1.0], ChangeKind.MERGER),
        ([0.4], ChangeKind.SPLIT),
        ([1.0, 0.4], ChangeKind.REARRANGEMENT),
        ([None, 1.0], ChangeKind.REARRANGEMENT),
    ],
)
def test_a_change_is_called_by_its_shares(past, weights, kind):
    after = past.village(since=DAY)
    for weight in weights:
        past.change(past.village(until=DAY), after, weight)
    assert [change.kind for change in list_changes_of(past.session, after)[0]] == [kind]


def test_more_places_than_one_statement_has_room_for_have_their_lineage_once(past):
    before = past.village(until=DAY)
    afters = [past.village(since=DAY) for _ in range(3)]
    for place in afters:
        past.change(before, place, 1 / 3)
    many = [*range(10_000, 10_000 + PORTION), *(place.id for place in afters)]
    lineage = load_lineage(past.session, [afters[0].id, *many])
    assert [len(lineage.into(place.id)) for place in afters] == [1, 1, 1]
    assert list_localities_by_id(past.session, many) == afters
    found = finish_localities(past.session, [("x", id_) for id_ in many])
    assert [len(made_of) for _, made_of, _ in found[-3:]] == [1, 1, 1]


def test_places_made_of_others_are_listed_by_what_was_published_as_of_a_release(past):
    before, after = merged(past)
    past.figure(before[0], "2026-03", 50, 100)
    past.session.query(Observation).update({"superseded_in": 2})
    assert list_crossing(past.session) == list_crossing(past.session, as_of=2) == []
    assert list_crossing(past.session, as_of=1) == [after.id]
