"""Reviewing a draft of a plan by keyboard in a real browser: the keys are counted."""

import pytest
from playwright.sync_api import expect

from tests.browsing import follow
from tests.desk.drafting import eighty_targets, put, rows_of
from tests.desk.test_flow_browser import desk_of, fits
from tests.desk.ward import SLUG

WAYS = {
    "telephone": {"viewport": {"width": 360, "height": 740}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
PLAIN = {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False}


class Keys:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1


@pytest.fixture
def number(ward):
    return put(ward.desk, eighty_targets(), commune=ward.code, slug=SLUG)


def open_review(desk, number, role="officer"):
    page = desk.open("can.bo", role)
    page.goto(f"/desk/{SLUG}/plans/{number}?table=targets#rows")
    if desk.options.get("java_script_enabled", True):
        expect(page.locator(".row button").first).to_be_focused()
    return page


def settled(page, left):
    """Wait until the server has answered everything, and so many rows can be accepted."""
    expect(page.locator("[data-waiting='0']")).to_have_count(1)
    expect(page.locator(".row button[value=kept]")).to_have_count(left)


def focused(page):
    return page.evaluate("document.activeElement.id")


def wait_for_focus(page, id):
    expect(page.locator(f"#{id}")).to_be_focused()


def decisions(ward, number):
    return [row.decision for row in rows_of(ward.desk, number)]


@pytest.mark.parametrize("way", WAYS)
def test_eighty_right_targets_take_one_key_each(browser, ward, number, way):
    with desk_of(browser, ward, **WAYS[way]) as desk:
        page = open_review(desk, number)
        assert len(page.locator(".row").all()) == 80
        keys = Keys(page)
        for row in rows_of(ward.desk, number):
            assert focused(page) == f"first-{row.id}"
            keys.press("Enter")
        settled(page, 0)
        assert keys.count == 80
        assert decisions(ward, number) == ["kept"] * 80
        assert focused(page) == "done"
        assert page.inner_text("[data-left=targets]") == "80/80"
        assert page.inner_text("[data-trouble]") == ""
        assert fits(page)


def test_a_row_is_mended_one_is_dropped_and_a_slip_taken_back_without_the_mouse(browser, ward, number):
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        keys = Keys(page)
        second, third, fourth = rows_of(ward.desk, number)[1:4]
        keys.press("a", "s")
        page.wait_for_selector(f"#row-{second.id} input[name=value]")
        page.fill(f"#row-{second.id} input[name=value]", "rất nhiều")
        page.press(f"#row-{second.id} input[name=value]", "Enter")
        page.wait_for_selector(f"#row-{second.id} .wrong")
        assert page.evaluate("document.activeElement.name") == "value"
        desk.complaints.clear()  # the browser notes that the answer was 422
        page.fill(f"#row-{second.id} input[name=value]", "61.5")
        page.press(f"#row-{second.id} input[name=value]", "Enter")
        wait_for_focus(page, f"first-{third.id}")
        assert "61,5" in page.inner_text(f"#row-{second.id}")
        keys.press("x", "n", "z")
        settled(page, 77)
        assert decisions(ward, number)[:4] == ["kept", "mended", "dropped", ""]
        assert focused(page) == f"first-{fourth.id}"
        keys.press("s")
        page.wait_for_selector(f"#row-{fourth.id} input[name=value]")
        keys.press("Escape")
        page.wait_for_selector(f"#row-{fourth.id} button[value=kept]")
        assert focused(page) == f"first-{fourth.id}"
        keys.press("j", "ArrowDown", "k", "k", "ArrowUp")
        assert focused(page) == f"first-{third.id}"
        assert page.locator(".pointed").count() == 1
        assert str(third.line) in page.inner_text(".pointed")


def test_letters_do_nothing_outside_the_list_or_once_they_are_switched_off(browser, ward, number):
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        page.focus(".tabs a")
        Keys(page).press("a", "x")
        page.focus(".row button")
        Keys(page).press("?")
        page.wait_for_selector("[data-letters]:visible")
        page.uncheck("[data-letters]")
        page.focus(".row button")
        Keys(page).press("a", "x")
        assert set(decisions(ward, number)) == {""}
        Keys(page).press("Enter")
        settled(page, 79)
        assert decisions(ward, number)[0] == "kept"


def test_what_the_server_did_not_take_is_told_and_stays_open(browser, ward, number):
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        page.route("**/rows/*", lambda route: route.abort())
        Keys(page).press("Enter")
        page.wait_for_selector("[data-trouble]:not(:empty)")
        assert "Chưa lưu được quyết định về dòng 1" in page.inner_text("[data-trouble]")
        assert page.inner_text("[data-left=targets]") == "0/80"
        page.unroute("**/rows/*")
        desk.complaints.clear()
        page.focus(".row button")
        Keys(page).press("Enter")
        settled(page, 79)
        assert decisions(ward, number)[0] == "kept"


def test_without_scripts_one_key_accepts_a_row_and_focuses_the_next(browser, ward, number):
    with desk_of(browser, ward, **PLAIN) as desk:
        page = open_review(desk, number)
        first, second, third = rows_of(ward.desk, number)[:3]
        page.focus(f"#first-{first.id}")
        for row in (first, second):
            with page.expect_navigation():
                page.locator(f"#first-{row.id}").press("Enter")
        assert page.url.endswith(f"#first-{third.id}")
        with page.expect_navigation():
            page.keyboard.press("Enter")  # the button of the third row has the focus
        follow(page.locator("[data-mend]").nth(3))
        page.fill("input[name=value]", "12")
        follow(page.get_by_text("Lưu", exact=True))
        assert decisions(ward, number)[:5] == ["kept", "kept", "kept", "mended", ""]


def test_the_page_counts_what_is_left_while_keys_are_pressed(browser, ward, number):
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        assert "còn 80 trong" in page.inner_text("[data-summary]")
        assert page.inner_text("[data-sure]") == "Nhận một lần 80 dòng chắc chắn của bảng này…"
        Keys(page).press("Enter", "x")
        settled(page, 78)
        assert "còn 78 trong" in page.inner_text("[data-summary]")
        assert page.inner_text("[data-sure]") == "Nhận một lần 78 dòng chắc chắn của bảng này…"


def test_the_first_open_row_has_the_focus_whatever_the_address(browser, ward, number):
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        page.goto(f"/desk/{SLUG}/plans/{number}")
        wait_for_focus(page, f"first-{rows_of(ward.desk, number)[0].id}")


@pytest.mark.parametrize("way", WAYS)
def test_a_row_that_was_missed_is_added_from_its_sentence_by_a_key(browser, ward, number, way):
    with desk_of(browser, ward, **WAYS[way]) as desk:
        page = open_review(desk, number)
        first = rows_of(ward.desk, number)[0]
        Keys(page).press("t")
        wait_for_focus(page, "first-new")
        assert page.input_value("#line-new") == str(first.line)
        assert fits(page)
        page.select_option("#first-new", "vneid-level2")
        page.select_option("#comparator-new", ">=")
        page.fill("#value-new", "55")
        page.fill("#section-new", first.cells["section"])
        page.press("#section-new", "Enter")
        added = page.wait_for_selector(".row:has-text('Dòng người rà soát thêm')")
        row = rows_of(ward.desk, number)[1]
        assert added.get_attribute("id") == f"row-{row.id}"
        assert (row.decision, row.line, row.cells["value"]) == ("mended", first.line, "55")


def test_a_row_is_added_without_scripts(browser, ward, number):
    with desk_of(browser, ward, **PLAIN) as desk:
        page = open_review(desk, number)
        page.click("[data-add]")
        page.fill("#value-new", "55")
        page.press("#value-new", "Enter")
        expect(page.locator(".field-wrong")).to_have_count(3)  # the indicator, the comparator, the section
        desk.complaints.clear()  # the browser notes that the answer was 422
        assert page.input_value("#value-new") == "55"


def test_a_target_without_a_value_comes_back_with_its_form(browser, ward):
    draft = eighty_targets()
    draft.rows["targets"][0].cells["value"] = ""
    number = put(ward.desk, draft, commune=ward.code, slug=SLUG)
    with desk_of(browser, ward, **WAYS["desktop"]) as desk:
        page = open_review(desk, number)
        Keys(page).press("Enter")
        page.wait_for_selector("[aria-invalid]")
        expect(page.locator("[aria-invalid]")).to_be_focused()
        assert page.evaluate("document.activeElement.name") == "value"
        desk.complaints.clear()  # the browser notes that the answer was 422
        assert decisions(ward, number)[0] == ""
