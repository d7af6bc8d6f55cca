"""A table in pages is reviewed to its end by keys, and without scripts."""

import pytest
from playwright.sync_api import expect

from portal.desk import plan_paging
from tests.browsing import follow
from tests.desk.drafting import eighty_targets, put, rows_of
from tests.desk.test_plan_review_browser import PLAIN, WAYS, Keys, desk_of, focused, open_review
from tests.desk.ward import SLUG


@pytest.fixture(autouse=True)
def pages_of_thirty(monkeypatch):
    monkeypatch.setattr(plan_paging, "ROWS", 30)


@pytest.fixture
def number(ward):
    return put(ward.desk, eighty_targets(), commune=ward.code, slug=SLUG)


def test_keys_lead_through_every_page_and_what_is_left_counts_all_of_them(browser, ward, number):
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        rows, keys = rows_of(ward.desk, number), Keys(page)
        for start, count in ((0, 30), (30, 30), (60, 20)):
            expect(page.locator(".row")).to_have_count(count)
            for row in rows[start : start + count]:
                expect(page.locator(f"#first-{row.id}")).to_be_focused()
                keys.press("Enter")
            expect(page.locator("[data-waiting='0']")).to_have_count(1)
            assert focused(page) == "done"
            assert page.inner_text("[data-left=targets]") == f"{start + count}/80"
            assert f"còn {80 - start - count} trong" in page.inner_text("[data-summary]")
            if start + count < 80:
                assert f"Còn {80 - start - count} dòng" in page.text_content("[data-said]")
                with page.expect_navigation():
                    keys.press("Enter")
        assert keys.count == 80 + 2
        assert {row.decision for row in rows_of(ward.desk, number)} == {"kept"}


def test_a_row_that_is_not_taken_is_named_by_its_number_in_the_table(browser, ward, number):
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        page.goto(f"/desk/{SLUG}/plans/{number}?table=targets&page=2#rows")
        page.route("**/rows/*", lambda route: route.abort())
        expect(page.locator(".row button").first).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-trouble]:not(:empty)")
        assert "về dòng 31" in page.inner_text("[data-trouble]")
        desk.complaints.clear()


def test_without_scripts_decisions_lead_over_the_end_of_a_page(browser, ward, number):
    rows = rows_of(ward.desk, number)
    with desk_of(browser, ward, **PLAIN) as desk:
        page = open_review(desk, number)
        follow(page.locator("[rel=next]"))
        assert page.locator(f"#row-{rows[59].id}").count() == 1
        with page.expect_navigation():
            page.locator(f"#first-{rows[59].id}").press("Enter")
        assert page.url.endswith(f"#first-{rows[60].id}")
        assert page.locator(f"#row-{rows[60].id}").count() == 1
        follow(page.locator("[data-mend]").last)
        assert page.locator(f"#row-{rows[79].id} input[name=value]").count() == 1
        follow(page.get_by_text("Thôi", exact=True))
        assert page.locator(f"#row-{rows[79].id} button").count() == 2
