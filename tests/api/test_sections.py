from sqlalchemy import select

from portal.domain.plans import PlanSection, place_id
from tests.api.reading import get, rows


def test_the_ids_are_those_that_tasks_and_goals_are_made_by(client, demo):
    """The store's own expression against the rule that names every place of a document."""
    with demo.public.session() as session:
        expected = {place_id(s.plan_slug, s.path, None): s.title for s in session.scalars(select(PlanSection))}
    found = rows(client, "sections")
    assert {row["id"]: row["title"] for row in found} == expected
    assert len(found) == len(expected)


def test_headings_stand_in_the_order_of_the_document_under_the_one_above(client):
    found = rows(client, "sections", plan="tra-cau")
    paths = [row["path"] for row in found]
    assert paths.index("II") < paths.index("II.1") < paths.index("III") < paths.index("IV")
    known = {row["id"] for row in found}
    assert all(row["parent"] in known for row in found if row["parent"])
    assert {row["path"] for row in found if row["parent"] is None} == {"I", "II", "III", "IV"}
    assert get(client, "sections/tra-cau-iii-5")["parent"] == "tra-cau-iii"


def test_what_stands_in_a_plan_stands_under_one_of_its_headings(client):
    """A task may have a number of its own below the last heading."""
    headings = {(row["plan"], row["path"]) for row in rows(client, "sections")}
    assert {(row["plan"], row["section"]) for row in rows(client, "goals")} <= headings
    for row in rows(client, "tasks"):
        parts = row["section"].split(".")
        assert any((row["plan"], ".".join(parts[:end])) in headings for end in range(1, len(parts) + 1))


def test_a_commune_has_the_headings_of_its_plans(client):
    assert rows(client, "sections", commune="tan-lap") == rows(client, "sections", plan="tan-lap")
    assert {row["commune"] for row in rows(client, "sections", commune="24121")} == {"24121"}
