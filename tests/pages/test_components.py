"""The gallery of components: every macro is shown, every class used, every colour can be read, nothing is cut off."""

import re

import pytest
from jinja2 import nodes

from portal.pages.components import CONTRASTS
from portal.settings import ROOT
from tests.axe import violations

TEMPLATES = ROOT / "portal/templates"
SHEET = re.sub(r"/\*.*?\*/", "", (ROOT / "static/site.css").read_text(), flags=re.DOTALL)
DRESSED = ("portal", "maps", "api")
"""Where markup is written that site.css dresses."""
MADE_OF = {"s-": "a progress status", "kind-": "a release's kind", "notice-": "a notice's kind"}
"""Beginnings of classes that templates complete with a word."""


def _macros():
    return {
        (path.name, name)
        for path in (TEMPLATES / "components").glob("*.html")
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text())
    }


def _called(app, path):
    tree = app.jinja_env.parse(path.read_text())
    calls = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    taken = {
        (node.template.value.rpartition("/")[2], name)
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    }
    return {(file, name) for file, name in taken if name in calls}


def test_every_macro_of_the_components_is_shown(app):
    shown = {pair for path in (TEMPLATES / "components_gallery").glob("*.html") for pair in _called(app, path)}
    assert _macros() - shown == set()


def test_every_example_stands_on_the_page_with_the_lines_that_call_it(page):
    gallery = page("/components")
    examples = {path.stem for path in (TEMPLATES / "components_gallery").glob("*.html")} - {"page"}
    assert {section.get("aria-labelledby") for section in gallery.find("section", class_="sample")} == examples
    assert "{{ status_badge(status) }}" in gallery.text


def test_all_states_are_shown_in_words_in_both_languages(page):
    vietnamese, english = page("/components").text, page("/en/components").text
    for words in ("Đạt", "Chưa có số liệu", "không công bố", "không áp dụng", "0,0 %"):
        assert words.lower() in vietnamese.lower()
    assert "Trước" in vietnamese
    assert "Trước" not in english


def test_the_gallery_is_kept_from_search_engines(page, client):
    assert page("/components").find("meta", name="robots")[0].get("content") == "noindex"
    assert b"/components" not in client.get("/sitemap.xml").data


def _written():
    folders = [ROOT / folder for folder in DRESSED]
    texts = [p.read_text() for f in folders for p in f.rglob("*") if p.suffix in {".html", ".py"}]
    return " ".join(texts + [p.read_text() for p in (ROOT / "static").rglob("*.js")])


def test_no_rule_of_the_sheet_is_for_a_class_that_no_page_has():
    words = set(re.findall(r"[\w-]+", _written()))
    classes = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"{[^{}]*}", " ", SHEET).replace("icons/roofs.svg", "")))
    made = {name for name in classes for start in MADE_OF if name.startswith(start)}
    assert len(classes) > 100
    assert classes - words - made == set()


def test_the_sheet_is_small(client):
    answer = client.get("/static/site.css", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) <= 10 * 1024


def _colours(scheme):
    """The custom properties of a scheme: what dark does not say it has from light."""
    light, dark = re.findall(r":root {(.*?)}", SHEET, flags=re.DOTALL)[:2]
    pattern = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3,6})\b")
    return dict(pattern.findall(light)) | (dict(pattern.findall(dark)) if scheme == "dark" else {})


def _luminance(colour):
    """Relative luminance, WCAG 2.2."""
    wide = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_told_from_what_it_stands_on(scheme):
    colours = _colours(scheme)
    low = {}
    for colour, grounds, least in CONTRASTS:
        for ground in grounds:
            darker, lighter = sorted((_luminance(colours[colour]), _luminance(colours[ground])))
            if (ratio := (lighter + 0.05) / (darker + 0.05)) < least:
                low[colour, ground] = round(ratio, 2)
    assert low == {}


MEDIA = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "more contrast": {"contrast": "more"},
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("media", MEDIA)
def test_the_gallery_keeps_no_reader_out(open_page, width, media):
    opened = open_page("/components", width=width, **MEDIA[media])
    opened.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    assert violations(opened) == []


@pytest.mark.parametrize("path", ["/components", "/en/components"])
def test_nothing_scrolls_sideways_on_the_narrowest_screen(open_page, path):
    opened = open_page(path, width=320)
    opened.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    assert opened.evaluate("document.documentElement.scrollWidth") == 320


def test_on_paper_there_is_no_navigation_and_tables_are_whole(open_page):
    opened = open_page("/components")
    opened.emulate_media(media="print")
    assert not opened.locator(".site-nav").is_visible()
    assert not opened.locator(".pager").is_visible()
    cut = (
        "[...document.querySelectorAll('.scroll')].filter((box) => getComputedStyle(box).overflowX != 'visible').length"
    )
    assert opened.evaluate(cut) == 0


def test_text_that_is_twice_as_large_fits(open_page):
    opened = open_page("/components", width=640)
    opened.evaluate("document.documentElement.style.fontSize = '200%'")
    assert opened.evaluate("document.documentElement.scrollWidth") == 640


def test_the_icon_stands_where_browsers_ask_for_it(client):
    answer = client.get("/favicon.ico")
    assert answer.mimetype == "image/x-icon"
    assert answer.data[:6] == b"\0\0\1\0\3\0", "an icon of three sizes"
