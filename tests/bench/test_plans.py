"""The bench of plans: its perturbations change text and tables alike, and what is read of them keeps to the goal."""

import random
from dataclasses import replace

import pytest

from bench.plans.__main__ import PLANS, measure_perturbation
from bench.plans.changing import change_values, move_years
from bench.plans.moving import reorder_bullets, swap_sections
from bench.plans.pages import Measured, make_long
from bench.plans.perturbing import PERTURBATIONS, Perturbation, list_copies
from bench.plans.plan import Plan, load_plan, make_plan
from bench.plans.reading import open_here, read
from bench.plans.scoring import Score, add_reports, score_draft
from bench.plans.truth import TABLES, Tables
from bench.plans.unseen import score_unseen, write_unseen
from tests.publishing.documents.making import make_text
from tests.publishing.plan_reading import sample

STEADY = [perturbation for perturbation in PERTURBATIONS if not perturbation.harsh]


def make_truth() -> Tables:
    tables: Tables = {table: [] for table in TABLES}
    tables["targets"] = [dict(zip(sample.TARGET_COLUMNS, row, strict=True)) for row in sample.EXPECTED_TARGETS]
    tables["obligations"] = [
        {**dict(zip(sample.OBLIGATION_COLUMNS, row, strict=True)), "reporter": "", "recipient": ""}
        for row in sample.EXPECTED_OBLIGATIONS
    ]
    tables["outline"] = [{"section": section} for section in sample.EXPECTED_SECTIONS]
    return tables


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan("suoi-thom", open_here(make_text(sample.SAMPLE), "suoi-thom.txt").lines, make_truth())


@pytest.fixture(scope="module")
def real_plans() -> list[Plan]:
    paths = sorted(PLANS.glob("*.txt"))
    if not paths:
        pytest.skip("the five plans (../shared/plans) are not on this machine")
    return [load_plan(path) for path in paths]


def words_of(plan: Plan) -> list[str]:
    """What stands where the tables say each target is."""
    places = {(said.path, said.item): said.text for said in plan.told}
    return [places[row["section"], row["item"]] for row in plan.truth["targets"]]


def test_written_again_the_plan_has_its_own_paragraphs(plan):
    assert plan.list_lines() == sample.SAMPLE


@pytest.mark.parametrize("change", [reorder_bullets, swap_sections])
def test_moved_targets_are_where_the_tables_say(plan, change):
    moved = change(plan, random.Random(1))  # noqa: S311
    assert words_of(moved) == words_of(plan)
    assert moved.list_lines() != plan.list_lines()
    assert moved.truth["targets"] != plan.truth["targets"]


def test_later_years_are_in_the_tables_and_dates_of_documents_stay(plan):
    later = move_years(plan, random.Random(1))  # noqa: S311
    both = zip(later.truth["targets"], plan.truth["targets"], strict=True)
    added = {int(new["year"]) - int(old["year"]) for new, old in both}
    assert len(added) == 1
    text = "\n".join(later.list_lines())
    assert f"Đến năm {2030 + added.pop()}" in text
    assert "ngày 22/12/2024" in text


def test_other_values_stand_in_the_text_as_in_the_tables(plan):
    changed = change_values(plan, random.Random(1))  # noqa: S311
    for text, row, old in zip(words_of(changed), changed.truth["targets"], plan.truth["targets"], strict=True):
        assert row["value"].replace(".", ",") in text
        assert (row["comparator"], row["year"]) == (old["comparator"], old["year"])
    assert sum(new != old for new, old in zip(changed.truth["targets"], plan.truth["targets"], strict=True)) > 10


@pytest.mark.parametrize("perturbation", PERTURBATIONS, ids=lambda one: one.name)
def test_the_same_seed_gives_the_same_copy(plan, perturbation: Perturbation):
    copies = [[content for _, (content, _) in list_copies(plan, perturbation, 2)] for _ in range(2)]
    assert copies[0] == copies[1]
    assert len(copies[0]) == (2 if perturbation.by_chance else 1)


@pytest.mark.parametrize("perturbation", STEADY, ids=lambda one: one.name)
def test_changed_copies_of_the_real_plans_are_read_to_the_goal(real_plans, perturbation: Perturbation):
    scores = add_reports(measure_perturbation(real_plans, perturbation, seeds=1))
    assert scores["targets"].recall >= 0.95
    assert scores["targets"].precision >= 0.97
    assert scores["outline"].recall >= 0.97
    assert scores["obligations"].recall >= 0.95


def test_sentences_of_no_plan_are_matched_rightly_or_left_to_the_reviewer():
    score, _, wrong = score_unseen(read(make_text(write_unseen()), "unseen.txt"))
    assert score.wanted > 50
    assert score.precision >= 0.97, wrong
    assert score.recall >= 0.7


def test_a_target_with_another_year_is_not_right(plan):
    truth = make_truth()
    truth["targets"][0] = truth["targets"][0] | {"year": "2026"}
    draft = read(make_text(sample.SAMPLE), "suoi-thom.txt")
    score = score_draft(draft, truth).scores["targets"]
    assert (score.wanted - score.right, score.found - score.right) == (1, 1)


def test_unsure_targets_count_in_the_stricter_precision_only(plan):
    draft = read(make_text(sample.SAMPLE), "suoi-thom.txt")
    draft.rows["targets"][0] = replace(
        draft.rows["targets"][0], cells={**draft.rows["targets"][0].cells, "indicator": ""}
    )
    score = score_draft(draft, plan.truth).scores["targets"]
    assert (score.unsure, score.precision) == (1, 1.0)
    assert score.strict_precision < 1
    assert Score().precision == 1


def test_a_long_plan_has_its_pages_and_a_measure_says_whether_it_met_the_goal():
    assert len(make_long(20)) > 4 * len(sample.SAMPLE)
    assert str(Measured("plan.pdf", 1000, 10, 2.0, 2.0, 90, 60)).endswith("met")
    assert str(Measured("plan.pdf", 1000, 10, 11.0, 2.0, 90, 60)).endswith("missed")
