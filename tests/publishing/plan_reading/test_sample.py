"""An invented plan, with every kind of label, number and day, is read whole."""

import pytest

from bench.plans.reading import known_wordings, open_here, read
from portal.publishing.plan_drafts.draft import Draft
from portal.publishing.plan_reading.reading import read_plan
from portal.publishing.problems import Refused
from tests.publishing.documents.making import make_docx, make_text
from tests.publishing.plan_reading.sample import (
    EXPECTED_GOALS,
    EXPECTED_OBLIGATIONS,
    EXPECTED_PLAN,
    EXPECTED_RESPONSIBILITIES,
    EXPECTED_SECTIONS,
    EXPECTED_TARGETS,
    EXPECTED_TASKS,
    FLAT_TABLE,
    NOT_A_PLAN,
    OBLIGATION_COLUMNS,
    SAMPLE,
    TABLE_AFTER,
    TABLE_TARGETS,
    TABLES,
    TARGET_COLUMNS,
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read(make_text(SAMPLE), "ke-hoach.txt")


def cells_of(draft: Draft, table: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row.cells[column] for column in columns) for row in draft.rows[table]]


def test_every_target_is_read_with_its_indicator_comparator_value_and_year(draft):
    assert cells_of(draft, "targets", *TARGET_COLUMNS) == EXPECTED_TARGETS


def test_sections_are_the_headings_in_their_order(draft):
    assert cells_of(draft, "outline", "section") == [(section,) for section in EXPECTED_SECTIONS]


def test_goals_without_numbers_are_read(draft):
    assert cells_of(draft, "goals", "section", "item") == EXPECTED_GOALS


def test_tasks_and_who_leads_are_read(draft):
    assert cells_of(draft, "tasks", "section", "item") == EXPECTED_TASKS
    assert cells_of(draft, "responsibilities", "section", "item", "lead") == EXPECTED_RESPONSIBILITIES


def test_a_task_has_its_bodies_and_its_date(draft):
    assert ("Phòng Văn hóa - Xã hội", "Công an xã", "2026-10-31") in cells_of(draft, "tasks", "lead", "partners", "due")


def test_reporting_days_are_read(draft):
    assert cells_of(draft, "obligations", *OBLIGATION_COLUMNS) == EXPECTED_OBLIGATIONS


def test_number_date_issuer_period_and_basis_are_read(draft):
    told = dict(cells_of(draft, "plan", "field", "value"))
    assert {name: told.get(name) for name in EXPECTED_PLAN} == EXPECTED_PLAN


def test_a_table_of_targets_is_read_by_its_years():
    draft = read(make_docx(SAMPLE, tables=TABLES), "ke-hoach.docx")
    assert [told[:6] for told in cells_of(draft, "targets", *TARGET_COLUMNS) if told[5] == "II.2.2.c"] == TABLE_TARGETS


def test_a_table_flattened_to_lines_is_read_by_its_years():
    flat = [*SAMPLE[: TABLE_AFTER + 1], *FLAT_TABLE, *SAMPLE[TABLE_AFTER + 1 :]]
    draft = read(make_text(flat), "ke-hoach.txt")
    assert [told[:6] for told in cells_of(draft, "targets", *TARGET_COLUMNS) if told[5] == "II.2.2.c"] == TABLE_TARGETS


def test_what_is_no_plan_is_said_to_be_none():
    with pytest.raises(Refused) as refused:
        read_plan(open_here(make_text(NOT_A_PLAN), "thuc-don.txt"), known_wordings())
    assert [problem.code for problem in refused.value.problems] == ["not-a-plan"]
