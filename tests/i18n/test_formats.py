"""Numbers are written as Babel would write them, and what is kept of one language is never said in the other."""

import random
from fractions import Fraction

import pytest
from babel.numbers import format_decimal
from flask import render_template_string
from jinja2.ext import _make_new_gettext
from markupsafe import Markup

from portal import i18n
from portal.i18n.babel import DOMAIN
from portal.i18n.formats import format_date, format_number, format_period
from wsgi import create_app


@pytest.fixture(scope="module")
def application():
    return create_app(SECRET_KEY="x", DATABASE_URL="sqlite:///nothing.sqlite")


EDGES = [0, 0.5, 1.5, 2.5, 0.05, 0.15, 0.25, 0.35, 2.675, 999.95, 999.5, 1e3, 1e6, 1e15, 1e16, 123456789012, 1e-7]


def values():
    """Those where rounding turns, and thousands of every size."""
    chance = random.Random(7)  # noqa: S311 - the same ones each time
    sizes = [chance.random() * 10 ** chance.randint(-6, 12) for _ in range(3000)]
    halves = [chance.randint(0, 10**6) / chance.choice((2, 4, 8, 20, 200, 2000)) for _ in range(3000)]
    return [*EDGES, *sizes, *halves, *[float(round(size)) for size in sizes]]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_numbers_are_written_as_babel_writes_them(application, lang):
    with application.test_request_context(), i18n.speaking(lang):
        for decimals in range(7):
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            for value in values():
                assert format_number(value, decimals) == format_decimal(value, pattern, locale=lang), (value, decimals)


def test_equal_numbers_of_any_kind_are_written_alike(application):
    with application.test_request_context():
        assert {format_number(kind(3), 1) for kind in (int, float, Fraction)} == {"3,0"}


def test_what_was_written_in_one_language_is_not_said_in_the_other(application):
    with application.test_request_context():
        for _ in range(2):
            with i18n.speaking("vi"):
                vietnamese = format_number(1234.5, 1), format_period("2026-H1"), i18n.gettext("Tìm")
            with i18n.speaking("en"):
                english = format_number(1234.5, 1), format_period("2026-H1"), i18n.gettext("Tìm")
            assert vietnamese == ("1.234,5", "6 tháng đầu năm 2026", "Tìm")
            assert english == ("1,234.5", "first half of 2026", "Search")


def test_outside_of_a_request_words_are_vietnamese():
    assert i18n.language() == "vi"
    assert format_date(None) == "–"


@pytest.mark.parametrize("escaping", ["true", "false"])
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Tìm", {}),
        ("100 %%", {}),
        ("%(number)s điểm %%", {"number": "<b>5</b>"}),
        ("%(number)s điểm %%", {"number": Markup("<b>5</b>")}),
        ("%(a)s & %(b)s", {"a": None, "b": 3, "unused": "<"}),
    ],
)
def test_templates_say_messages_as_jinja_would(application, escaping, text, values):
    usual = _make_new_gettext(DOMAIN.gettext)
    with application.test_request_context("/en/about"):
        application.preprocess_request()
        page = f"{{% autoescape {escaping} %}}{{{{ say(text, **values) }}}}{{% endautoescape %}}"
        expected = render_template_string(page, say=usual, text=text, values=values)
        assert render_template_string(page.replace("say(", "_("), text=text, values=values) == expected
