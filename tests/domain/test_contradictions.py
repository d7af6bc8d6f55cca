"""Where plans contradict themselves: what is found, what is not, and that both sides are named."""

from itertools import count

import pytest

from portal.domain.contradictions import Kind, find_contradictions, note_on_words
from portal.domain.plans import Plan, Target, list_targets, slip_note
from tests.builders import make_indicator

POSITIONS = count()


def target(year, value, *, comparator=">=", high=None, note=None, plan="p", indicator=None, amends=None):
    measured = indicator or make_indicator()
    return Target(
        id=f"{plan}-{year}-{value}",
        plan_slug=plan,
        position=next(POSITIONS),
        indicator=measured,
        indicator_code=measured.code,
        comparator=comparator,
        value=value,
        value_high=high,
        year=year,
        note=note,
        note_en=note and f"EN {note}",
        amends_id=amends,
    )


def found(*targets):
    return [(each.kind, [t.year for t in each.targets]) for each in find_contradictions(targets)]


def test_a_later_target_that_asks_for_less_is_named_with_the_one_that_asked_for_most():
    assert found(target(2025, 85), target(2026, 70), target(2030, 80)) == [
        (Kind.SLIP, [2025, 2026]),
        (Kind.SLIP, [2025, 2030]),
    ]


def test_staying_and_rising_contradict_nothing():
    assert found(target(2025, 80), target(2030, 80), target(2035, 90)) == []


def test_where_less_is_better_the_rule_is_mirrored():
    down = make_indicator(direction="down")
    targets = [target(2025, 10, comparator="<="), target(2030, 20, comparator="<=")]
    assert found(*targets) == [(Kind.SLIP, [2025, 2030])]
    exact = [target(2025, 10, comparator="=", indicator=down), target(2030, 5, comparator="=", indicator=down)]
    assert found(*exact) == []


def test_two_values_for_one_year_are_named_together_and_the_same_value_twice_is_none():
    one, two = target(2030, 80), target(2030, 90)
    assert found(one, two) == [(Kind.SAME_YEAR, [2030, 2030])]
    assert found(target(2030, 80), target(2030, 80, plan="q")) == []
    assert found(target(2030, 80), target(2030, 80, comparator="=", plan="q")) == [(Kind.SAME_YEAR, [2030, 2030])]


def test_an_undated_target_is_neither_earlier_nor_later():
    assert found(target(None, 100), target(2030, 80)) == []


def test_what_was_amended_no_longer_contradicts():
    old = target(2025, 90)
    assert found(old, target(2025, 85, plan="q", amends=old.id), target(2030, 88, plan="q")) == []


def test_words_that_differ_in_some_sections_only_are_a_contradiction_of_the_plan_with_itself():
    assert found(target(2030, 10, note="Tính mọi người."), target(2035, 20)) == [(Kind.COUNTED_OTHERWISE, [2030, 2035])]
    assert found(target(2030, 10, note="Tính mọi người."), target(2035, 20, plan="q")) == [(Kind.DEFINITION, [2030])]


def test_words_that_differ_from_the_indicator_are_told_once_for_all_who_say_so():
    assert found(target(2030, 10, note="Khác."), target(2035, 20, note="Khác.")) == [(Kind.DEFINITION, [2030, 2035])]


@pytest.mark.parametrize("unit", ["percent", "count"])
def test_a_note_on_a_slip_is_not_taken_for_one_on_words(unit):
    indicator = make_indicator(unit=unit)
    earlier = target(2025, 85, note="Khác.", indicator=indicator)
    vietnamese, english = slip_note(earlier, unit)
    later = target(2030, 80, note=f"Khác. {vietnamese}", indicator=indicator)
    later.note_en = f"EN Khác. {english}"
    assert note_on_words(later) == ("Khác.", "EN Khác.")
    assert found(earlier, later) == [(Kind.SLIP, [2025, 2030]), (Kind.DEFINITION, [2025, 2030])]


def test_the_known_contradictions_of_the_real_plans_are_found(bare):
    with bare.public.session() as session:
        found_here = {
            (each.kind, tuple(t.id for t in each.targets))
            for each in find_contradictions(list_targets(session, plan="tra-cau"))
            if each.kind is not Kind.DEFINITION
        }
    assert found_here == {
        (Kind.SLIP, ("tra-cau-vneid-level2-2025", "tra-cau-vneid-level2-2030")),
        (Kind.COUNTED_OTHERWISE, ("tra-cau-digital-signature-2030", "tra-cau-digital-signature-2035")),
    }


def below(targets, above):
    return [
        (each.kind, [t.year for t in each.targets])
        for each in find_contradictions(targets, above)
        if each.kind is Kind.BELOW_PLAN_ABOVE
    ]


def test_what_asks_for_less_than_the_plan_above_by_then_is_named_with_what_asks_for_most():
    above = [target(2028, 60, plan="province"), target(2030, 70, plan="province"), target(2035, 90, plan="province")]
    assert below([target(2030, 65), target(2030, 70), target(2026, 10)], above) == [
        (Kind.BELOW_PLAN_ABOVE, [2030, 2030])
    ]
    assert below([target(2029, 50)], above) == [(Kind.BELOW_PLAN_ABOVE, [2028, 2029])]


def test_less_and_more_than_the_plan_above_follow_the_direction():
    above = [target(2030, 10, comparator="<=", plan="province")]
    assert below([target(2030, 5, comparator="<=")], above) == []
    assert below([target(2030, 15, comparator="<=")], above) == [(Kind.BELOW_PLAN_ABOVE, [2030, 2030])]


def test_without_a_year_only_what_has_none_either_is_compared():
    assert below([target(None, 50)], [target(2030, 80, plan="province")]) == []
    assert below([target(2030, 50)], [target(None, 80, plan="province")]) == []
    assert below([target(None, 50)], [target(None, 80, plan="province")]) == [(Kind.BELOW_PLAN_ABOVE, [None, None])]


def test_counts_are_compared_only_within_one_place():
    counted = make_indicator("startups", unit="count")
    own, others = (Plan(slug=name, commune_id=number) for number, name in enumerate(("own", "others")))
    mine, theirs = target(2030, 5, indicator=counted), target(2030, 500, indicator=counted)
    mine.plan, theirs.plan = own, others
    assert below([mine], [theirs]) == []
    theirs.plan = Plan(slug="above", commune_id=own.commune_id)
    assert below([mine], [theirs]) == [(Kind.BELOW_PLAN_ABOVE, [2030, 2030])]


def test_targets_of_a_draft_need_neither_ids_nor_a_store():
    indicator = make_indicator()
    drafted = [
        Target(indicator=indicator, indicator_code=indicator.code, comparator=">=", value=value, year=year)
        for year, value in ((2025, 80), (2030, 70), (2030, 60))
    ]
    assert found(*drafted) == [
        (Kind.SAME_YEAR, [2030, 2030]),
        (Kind.SLIP, [2025, 2030]),
        (Kind.SLIP, [2025, 2030]),
    ]
