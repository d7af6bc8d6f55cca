"""Automatic numbering: the label that Word shows stands before the text."""

import pytest

from portal.publishing.documents import read_document
from portal.publishing.documents.word_numbering import write_number
from tests.publishing.documents.packing import lists, lvl, numbered, p, pack_word, restarted

PLAN = (
    lvl(0, "upperRoman", "%1."),
    lvl(1, "decimal", "%2."),
    lvl(2, "decimal", "%2.%3."),
    lvl(3, "lowerLetter", "%4)"),
    lvl(4, "bullet", "-"),
    lvl(5, "bullet", "+"),
)


def labels(body, numbering, styles=""):
    lines = read_document(pack_word(body, numbering=numbering, styles=styles), "a.docx").lines
    return [line.text.removesuffix("x").rstrip() for line in lines]


def items(*levels, number=1):
    return "".join(numbered("x", number, level) for level in levels)


def test_the_levels_of_a_plan_are_counted_as_a_reader_sees_them():
    told = labels(items(0, 1, 1, 2, 2, 3, 3, 4, 5, 3, 1, 2, 0, 1), lists(*PLAN))
    assert told == ["I.", "1.", "2.", "2.1.", "2.2.", "a)", "b)", "-", "+", "c)", "3.", "3.1.", "II.", "1."]


def test_a_list_that_starts_anew_goes_on_from_there():
    numbering = lists(*PLAN, more=restarted(2, 1, 5))
    assert labels(items(1, 1) + items(1, 1, number=2) + items(1), numbering) == ["1.", "2.", "5.", "6.", "7."]


def test_lists_that_share_an_abstract_one_count_on():
    numbering = lists(*PLAN, more='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>')
    assert labels(items(0) + items(0, number=2), numbering) == ["I.", "II."]


def test_a_level_may_go_on_over_higher_ones():
    numbering = lists(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    assert labels(items(0, 1, 0, 1), numbering) == ["I.", "1.", "II.", "2."]


def test_a_level_used_before_those_above_it_shows_their_first_number():
    assert labels(items(2), lists(*PLAN)) == ["1.1."]


def test_legal_numbering_writes_all_numbers_as_digits():
    numbering = lists(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    assert labels(items(0, 1), numbering) == ["I.", "1.1."]


def test_an_override_may_bring_its_own_level():
    level = lvl(0, "decimal", "Điều %1.")
    more = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level}</w:lvlOverride></w:num>'
    assert labels(items(0, number=2), lists(*PLAN, more=more)) == ["Điều 1."]


def test_a_style_gives_list_and_level_and_a_paragraph_may_take_them_back():
    def style(name, properties, based=""):
        base = f'<w:basedOn w:val="{based}"/>' if based else ""
        told = f"<w:name w:val='{name}'/>{base}<w:pPr>{properties}</w:pPr>"
        return f'<w:style w:type="paragraph" w:styleId="{name}">{told}</w:style>'

    numbering = lists(
        lvl(0, "upperRoman", "%1.", '<w:pStyle w:val="H1"/>'), lvl(1, "decimal", "%2.", '<w:pStyle w:val="H2"/>')
    )
    given = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("H1", given) + style("H2", given) + style("H3", "", based="H2")
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(p("x", properties=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2", "H3"))
    body += p("Lời kết", properties=f'<w:pStyle w:val="H2"/>{none}')
    assert labels(body, numbering, styles) == ["I.", "1.", "2.", "Lời kết"]


def test_a_list_style_is_followed_to_its_list():
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    more = linked + '<w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>'
    style = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="L">{style}</w:style>'
    assert labels(items(0, number=3), lists(*PLAN, more=more), styles) == ["I."]


def test_an_empty_paragraph_does_not_count():
    assert labels(items(0) + numbered("", 1) + items(0), lists(*PLAN)) == ["I.", "II."]


def test_an_unknown_list_gives_no_label():
    assert labels(numbered("Một", 9), lists(*PLAN)) == ["Một"]


@pytest.mark.parametrize(
    ("signs", "told"),
    [
        (("\uf0b7", "o", "\uf0a7"), ["-", "+", "+"]),
        (("–", "+", "•"), ["-", "+", "+"]),
        (("", "-", "\uf02d"), ["-", "-", "-"]),
    ],
)
def test_bullets_are_dashes_and_below_them_pluses(signs, told):
    levels = (lvl(place, "bullet", sign) for place, sign in enumerate(signs))
    assert labels(items(0, 1, 2), lists(*levels)) == told


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (14, "upperRoman", "XIV"),
        (1994, "lowerRoman", "mcmxciv"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (2, "vietnameseCounting", "2"),
        (2, "none", ""),
        (0, "upperRoman", "0"),
        (10**9, "lowerLetter", "1000000000"),
    ],
)
def test_a_number_is_written_in_the_format_of_its_level(number, form, text):
    assert write_number(number, form) == text
