"""What came before a plan, what took its place, and which plans stand above it."""

import pytest

from portal.domain.plan_history import (
    list_histories,
    list_neighbours,
    list_newer,
    list_plans_above,
    list_targets_above,
    numbers_in,
)
from portal.domain.plans import get_plan, get_target, list_targets
from portal.publishing.plan_loading import take_plan
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.publishing.plans.making import write_plan
from tests.stores import asked

NUMBER = "12-KH/ĐU"


@pytest.fixture
def store(stores, tmp_path, now):
    """Three plans of Tân Lập, each amending the one before; one of its province; the last names a number."""
    initialise(*stores, DATA, today=now)
    for slug, value, year, amends, more in (
        ("tan-lap-2027", 80, 2027, None, {"number": NUMBER}),
        ("tan-lap-2028", 85, 2028, "tan-lap-2027", {}),
        ("tan-lap-2029", 90, 2029, "tan-lap-2028", {"basis": f"57-NQ/TW; {NUMBER}"}),
        ("dak-lak", 88, 2026, None, {}),
    ):
        rows = [f"vneid-level2 >= {value} 2030", f"coverage-5g >= {value} {year}"]
        take_plan(*stores, write_plan(tmp_path / slug, rows, year=year, **more), amends=amends)
    return stores[0]


def slugs(plans):
    return [plan.slug for plan in plans]


def test_a_plan_stands_between_what_it_amends_and_what_amends_it(store):
    with store.session() as session:
        found = list_neighbours(session, get_plan(session, "tan-lap-2028"))
        assert (slugs(found.amended), slugs(found.amending)) == (["tan-lap-2027"], ["tan-lap-2029"])
        with asked(store.engine) as statements:
            found = list_neighbours(session, get_plan(session, "dak-lak"))
        assert (found.amended, found.amending) == ((), ())
        assert len([words for words in statements if "newer" in words]) == 1


def test_the_history_of_a_target_is_a_chain_from_the_oldest(store):
    with store.session() as session:
        targets = list_targets(session, plan="tan-lap-2029")
        histories = list_histories(session, targets)
        assert {ref: [t.value for t in chain] for ref, chain in histories.items()} == {
            "tan-lap-2029-vneid-level2-2030": [80, 85]
        }
        first = get_target(session, "tan-lap-2027-vneid-level2-2030")
        assert list_newer(session, [first.id])[first.id].id == "tan-lap-2028-vneid-level2-2030"
        with asked(store.engine) as statements:
            assert list_histories(session, [first]) == {}
            assert list_newer(session, []) == {}
        assert statements == []


def test_above_a_plan_are_its_provinces_and_what_its_basis_names(store):
    with store.session() as session:
        plan = get_plan(session, "tan-lap-2029")
        assert slugs(list_plans_above(session, plan.commune, plan.basis)) == ["dak-lak", "tan-lap-2027"]
        assert slugs(list_plans_above(session, plan.commune, "")) == ["dak-lak"]
        other = get_plan(session, "tra-cau")
        assert list_plans_above(session, other.commune, NUMBER) == [], "a number is one of a place"


def test_of_the_plans_above_only_targets_in_force_count(store):
    with store.session() as session:
        plan = get_plan(session, "tan-lap-2029")
        found = list_targets_above(session, plan.commune, plan.basis, but=["tan-lap-2029", "tan-lap-2028"])
        assert [target.id for target in found] == [
            "dak-lak-vneid-level2-2030",
            "dak-lak-coverage-5g-2026",
            "tan-lap-2027-coverage-5g-2027",
        ]


def test_numbers_stand_between_semicolons():
    assert numbers_in("57-NQ/TW; 359-KH/TU ;;") == ["57-NQ/TW", "359-KH/TU"]
    assert numbers_in("") == []
