"""A document whose year is not that of the plan that was chosen for it."""

import pytest

from portal.publishing.plan_drafts.chosen_year import other_year, set_chosen_year
from portal.publishing.plan_drafts.draft import Decision, Doubt
from tests.desk.drafting import make_draft, make_row


def draft(year="2025", **more):
    return make_draft(make_row("plan", "Ngày 4 tháng 8 năm 2025", field="year", value=year, **more))


def test_the_chosen_year_wins_as_a_cell_mended_by_hand():
    assert other_year(draft(), "thu-nghiem-2027") == ("2025", 2027)
    (row,) = set_chosen_year(draft(), "thu-nghiem-2027").rows["plan"]
    assert (row.cells["value"], row.read["value"]) == ("2027", "2025")
    assert (row.decision, row.doubts) == (Decision.MENDED, (Doubt.OTHER_YEAR,))


@pytest.mark.parametrize("slug", ["thu-nghiem", "thu-nghiem-2025", "thu-nghiem-2025-2"])
def test_where_the_years_agree_or_none_was_chosen_nothing_changes(slug):
    assert other_year(draft(), slug) is None
    assert set_chosen_year(draft(), slug) == draft()


def test_what_a_person_decided_about_the_year_stays():
    decided = draft(decision=Decision.KEPT)
    assert set_chosen_year(decided, "thu-nghiem-2027") == decided
