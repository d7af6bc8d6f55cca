"""A plan whole: all of it, under its headings, with whoever it names; and the tables that it was loaded from."""

import csv

import pytest

from portal.domain.plan_tables import PlanTable, plan_tables
from portal.domain.plans import Plan, get_plan
from portal.domain.whole_plans import WholePlan, get_whole_plan, nearest_heading
from portal.publishing.plans import COLUMNS
from portal.settings import DATA
from tests.stores import asked

PLANS = sorted(folder.name for folder in (DATA / "plans").iterdir())
IN_ENGLISH = {"title", "issuer", "note"}
"""The fields of a plan that have an English value; some files repeat a number or a year there."""


def whole(session, slug: str) -> WholePlan:
    return get_whole_plan(session, get_plan(session, slug) or Plan())


@pytest.mark.parametrize(
    ("path", "nearest"), [("II.1", "II.1"), ("II.1.3", "II.1"), ("II.2.1.a", "II.2.1.a"), ("IV", None), ("", None)]
)
def test_a_place_stands_under_the_deepest_heading_that_it_is_or_is_below(path, nearest):
    assert nearest_heading(path, {"I", "II", "II.1", "II.2.1.a"}) == nearest


@pytest.mark.parametrize("slug", PLANS)
def test_everything_of_a_plan_stands_under_one_of_its_headings(demo, slug):
    with demo.public.session() as session:
        found = whole(session, slug)
        assert set(found.pieces) <= {section.path for section in found.sections}
        everything = [*found.goals, *found.targets, *found.tasks, *found.duties]
        assert sum(len(pieces) for pieces in found.pieces.values()) == len(everything) > 10


def test_the_plan_of_eighty_targets_takes_as_many_queries_as_that_of_one(demo):
    counts = {}
    for slug in ("tra-cau", "thuong-hong"):
        with demo.public.session() as session, asked(demo.public.engine) as statements:
            plan_tables(whole(session, slug))
        counts[slug] = len([statement for statement in statements if statement.startswith("SELECT")])
    assert counts["tra-cau"] == counts["thuong-hong"] <= 7


def test_the_tables_have_the_columns_that_the_loader_asks_for(demo):
    with demo.public.session() as session:
        tables = plan_tables(whole(session, "tra-cau"))
    assert {table.name: sorted(table.fields) for table in tables} == {n: sorted(c) for n, c in COLUMNS.items()}


@pytest.mark.parametrize("slug", PLANS)
def test_the_tables_are_the_files_that_the_plan_was_loaded_from(demo, slug):
    """The note that the loader reckoned is off again, and the bodies stand in the order in which they are named."""
    with demo.public.session() as session:
        tables = plan_tables(whole(session, slug))
    for table in tables:
        assert as_read(table) == as_written(slug, table), table.name


def as_read(table: PlanTable) -> list[dict[str, str]]:
    return [{name: _cell(cell) for name, cell in zip(table.fields, row, strict=True)} for row in table.rows]


def as_written(slug: str, table: PlanTable) -> list[dict[str, str]]:
    with (DATA / "plans" / slug / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if table.name == "plan" and row["field"] not in IN_ENGLISH:
            row["value_en"] = ""
        if row.get("field") == "signed_by_role":  # not in the store
            row["value"] = ""
    return [{name: _cell(row[name]) for name in table.fields} for row in rows]


def _cell(cell: object) -> str:
    """85 and 85.0 are one number."""
    text = "" if cell is None else str(cell)
    return text.removesuffix(".0")
