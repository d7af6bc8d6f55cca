"""Pages walked by the keyboard alone: every stop can be seen, in the order of the page; folds open, tables scroll."""

import pytest
from playwright.sync_api import expect

from tests.browsing import until
from tests.site.kinds import KINDS, ON_ONE_DATABASE, in_english

pytestmark = ON_ONE_DATABASE

WALKED = ("home", "search", "village", "commune", "targets", "deadlines", "self-check", "dataset")
MARK = """() => {
  const stops = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
  const look = (e) => {
    const style = getComputedStyle(e);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor].join();
  };
  window.lookOf = look;
  [...document.querySelectorAll(stops)].forEach((e, at) => { e.dataset.at = at; e.dataset.look = look(e); });
}"""
WHERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = (e.labels && e.labels[0] && e.offsetWidth < 2 ? e.labels[0] : e).getBoundingClientRect();
  const style = getComputedStyle(e);
  return {
    at: Number(e.dataset.at),
    what: e.outerHTML.slice(0, 120),
    changed: window.lookOf(e) !== e.dataset.look,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
LOADED = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode();
}))"""
MOST_STOPS = 400


def walk(page) -> list[dict]:
    """Every stop of the Tab key from the top of the page to its end."""
    page.evaluate(MARK)
    stops: list[dict] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE)
        if stop is None or (stops and stop["at"] == stops[0]["at"]):
            return stops
        stops.append(stop)
    raise AssertionError("the Tab key never comes to the end")


@pytest.mark.parametrize("kind", WALKED)
def test_every_stop_is_seen_and_in_the_order_of_the_page(open_page, kind):
    page = open_page(KINDS[kind], width=360)
    page.evaluate(LOADED)  # no picture comes in while we walk
    stops = walk(page)
    order = [stop["at"] for stop in stops]
    assert len(stops) > 10
    assert order == sorted(order)
    assert [stop["what"] for stop in stops if not stop["outlined"] or not stop["changed"]] == []
    assert [stop["what"] for stop in stops if not stop["shown"]] == []


def test_the_first_stop_leads_past_the_head_of_the_page(open_page):
    page = open_page(in_english(KINDS["village"]), width=360)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_folds_open_and_close_with_enter(open_page):
    page = open_page(KINDS["village"], width=360)
    summary = page.locator("main summary").first
    summary.focus()
    for opened in (True, False):
        page.keyboard.press("Enter")
        assert summary.evaluate("(e) => e.parentElement.open") is opened


WIDE = "(e) => e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX !== 'visible' && e.checkVisibility()"


@pytest.mark.parametrize("kind", ["commune", "indicator", "targets", "dataset", "release", "money"])
def test_what_is_wider_than_a_phone_is_scrolled_by_the_arrow_keys(open_page, kind):
    page = open_page(KINDS[kind], width=360)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    for region in page.locator("main [tabindex='0']").all():
        if region.evaluate(WIDE):
            region.focus()
            page.keyboard.press("ArrowRight")
            until(page, "(e) => e.scrollLeft > 0", region.element_handle())
    out_of_reach = f"""() => [...document.querySelectorAll("main *")]
      .filter({WIDE}).filter((e) => !["auto", "scroll"].includes(getComputedStyle(e).overflowX) ? false
        : e.tabIndex < 0 && !e.querySelector("a[href], button, input, select, textarea, summary"))
      .map((e) => e.outerHTML.slice(0, 120))"""
    assert page.evaluate(out_of_reach) == []
